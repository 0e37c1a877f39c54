using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Storing;

namespace Aggregator.Polling;

/// <summary>What one poll of a source has met so far.</summary>
/// <param name="listed">The keys of each item that the source lists.</param>
/// <param name="drops">What was left out before.</param>
/// <param name="site">What was known of the source's pages before.</param>
internal sealed class PollNotes(Source source, IReadOnlyList<IReadOnlyList<ItemKey>> listed, IReadOnlyList<Drop> drops, SiteMemory site)
{
    private readonly HashSet<ItemKey> _listed = [.. listed.SelectMany(keys => keys)];
    private readonly HashSet<ItemKey> _read = [];
    private readonly HashSet<string> _closed = new(StringComparer.OrdinalIgnoreCase);

    public Source Source => source;

    /// <summary>What was left out on the way.</summary>
    public List<Drop> Drops { get; } = [.. drops];

    /// <summary>First keys of the items to be read once more.</summary>
    public HashSet<ItemKey> Again { get; } = [];

    /// <summary>Hosts that this poll could not reach, and why.</summary>
    public Dictionary<string, PageOutcome.NoPage> Unreachable { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Files that failed in passing.</summary>
    public HashSet<Uri> FilesForNow { get; } = [];

    /// <summary>What is known of the source's pages so far.</summary>
    public SiteMemory Site { get; private set; } = site;

    /// <summary>For each page that was read, why its reading is in doubt; null when it is not.</summary>
    public List<string?> Doubts { get; } = [];

    /// <summary>Kept articles that were in doubt, read again and no longer so.</summary>
    public List<RenewedArticle> Renewed { get; } = [];

    /// <summary>True when the source's pages were found to have changed for good.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Why the pages of a host could not be read, and what a person can try instead; null when all could, or none can help.</summary>
    public string? Advice { get; private set; }

    /// <summary>Why there is no page, and so for its whole host, when that cannot be reached: it is not asked for each of its pages, which costs a poll minutes, and the host its peace.</summary>
    public PageOutcome.NoPage Heard(Uri address, FetchOutcome.Failed failed)
    {
        var none = PageOutcome.NoPage.Of(failed);
        if (failed.Failure is FetchFailure.NoSuchHost or FetchFailure.NoConnection or FetchFailure.Throttled or FetchFailure.Budget)
            Unreachable[address.Authority] = none;
        if (failed.Advice is { } advice)
            Close(address.Authority, $"{failed.Why} The source's own text stands in. {advice}");
        return none;
    }

    /// <summary>How a page of the source is asked for, or a file that it leads to.</summary>
    public FetchRequest Asking(Uri page) => new(page) { IsPage = true, MayDowngrade = source.MayDowngrade, Source = source.Id.Value };

    public bool IsListed(IReadOnlyList<ItemKey> keys) => keys.Any(_listed.Contains);

    /// <summary>Learns of a page that was read; true when by it the source was found to have changed for good.</summary>
    public bool Learn(WrittenArticle written, PageOutcome page)
    {
        var hasChanged = written.Site.Changes > Site.Changes;
        HasChanged |= hasChanged;
        Site = written.Site;
        if (page is PageOutcome.Page)
            Doubts.Add(written.Article.Doubt);
        return hasChanged;
    }

    /// <summary>Learns of a page that was read a second time.</summary>
    public void Learn(SiteMemory site) => Site = site;

    /// <summary>True when none of these keys was met before; from now on they are.</summary>
    public bool IsFirst(IReadOnlyList<ItemKey> keys)
    {
        var isFirst = !keys.Any(_read.Contains);
        _read.UnionWith(keys);
        return isFirst;
    }

    /// <summary>Notes, once for each host, that it keeps programs from its pages.</summary>
    private void Close(string host, string why)
    {
        if (!_closed.Add(host))
            return;
        Drops.Add(new Drop("page", host, why));
        Advice ??= $"Pages of {host} were not read: {why}";
    }
}
