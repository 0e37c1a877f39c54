using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Sources;

namespace Aggregator.Articles;

/// <summary>One page of an article as it was read: of most articles it is the only one.</summary>
internal sealed record PagePart(PageDocument Page, PageFacts Facts, SiteView View, Body Body)
{
    /// <summary>A shorter text that a source gives is a summary.</summary>
    private const int ShortestText = 800;

    /// <summary>Of a line that leads to another text: shorter ones are names, places and numbers.</summary>
    private const int LeastRow = 25;

    /// <summary>Fewer may stand in any text.</summary>
    private const int LeastRows = 3;

    public required OriginalLink Original { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>That some notes are not kept, in a sentence; null when all are.</summary>
    public required string? NotesCut { get; init; }

    public required IReadOnlyList<Enclosure> Attachments { get; init; }

    public PageMap Map => Page.Map!;

    /// <summary>The body; where none was found, all that the page says: the judge takes no banner for a text.</summary>
    public string AllText => Body.Text.Length > 0 ? Body.Text : string.Join('\n', Map.Blocks.Select(block => block.Text));

    /// <summary>True where a good part of the text are headings that lead elsewhere, or most of it lines that do: a list of other texts goes on at further addresses, too.</summary>
    public bool IsList
    {
        get
        {
            var rows = Body.Blocks.Where(block => block.Text.Length >= LeastRow && block.LinkLength >= block.Text.Length * 0.9 && block.Runs.Any(run => run.Link?.GetAttribute("href") is [not '#', ..])).ToList();
            return rows.Count >= LeastRows && (rows.Count * 2 >= Body.Blocks.Count || rows.Count(row => BoxSums.RankOf(Map, row) > 0) * 3 >= Body.Blocks.Count);
        }
    }

    /// <summary>True where the text is what readers say: a page of nothing but comments keeps them.</summary>
    public bool IsComments => Body.Blocks.Count(block => BodyStrangers.IsInComments(Map, block.Box)) * 2 > Body.Blocks.Count;

    /// <param name="first">Where the article's first page stands: what the site's memory holds of it says nothing of its other pages.</param>
    /// <param name="announced">The text that the page's source gave of it; null when nobody announced it.</param>
    public static PagePart Of(PageDocument page, Uri? first, PageRules? rules, SiteMemory site, string? announced)
    {
        var facts = PageFacts.Of(page, rules);
        var view = site.View(page.Map!, first, facts.Description);
        facts = view.HasSlogan ? facts.WithoutSlogan() : facts;
        var body = Body.Of(page.Map!, WitnessOf(facts, announced), rules, page.Address, view.Adjusted);
        var notes = PageNotes.Of(page.Map!, page.Self, body.Kept);
        return new PagePart(page, facts, view, body)
        {
            Original = OriginalFinder.Find(page, facts, rules),
            Notes = notes.Notes,
            NotesCut = notes.Cut,
            Attachments = Articles.Attachments.In(page, body.Blocks),
        };
    }

    /// <summary>What the page says of its article.</summary>
    public static Witness WitnessOf(PageFacts facts, string? announced)
    {
        var isText = announced?.Length >= ShortestText;
        return new Witness(facts.Title, facts.Description ?? (isText ? null : announced), isText && announced!.Length > (facts.Body?.Length ?? 0) ? announced : facts.Body);
    }
}
