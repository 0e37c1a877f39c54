using System.Numerics;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>One page seen against the other pages of its source.</summary>
public sealed class SiteView
{
    /// <summary>Pages whose paths are nearly as like this one's as the likest are of its template: a site may have several.</summary>
    private const double Alike = 0.85;

    /// <summary>A place counts as the article's when it was so on that share of the pages alike.</summary>
    private const double Agreed = 0.8;

    private readonly SiteMemory _site;
    private readonly PageMap _map;
    private readonly IReadOnlyList<bool> _kept;
    private readonly uint[] _texts;
    private readonly uint[] _paths;

    /// <summary>Bits of the pages that are of no use here: this one itself, and copies of it.</summary>
    private readonly int _itself;

    /// <summary>Bits of the pages of other templates.</summary>
    private readonly int _unlike;

    private SiteView(SiteMemory site, PageMap map, uint address, IReadOnlyList<bool> kept)
    {
        (_site, _map, Address, _kept) = (site, map, address, kept);
        _texts = [.. map.Blocks.Select(block => PageHash.Of(block.Text))];
        _paths = PageHash.PathsOf(map);
        var itself = site.Pages.Index().Where(page => page.Item.Address == address).Sum(page => 1 << page.Index);
        ElsewhereShare = ShareElsewhere(itself, out var copies);
        _itself = itself | copies;
        _unlike = _itself | Unlike();
    }

    /// <summary>The hash of the page's address.</summary>
    internal uint Address { get; }

    /// <summary>The share of what the judge kept that stands word for word on another page of the source.</summary>
    public double ElsewhereShare { get; }

    internal static SiteView Of(SiteMemory site, PageMap map, uint address, IReadOnlyList<bool> kept) => new(site, map, address, kept);

    /// <summary>What the other pages say of a block: of its text on all of them, of its path on those of the same template.</summary>
    public BlockHistory Of(int block)
    {
        var (text, path) = (_site.Texts[_texts[block]].Without(_itself), _site.Paths[_paths[block]].Without(_unlike));
        return new BlockHistory(BitOperations.PopCount(text.Seen), BitOperations.PopCount(text.Kept), BitOperations.PopCount(path.Seen), BitOperations.PopCount(path.Kept));
    }

    /// <summary>What the judge kept, corrected: without what stands on other pages too, and with what stands where their text stood.</summary>
    public bool[] Corrected() => [.. _kept.Select((isKept, at) => Corrected(isKept, Of(at)))];

    internal Dictionary<uint, bool> Texts() => Marked(_texts);

    /// <summary>A path is kept when most of its text is.</summary>
    internal Dictionary<uint, bool> Paths() => Marked(_paths);

    private static bool Corrected(bool isKept, BlockHistory others) => isKept
        ? !(others.Texts >= 2 || others is { Texts: 1, KeptTexts: 0 } || others is { Paths: >= 2, KeptPaths: 0 })
        : others is { Texts: 0, Paths: >= 2 } && others.KeptPaths >= Agreed * others.Paths;

    private double ShareElsewhere(int itself, out int copies)
    {
        var (kept, elsewhere, shared) = (0, 0, new int[_site.Pages.Count]);
        for (var at = 0; at < _texts.Length; at++)
        {
            if (!_kept[at])
                continue;
            var length = _map.Blocks[at].Text.Length;
            kept += length;
            var seen = _site.Texts[_texts[at]].Without(itself).Seen;
            elsewhere += seen == 0 ? 0 : length;
            for (var page = 0; page < shared.Length; page++)
                shared[page] += (seen & (1 << page)) == 0 ? 0 : length;
        }
        // A page that holds most of this one's text is the same article at another address: it tells nothing of furniture.
        copies = shared.Index().Where(page => 2 * page.Item > kept).Sum(page => 1 << page.Index);
        return kept == 0 ? 0 : (double)elsewhere / kept;
    }

    /// <summary>How like the pages are: paths in common among all that either has.</summary>
    private int Unlike()
    {
        var mine = _paths.Distinct().ToList();
        var (common, all) = (new int[_site.Pages.Count], _site.Paths.PerPage(_site.Pages.Count));
        foreach (var path in mine)
        {
            var seen = _site.Paths[path].Without(_itself).Seen;
            for (var page = 0; page < common.Length; page++)
                common[page] += (seen >> page) & 1;
        }
        var alike = common.Select((count, page) => count == 0 ? 0 : (double)count / (mine.Count + all[page] - count)).ToList();
        var best = alike.Count == 0 ? 0 : alike.Max();
        return alike.Index().Where(page => page.Item < Alike * best).Sum(page => 1 << page.Index);
    }

    private Dictionary<uint, bool> Marked(uint[] hashes)
    {
        var weights = new Dictionary<uint, int>();
        for (var at = 0; at < hashes.Length; at++)
            weights[hashes[at]] = weights.GetValueOrDefault(hashes[at]) + (_kept[at] ? _map.Blocks[at].Text.Length : -_map.Blocks[at].Text.Length);
        return weights.ToDictionary(pair => pair.Key, pair => pair.Value > 0);
    }
}

/// <summary>On how many other pages of a source a block's text and its path stood.</summary>
/// <param name="Texts">Pages with this very text.</param>
/// <param name="KeptTexts">Of these, pages that had it in their article.</param>
/// <param name="Paths">Pages of the same template with text at this path.</param>
/// <param name="KeptPaths">Of these, pages on which most of it was the article's.</param>
public readonly record struct BlockHistory(int Texts, int KeptTexts, int Paths, int KeptPaths);
