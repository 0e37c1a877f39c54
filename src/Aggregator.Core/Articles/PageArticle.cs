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

    /// <param name="announced">The text that the page's source gave of it; null when nobody announced it.</param>
    public static Reading Of(PageDocument page, PageRules? rules, string? announced)
    {
        if (page.Html is null)
            return OfText(page);
        var facts = PageFacts.Of(page.Html, page.Address);
        var body = Body.Of(page.Map!, WitnessOf(facts, announced), rules, page.Address);
        return new Reading
        {
            Title = facts.Title,
            Standfirst = facts.Description is { } description && !StartsWith(body, description) ? description : null,
            Authors = facts.Authors,
            Updated = facts.Updated,
            Dates = facts.Dates,
            Language = facts.Language,
            Publisher = facts.Publisher,
            Text = body.Text,
            Html = body.Html,
            Original = OriginalFinder.Find(page, facts),
            Attachments = Attachments(body, page.Address),
        };
    }

    /// <summary>What the page itself says of its article.</summary>
    internal static Witness WitnessOf(PageDocument page) => WitnessOf(PageFacts.Of(page.Html!, page.Address), announced: null);

    private static Witness WitnessOf(PageFacts facts, string? announced)
    {
        var isText = announced?.Length >= ShortestText;
        return new Witness(facts.Title, facts.Description ?? (isText ? null : announced), isText && announced!.Length > (facts.Body?.Length ?? 0) ? announced : facts.Body);
    }

    private static Reading OfText(PageDocument page)
    {
        var text = string.Join("\n\n", page.Lines.Select(line => line.Text));
        return new Reading { Text = text, Html = string.Join("\n", page.Lines.Select(line => $"<p>{System.Net.WebUtility.HtmlEncode(line.Text)}</p>")) };
    }

    private static bool StartsWith(Body body, string description) =>
        body.Blocks.Take(3).Any(block => block.Text.StartsWith(description.TrimEnd('.', '…', ' '), StringComparison.Ordinal));

    private static IReadOnlyList<Enclosure> Attachments(Body body, Uri? address) =>
        [.. body.Blocks.SelectMany(block => block.Runs)
            .Select(run => WebAddress.Resolve(address, run.Link?.GetAttribute("href")))
            .OfType<Uri>()
            .Where(link => link.AbsolutePath.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .Select(link => new Enclosure(link, "application/pdf", null))];
}
