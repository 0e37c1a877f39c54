using System.Numerics;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>One page seen against the other pages of its source: what they say of each of its blocks.</summary>
public sealed class SiteView
{
    /// <summary>Pages whose paths are nearly as like this one's as the likest are of its template: a site may have several.</summary>
    private const double Alike = 0.7;

    /// <summary>What it says against a text that it stands on another page too.</summary>
    private const double Repeated = -1.5;

    /// <summary>A text so short may be a heading that every article has: "Conclusion".</summary>
    private const int Heading = 25;

    /// <summary>One other page that says the same may be the same article at another address.</summary>
    private const int Several = 2;

    /// <summary>Nobody is surer: chances become odds, and back.</summary>
    private const double Surest = 0.998;

    private readonly SiteMemory _site;
    private readonly PageMap _map;

    /// <summary>The hash of what its head says of the page.</summary>
    private readonly uint? _description;

    /// <summary>The bit of this very page, when it is remembered.</summary>
    private readonly int _itself;

    internal SiteView(SiteMemory site, PageMap map, Uri? address, string? description)
    {
        (_site, _map, Address) = (site, map, PageHash.Of(address));
        _description = description is null ? null : PageHash.Of(description);
        _itself = site.Pages.Index().Where(page => page.Item.Address == Address).Sum(page => 1 << page.Index);
    }

    /// <summary>True where the heads of several other pages say the same: that is the site's slogan, and no article's standfirst.</summary>
    internal bool HasSlogan => _description is { } hash && BitOperations.PopCount(_site.Texts[hash].Without(_itself).Seen) >= Several;

    /// <summary>The hash of the page's address.</summary>
    internal uint Address { get; }

    // Made when first needed: a page that is read alone, and teaches nobody, needs none of them.
    private uint[] TextHashes => field ??= [.. _map.Blocks.Select(block => PageHash.Of(block.Text))];

    private uint[] PathHashes => field ??= PageHash.PathsOf(_map);

    /// <summary>What a judge thought of each block, with what the other pages say of it: what stands on them too becomes less likely, and what stands where their text stood more.</summary>
    /// <param name="chances">For each block, how likely it is the article's, between 0 and 1.</param>
    public float[] Adjusted(float[] chances)
    {
        if (_site.Pages.Count == 0)
            return chances;
        var useless = _itself | Copies(chances);
        var unlike = useless | Unlike(useless);
        if (BitOperations.PopCount((uint)unlike) == _site.Pages.Count)
            return chances;
        return [.. chances.Select((chance, at) => (float)Chance(Odds(chance) + Said(at, useless, unlike)))];
    }

    /// <summary>The share of what was kept that stands word for word on another page of the source.</summary>
    internal double ElsewhereShare(IReadOnlyList<bool> kept)
    {
        if (_site.Pages.Count == 0)
            return 0;
        var places = Enumerable.Range(0, TextHashes.Length).Where(at => kept[at]).ToList();
        var all = places.Sum(Length);
        return all == 0 ? 0 : (double)places.Where(at => _site.Texts[TextHashes[at]].Without(_itself).Seen != 0).Sum(Length) / all;
    }

    /// <summary>Every text of the page, and what its head says.</summary>
    internal Dictionary<uint, bool> Texts(IReadOnlyList<bool> kept)
    {
        var texts = Marked(TextHashes, kept);
        if (_description is { } hash)
            texts.TryAdd(hash, false);
        return texts;
    }

    /// <summary>A path is kept when most of its text is.</summary>
    internal Dictionary<uint, bool> Paths(IReadOnlyList<bool> kept) => Marked(PathHashes, kept);

    /// <summary>What the other pages say of a block, in odds: for it above zero, against it below.</summary>
    /// <param name="useless">Bits of the pages that tell nothing of this one's texts.</param>
    /// <param name="unlike">Bits of the pages that tell nothing of its paths either.</param>
    private double Said(int block, int useless, int unlike)
    {
        var (text, path) = (_site.Texts[TextHashes[block]].Without(useless), _site.Paths[PathHashes[block]].Without(unlike));
        // A place that is new says nothing: boxes stand in such places, and so does what an article has for once.
        var place = Odds((BitOperations.PopCount(path.Kept) + 0.5) / (BitOperations.PopCount(path.Seen) + 1));
        // What is on every page was kept on every page before it was known: its place then says nothing for it.
        return text.Seen != 0 && (text.Kept == 0 || Length(block) >= Heading) ? Math.Min(0, place) + (Repeated * BitOperations.PopCount(text.Seen)) : place;
    }

    /// <summary>Bits of the pages that hold most of this one's text: the same article at another address tells nothing of furniture.</summary>
    private int Copies(float[] chances)
    {
        var (kept, shared) = (0, new int[_site.Pages.Count]);
        for (var at = 0; at < TextHashes.Length; at++)
        {
            if (chances[at] < 0.5)
                continue;
            kept += Length(at);
            AddPages(shared, _site.Texts[TextHashes[at]].Seen, Length(at));
        }
        return shared.Index().Where(page => 2 * page.Item > kept).Sum(page => 1 << page.Index);
    }

    /// <summary>Bits of the pages of other templates. How like two pages are: paths in common among all that either has.</summary>
    private int Unlike(int useless)
    {
        var mine = PathHashes.Distinct().ToList();
        var (common, all) = (new int[_site.Pages.Count], _site.Paths.PerPage(_site.Pages.Count));
        foreach (var path in mine)
            AddPages(common, _site.Paths[path].Without(useless).Seen, 1);
        var alike = common.Select((count, page) => count == 0 ? 0 : (double)count / (mine.Count + all[page] - count)).ToList();
        var best = alike.Max();
        return alike.Index().Where(page => page.Item == 0 || page.Item < Alike * best).Sum(page => 1 << page.Index);
    }

    private static void AddPages(int[] pages, int bits, int count)
    {
        for (var page = 0; page < pages.Length; page++)
            pages[page] += ((bits >> page) & 1) * count;
    }

    private Dictionary<uint, bool> Marked(uint[] hashes, IReadOnlyList<bool> kept)
    {
        var weights = new Dictionary<uint, int>();
        for (var at = 0; at < hashes.Length; at++)
            weights[hashes[at]] = weights.GetValueOrDefault(hashes[at]) + (kept[at] ? Length(at) : -Length(at));
        return weights.ToDictionary(pair => pair.Key, pair => pair.Value > 0);
    }

    private int Length(int block) => _map.Blocks[block].Text.Length;

    private static double Odds(double chance)
    {
        chance = Math.Clamp(chance, 1 - Surest, Surest);
        return Math.Log(chance / (1 - chance));
    }

    private static double Chance(double odds) => 1 / (1 + Math.Exp(-odds));
}
