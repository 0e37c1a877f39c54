using System.Net;

namespace Aggregator.Fetching;

/// <summary>How the web is asked. Bound from the section Fetching of appsettings.json and AGGREGATOR_Fetching__….</summary>
internal sealed record FetchingSettings
{
    /// <summary>From the first byte asked to the last byte read.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Bytes after decompression.</summary>
    public int MaxBytes { get; init; } = 10 * 1024 * 1024;

    public int MaxRedirects { get; init; } = 5;

    /// <summary>Between the starts of two requests to one host.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Private networks that may be asked all the same, as "127.0.0.2/32,10.1.0.0/16".</summary>
    public string AllowedNetworks { get; init; } = "";

    /// <summary>Where a publisher can write to whoever runs this program: an address or a web page.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(10))
            yield return $"Fetching:Timeout '{Timeout}' must lie between a moment and ten minutes.";
        if (MaxBytes is < 1024 or > 1024 * 1024 * 1024)
            yield return $"Fetching:MaxBytes '{MaxBytes}' must lie between 1 KiB and 1 GiB.";
        if (MaxRedirects is < 0 or > 20)
            yield return $"Fetching:MaxRedirects '{MaxRedirects}' must lie between 0 and 20.";
        if (Spacing < TimeSpan.Zero || Spacing > TimeSpan.FromMinutes(10))
            yield return $"Fetching:Spacing '{Spacing}' must lie between nothing and ten minutes.";
        foreach (var text in NetworkTexts().Where(text => !IPNetwork.TryParse(text, out _)))
            yield return $"Fetching:AllowedNetworks '{text}' is not a network: write it as 10.1.0.0/16.";
        if (Contact.Any(c => char.IsControl(c) || c is '(' or ')'))
            yield return "Fetching:Contact must be an address or a web page, without brackets.";
    }

    public IReadOnlyList<IPNetwork> Networks() => [.. NetworkTexts().Select(text => IPNetwork.Parse(text))];

    private string[] NetworkTexts() => AllowedNetworks.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
