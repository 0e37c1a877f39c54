namespace Aggregator.Text;

/// <summary>Takes what only counts the reader out of a link, and nothing that names the document.</summary>
public static class LinkCleaner
{
    private static readonly string[] TrackingPrefixes = ["utm_", "mtm_", "otm_", "ga_", "hsa_"];

    /// <summary>Where a share button or a change note points into the page: not a part of what the document is.</summary>
    private static readonly string[] TrackingFragments = ["#Echobox=", "#full-publication-update-history"];

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "gclid", "dclid", "gbraid", "wbraid", "gclsrc",
        "srsltid", "msclkid", "twclid", "yclid", "ysclid", "_openstat", "mc_cid", "mc_eid", "mc_tc", "mkt_tok", "_hsenc",
        "_hsmi", "__hssc", "__hstc", "__hsfp", "hsCtaTracking", "hmb_campaign", "hmb_medium", "hmb_source", "itm_campaign",
        "itm_medium", "itm_source", "campaign_id", "campaign_medium", "campaign_name", "campaign_source", "campaign_term",
        "campaign_content", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "sc_cid", "vero_id", "vero_conv", "wickedid",
        "spm", "cmpid", "wt_mc", "wtrid", "tracking_source", "ml_subscriber", "_ga", "_gl", "_bhlid", "_branch_match_id",
        "_branch_referrer", "__readwiseLocation",
    };

    /// <summary>The same link without tracking parameters and fragment trackers; unknown parameters stay. Cleaning twice changes nothing.</summary>
    public static Uri Clean(Uri link)
    {
        var query = link.Query.TrimStart('?');
        var kept = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !IsTracking(part)).ToList();
        var fragment = TrackingFragments.Any(start => link.Fragment.StartsWith(start, StringComparison.OrdinalIgnoreCase)) ? "" : link.Fragment;
        var cleaned = string.Join('&', kept);
        if (cleaned == query && fragment == link.Fragment)
            return link;
        return new UriBuilder(link) { Query = cleaned, Fragment = fragment }.Uri;
    }

    /// <summary>What two spellings of one link have in common: no scheme, no www, no fragment, no trailing slash.</summary>
    /// <remarks>Only for comparing. Query parameters stay: <c>?p=1</c> and <c>?p=2</c> are two articles.</remarks>
    public static string Key(Uri link)
    {
        var clean = Clean(link);
        var host = clean.Host.ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal))
            host = host[4..];
        var port = clean.IsDefaultPort ? "" : $":{clean.Port}";
        return WireLink.Key(clean) ?? $"{host}{port}{clean.AbsolutePath.TrimEnd('/')}{clean.Query}";
    }

    private static bool IsTracking(string part)
    {
        var name = Uri.UnescapeDataString(part.Split('=', 2)[0]);
        return Tracking.Contains(name) || TrackingPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
    }
}
