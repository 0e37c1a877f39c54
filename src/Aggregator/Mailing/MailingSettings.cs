namespace Aggregator.Mailing;

/// <summary>How letters leave. Bound from the section Mailing; the password comes from AGGREGATOR_Mailing__Password and nowhere else.</summary>
internal sealed record MailingSettings
{
    /// <summary>Settings that must not stand in a file.</summary>
    public static readonly IReadOnlyList<string> Secrets = ["Password", "Imap:Password"];

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

    /// <summary>Letters handed to the server in a minute, at most; 0 for as fast as it answers.</summary>
    public int PerMinute { get; init; } = 120;

    /// <summary>For handing one letter over, from the connection to the server's last word. Servers may take minutes for that one (RFC 5321 says ten).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where bounces and mails to unsubscribe come, as "bounces@example.org"; each recipient gets "bounces+…@". Its mailbox must take such extensions. Empty for none: then bounces go to From and are read by nobody.</summary>
    public string Bounces { get; init; } = "";

    /// <summary>A folder into which the mail server drops what comes to that address, one .eml a mail; empty for none.</summary>
    public string BounceFolder { get; init; } = "";

    /// <summary>The mailbox in which what comes to that address is read.</summary>
    public ImapSettings Imap { get; init; } = new();

    public DkimSettings Dkim { get; init; } = new();

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
        if (PerMinute is < 0 or > 60_000)
            yield return $"Mailing:PerMinute '{PerMinute}' must lie between 0 and 60,000.";
        if (Timeout < TimeSpan.FromSeconds(10) || Timeout > TimeSpan.FromHours(1))
            yield return $"Mailing:Timeout '{Timeout}' must lie between ten seconds and an hour.";
        if (Bounces.Length > 0 && !SubscriptionLinks.MayReturn(Bounces))
            yield return $"Mailing:Bounces '{Bounces}' must be a plain mail address of at most {SubscriptionLinks.LongestName} characters before its @, as bounces@example.org.";
        if (Bounces.Length == 0 && ReadsBounces())
            yield return "Mailing:BounceFolder and Mailing:Imap read what comes to Mailing:Bounces, which is not set.";
        foreach (var problem in Dkim.Problems().Concat(Imap.Problems()).Concat(Look.Problems()))
            yield return problem;
    }

    /// <summary>True when there is a place where what comes back is found.</summary>
    public bool ReadsBounces() => BounceFolder.Length > 0 || Imap.Server.Length > 0;

    /// <summary>The same without the secret.</summary>
    public override string ToString() => $"{From}, {(Server.Length == 0 ? "folder" : $"{Server}:{Port}")}";
}
