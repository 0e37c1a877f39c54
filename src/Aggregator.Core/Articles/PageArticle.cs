using Aggregator.Pages;
using Aggregator.Sources;

namespace Aggregator.Articles;

/// <summary>The article of any page that is not a wire's.</summary>
internal static class PageArticle
{
    /// <summary>A shorter text that a source gives is a summary.</summary>
    private const int ShortestText = 800;

    /// <param name="announced">The text that the page's source gave of it; null when nobody announced it.</param>
    public static Reading Of(PageDocument page, PageRules? rules, string? announced)
    {
        if (page.Html is null)
            return OfText(page);
        var facts = PageFacts.Of(page, rules);
        var body = Body.Of(page.Map!, WitnessOf(facts, announced), rules, page.Address);
        return new Reading
        {
            Title = facts.Title,
            Kicker = facts.Kicker,
            Standfirst = facts.Standfirst,
            Authors = facts.Authors,
            Updated = facts.Updated,
            Dates = facts.Dates,
            Language = facts.Language,
            Publisher = facts.Publisher,
            Text = body.Text,
            Html = body.Html,
            Original = OriginalFinder.Find(page, facts, rules),
            Attachments = Articles.Attachments.In(page, body.Blocks),
        };
    }

    /// <summary>What the page itself says of its article.</summary>
    internal static Witness WitnessOf(PageDocument page) => WitnessOf(PageFacts.Of(page, rules: null), announced: null);

    private static Witness WitnessOf(PageFacts facts, string? announced)
    {
        var isText = announced?.Length >= ShortestText;
        return new Witness(facts.Title, facts.Standfirst ?? (isText ? null : announced), isText && announced!.Length > (facts.Body?.Length ?? 0) ? announced : facts.Body);
    }

    private static Reading OfText(PageDocument page)
    {
        var text = string.Join("\n\n", page.Lines.Select(line => line.Text));
        return new Reading { Text = text, Original = OriginalFinder.Find(page, null, null), Html = string.Join("\n", page.Lines.Select(line => $"<p>{System.Net.WebUtility.HtmlEncode(line.Text)}</p>")) };
    }
}
