using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The article of any page that is not a wire's.</summary>
internal static class PageArticle
{
    /// <param name="site">What is known of the other pages of its source.</param>
    /// <param name="announced">The text that the page's source gave of it; null when nobody announced it.</param>
    public static Reading Of(PageDocument page, PageRules? rules, SiteMemory site, string? announced)
    {
        if (page.Tree is null)
            return OfText(page);
        var part = PagePart.Of(page, page.Self, rules, site, announced);
        var (facts, body) = (part.Facts, part.Body);
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
            Drops = [.. Drops(facts.Title ?? page.Address?.AbsoluteUri ?? "", ("too many authors", facts.AuthorsCut), ("too many notes", part.NotesCut), ("the head of a release", ReleaseHead.Above(part.Map, facts.Title, Array.IndexOf(body.Kept, true))))],
            Text = body.Text,
            Html = body.Html,
            Notes = part.Notes,
            Original = part.Original,
            Attachments = part.Attachments,
        };
        var shape = ReadingShape.Of(reading, body);
        reading = reading with { Lesson = new PageLesson(part.View, body.Kept, shape, PageDoubt.Of(facts.Title, part.AllText, shape, part.View.ElsewhereShare(body.Kept), site)) };
        return CutArticle.Begun(reading, part, further => PagePart.Of(further, page.Self, rules, site, announced));
    }

    /// <summary>What the page itself says of its article.</summary>
    internal static Witness WitnessOf(PageDocument page) => PagePart.WitnessOf(PageFacts.Of(page, rules: null), announced: null);

    private static IEnumerable<Drop> Drops(string what, params IEnumerable<(string Gate, string? Why)> cuts) =>
        cuts.Where(cut => cut.Why is not null).Select(cut => new Drop(cut.Gate, what, cut.Why!));

    private static Reading OfText(PageDocument page)
    {
        var text = string.Join("\n\n", page.Lines.Select(line => line.Text));
        return new Reading { Text = text, Language = PageLanguage.Of([], page.Lines.Select(line => line.Text)), Original = OriginalFinder.Find(page, null, null), Html = SafeHtml.OfParagraphs(page.Lines.Select(line => line.Text)) };
    }
}
