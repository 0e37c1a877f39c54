namespace Aggregator.Mailing;

/// <summary>How letters leave. Bound from the section Mailing; the password comes from AGGREGATOR_Mailing__Password and nowhere else.</summary>
internal sealed record MailingSettings
{
    /// <summary>The sender's address, perhaps with a name: "Aggregator &lt;news@example.org&gt;".</summary>
    public string From { get; init; } = "Aggregator <aggregator@localhost>";

    /// <summary>The name of the list: stands in the subject and in List-Id.</summary>
    public string List { get; init; } = "Aggregator";

    /// <summary>The SMTP server; empty to write letters into the folder DATA/outbox instead.</summary>
    public string Server { get; init; } = "";

    public int Port { get; init; } = 587;

    /// <summary>False only for a server on this machine: else TLS is required.</summary>
    public bool RequireTls { get; init; } = true;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public LookSettings Look { get; init; } = new();

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!MailAddress.IsGood(From))
            yield return $"Mailing:From '{From}' is not a mail address.";
        if (Port is < 1 or > 65535)
            yield return $"Mailing:Port '{Port}' must lie between 1 and 65535.";
        if (List.Length is 0 or > 60 || List.Any(char.IsControl))
            yield return "Mailing:List must be a name of 1 to 60 characters.";
        if (User.Length > 0 && Password.Length == 0)
            yield return "Mailing:User is set, but AGGREGATOR_Mailing__Password is not.";
        foreach (var problem in Look.Problems())
            yield return problem;
    }

    /// <summary>The same without the secret.</summary>
    public override string ToString() => $"{From}, {(Server.Length == 0 ? "folder" : $"{Server}:{Port}")}";
}
