namespace Aggregator.Serving;

/// <summary>The pages by which subscribers answer. Bound from the section Serving.</summary>
internal sealed record ServingSettings
{
    /// <summary>Where the program listens, as http://127.0.0.1:8480; empty for no pages. TLS is the business of a proxy before it.</summary>
    public string Listen { get; init; } = "";

    /// <summary>Where its pages are reached from outside, as https://news.example.org/; empty when they are not: then letters carry no links to them.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>True to let anybody ask for the digest; each address is asked to confirm.</summary>
    public bool SelfService { get; init; }

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Listen.Length > 0 && !(Uri.TryCreate(Listen, UriKind.Absolute, out var listen) && listen is { Scheme: "http", AbsolutePath: "/", Query: "", UserInfo: "" }))
            yield return $"Serving:Listen '{Listen}' must be an address as http://127.0.0.1:8480. TLS is for a proxy before it.";
        if (PublicAddress.Length > 0 && !(Uri.TryCreate(PublicAddress, UriKind.Absolute, out var outside) && outside is { Scheme: "https" or "http", Query: "", Fragment: "", UserInfo: "" } && (outside.Scheme == "https" || outside.IsLoopback)))
            yield return $"Serving:PublicAddress '{PublicAddress}' must be an https address: mail programs unsubscribe over nothing else.";
        if (PublicAddress.Length > 0 && Listen.Length == 0)
            yield return "Serving:PublicAddress is set, but nothing listens: letters would carry dead links. Set Serving:Listen.";
        if (SelfService && (Listen.Length == 0 || PublicAddress.Length == 0))
            yield return "Serving:SelfService needs Serving:Listen and Serving:PublicAddress: who asks is sent a link.";
    }

    /// <summary>To which the names of pages are added; null when nobody outside reaches them.</summary>
    public Uri? Address() => PublicAddress.Length == 0 ? null : new Uri(PublicAddress.TrimEnd('/') + "/");
}
