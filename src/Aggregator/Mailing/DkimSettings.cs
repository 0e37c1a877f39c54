using System.Security.Cryptography;

namespace Aggregator.Mailing;

/// <summary>With which key letters are signed, so that receivers know they are the domain's own. Bound from Mailing:Dkim.</summary>
internal sealed record DkimSettings
{
    /// <summary>The domain that the key speaks for: the sender's.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The name of the key: its public half is the TXT record SELECTOR._domainkey.DOMAIN.</summary>
    public string Selector { get; init; } = "";

    /// <summary>The file of the private RSA key, as PEM; empty for no signature.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (KeyFile.Length == 0)
            return Domain.Length + Selector.Length == 0 ? [] : ["Mailing:Dkim:KeyFile must name the file of the private key, or Domain and Selector be empty."];
        List<string> problems = [.. new[] { ("Domain", Domain), ("Selector", Selector) }.Where(part => !IsName(part.Item2)).Select(part => $"Mailing:Dkim:{part.Item1} '{part.Item2}' must be a name as in the DNS.")];
        if (KeyProblem() is { } problem)
            problems.Add($"Mailing:Dkim:KeyFile '{KeyFile}' {problem}");
        return problems;
    }

    private static bool IsName(string text) => text.Length is > 0 and < 254 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    private string? KeyProblem()
    {
        try
        {
            if (!File.Exists(KeyFile))
                return "does not exist.";
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(KeyFile) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
                return "is a secret that others on this machine can read: chmod 600.";
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(KeyFile));
            return key.KeySize < 1024 ? "has fewer than 1024 bits, which no receiver accepts." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {e.Message}";
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // What it says may quote the file.
            return "is no private RSA key in PEM.";
        }
    }
}
