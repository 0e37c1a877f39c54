using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The article of any page that is not a wire's.</summary>
internal static class PageArticle
{
    /// <summary>A shorter text that a source gives is a summary.</summary>
    private const int ShortestText = 800;

    /// <param name="site">What is known of the other pages of its source.</param>
    /// <param name="announced">The text that the page's source gave of it; null when nobody announced it.</param>
    public static Reading Of(PageDocument page, PageRules? rules, SiteMemory site, string? announced)
    {
        if (page.Tree is null)
            return OfText(page);
        var facts = PageFacts.Of(page, rules);
        var view = site.View(page.Map!, page.Self);
        var body = Body.Of(page.Map!, WitnessOf(facts, announced), rules, page.Address, view.Adjusted);
        var notes = PageNotes.Of(page.Map!, page.Self, body.Kept);
        var reading = new Reading
        {
            Title = facts.Title,
            Kicker = facts.Kicker,
            Standfirst = facts.Standfirst,
            Authors = facts.Authors,
            Updated = facts.Updated,
            Dates = facts.Dates,
            Language = facts.Language,
            Publisher = facts.Publisher,
            Drops = [.. Drops(facts.Title ?? page.Address?.AbsoluteUri ?? "", ("too many authors", facts.AuthorsCut), ("too many notes", notes.Cut),
                ("further pages", FurtherPages.Second(page.Map!, page.Self, page.Address) is { } second ? $"It goes on at {second.AbsoluteUri}; only this first page of it was read." : null))],
            Text = body.Text,
            Html = body.Html,
            Notes = notes.Notes,
            Original = OriginalFinder.Find(page, facts, rules),
            Attachments = Articles.Attachments.In(page, body.Blocks),
        };
        var shape = ReadingShape.Of(reading, body);
        // The judge takes no banner for a text: what stands in its place is told from the whole page.
        var text = body.Text.Length > 0 ? body.Text : string.Join('\n', page.Map!.Blocks.Select(block => block.Text));
        return reading with { Lesson = new PageLesson(view, body.Kept, shape, PageDoubt.Of(facts.Title, text, shape, view.ElsewhereShare(body.Kept), site)) };
    }

    /// <summary>What the page itself says of its article.</summary>
    internal static Witness WitnessOf(PageDocument page) => WitnessOf(PageFacts.Of(page, rules: null), announced: null);

    private static Witness WitnessOf(PageFacts facts, string? announced)
    {
        var isText = announced?.Length >= ShortestText;
        return new Witness(facts.Title, facts.Description ?? (isText ? null : announced), isText && announced!.Length > (facts.Body?.Length ?? 0) ? announced : facts.Body);
    }

    private static IEnumerable<Drop> Drops(string what, params IEnumerable<(string Gate, string? Why)> cuts) =>
        cuts.Where(cut => cut.Why is not null).Select(cut => new Drop(cut.Gate, what, cut.Why!));

    private static Reading OfText(PageDocument page)
    {
        var text = string.Join("\n\n", page.Lines.Select(line => line.Text));
        return new Reading { Text = text, Language = PageLanguage.Of([], page.Lines.Select(line => line.Text)), Original = OriginalFinder.Find(page, null, null), Html = SafeHtml.OfParagraphs(page.Lines.Select(line => line.Text)) };
    }
}
