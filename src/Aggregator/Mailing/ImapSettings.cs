namespace Aggregator.Mailing;

/// <summary>The mailbox into which bounces come. Bound from Mailing:Imap; the password comes from AGGREGATOR_Mailing__Imap__Password and nowhere else.</summary>
internal sealed record ImapSettings
{
    /// <summary>Empty for none.</summary>
    public string Server { get; init; } = "";

    public int Port { get; init; } = 993;

    /// <summary>False only for a server on this machine.</summary>
    public bool RequireTls { get; init; } = true;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string Folder { get; init; } = "INBOX";

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Server.Length == 0)
            yield break;
        if (Port is < 1 or > 65535)
            yield return $"Mailing:Imap:Port '{Port}' must lie between 1 and 65535.";
        if (User.Length == 0 || Password.Length == 0)
            yield return "Mailing:Imap:Server is set, but Mailing:Imap:User or AGGREGATOR_Mailing__Imap__Password is not.";
    }

    /// <summary>The same without the secret.</summary>
    public override string ToString() => $"{User}, {Server}:{Port}";
}
