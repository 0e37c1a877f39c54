using System.Net;

namespace Aggregator.Fetching;

/// <summary>How the web is asked. Bound from the section Fetching of appsettings.json and AGGREGATOR_Fetching__….</summary>
internal sealed record FetchingSettings
{
    /// <summary>From the first byte asked to the last byte read, over all redirects; waiting for a turn does not count.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Until a connection stands, TLS and all.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until an answer's headers have come, with the connection before them.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes after decompression.</summary>
    public int MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Redirects that one fetch follows.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>Between the starts of two requests to one host.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most that one host is asked within any hour: feeds, pages, robots.txt and redirects together.</summary>
    public int PerHostPerHour { get; init; } = 600;

    /// <summary>More hosts that carry many publishers' feeds, as "rsshub.example.org": their Retry-After holds for one address.</summary>
    public string SharedHosts { get; init; } = "";

    /// <summary>Private networks that may be asked all the same, as "127.0.0.2/32,10.1.0.0/16".</summary>
    public string AllowedNetworks { get; init; } = "";

    /// <summary>Where a publisher can write to whoever runs this program: an address or a web page.</summary>
    public string Contact { get; init; } = "";

    /// <summary>A proxy for every request, as http://proxy:3128. The proxy connects for us: see <see cref="AddressGuard"/>.</summary>
    public string Proxy { get; init; } = "";

    /// <summary>Headers, credentials and proxies of single sources, by their ids; "_" may stand for "-".</summary>
    public Dictionary<string, SourceAccess> Sources { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(10))
            yield return $"Fetching:Timeout '{Timeout}' must lie between a moment and ten minutes.";
        if (ConnectTimeout <= TimeSpan.Zero || ConnectTimeout > TimeSpan.FromMinutes(10))
            yield return $"Fetching:ConnectTimeout '{ConnectTimeout}' must lie between a moment and ten minutes.";
        if (HeadersTimeout <= TimeSpan.Zero || HeadersTimeout > TimeSpan.FromMinutes(10))
            yield return $"Fetching:HeadersTimeout '{HeadersTimeout}' must lie between a moment and ten minutes.";
        if (MaxBytes is < 1024 or > 1024 * 1024 * 1024)
            yield return $"Fetching:MaxBytes '{MaxBytes}' must lie between 1 KiB and 1 GiB.";
        if (MaxRedirects is < 0 or > 20)
            yield return $"Fetching:MaxRedirects '{MaxRedirects}' must lie between 0 and 20.";
        if (Spacing < TimeSpan.Zero || Spacing > TimeSpan.FromMinutes(10))
            yield return $"Fetching:Spacing '{Spacing}' must lie between nothing and ten minutes.";
        if (PerHostPerHour is < 1 or > 1_000_000)
            yield return $"Fetching:PerHostPerHour '{PerHostPerHour}' must lie between 1 and 1,000,000.";
        if (!SourceAccess.IsProxy(Proxy))
            yield return "Fetching:Proxy must be an address as http://proxy:3128.";
        foreach (var problem in Sources.SelectMany(source => source.Value.Problems(source.Key)))
            yield return problem;
        foreach (var text in NetworkTexts().Where(text => !IPNetwork.TryParse(text, out _)))
            yield return $"Fetching:AllowedNetworks '{text}' is not a network: write it as 10.1.0.0/16.";
        if (Contact.Any(c => char.IsControl(c) || c is '(' or ')'))
            yield return "Fetching:Contact must be an address or a web page, without brackets.";
    }

    /// <summary>Settings of single sources that are for none of those there are, one sentence each.</summary>
    /// <param name="keys">What stands below Fetching:Sources.</param>
    /// <param name="ids">All sources.</param>
    public static IEnumerable<string> Strangers(IEnumerable<string> keys, IReadOnlyList<string> ids) =>
        keys.Where(key => !ids.Any(id => AccessKeys(id).Contains(key, StringComparer.OrdinalIgnoreCase)))
            .Select(key => $"Fetching:Sources:{key} is for no source: the feeds file has none of that id. 'aggregator sources' lists them.");

    public IReadOnlyList<IPNetwork> Networks() => [.. NetworkTexts().Select(text => IPNetwork.Parse(text))];

    /// <summary>True for a setting, below Fetching, that must not stand in a file.</summary>
    /// <param name="path">As "Sources:rusi:Password".</param>
    /// <param name="value">What stands there.</param>
    public static bool IsSecret(string path, string value)
    {
        var name = path[(path.LastIndexOf(':') + 1)..];
        if (name.Equals("Proxy", StringComparison.OrdinalIgnoreCase))
            return value.Contains('@', StringComparison.Ordinal);
        return path.StartsWith("Sources:", StringComparison.OrdinalIgnoreCase)
            && Array.Exists(["authorization", "password", "cookie", "token", "secret", "key", "signature"], word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>How the source is asked; null for one without settings of its own.</summary>
    public SourceAccess? AccessOf(string? source) =>
        source is null || Sources.Count == 0 ? null : AccessKeys(source).Select(key => Sources.GetValueOrDefault(key)).FirstOrDefault(access => access is not null);

    /// <summary>Without its secrets, wherever it is printed.</summary>
    public override string ToString() => nameof(FetchingSettings);

    private static IEnumerable<string> AccessKeys(string source) => [source, source.Replace('-', '_')];

    private string[] NetworkTexts() => Aggregator.Fetching.SharedHosts.Parts(AllowedNetworks);
}
