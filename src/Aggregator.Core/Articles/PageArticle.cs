using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The article of any page that is not a wire's.</summary>
internal static class PageArticle
{
    public static Reading Of(PageDocument page, PageRules? rules)
    {
        if (page.Html is null)
            return OfText(page);
        var facts = PageFacts.Of(page, rules);
        var body = BodyFinder.Find(page.Html, rules);
        var lines = body is null ? [] : PageLines.OfHtml(body, page.Address).Where(line => line.Text.Length > 0).ToList();
        if (lines.Count > 0 && lines[0].Text == facts.Title)
            lines.RemoveAt(0);
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
            Text = string.Join("\n\n", lines.Select(line => line.Text)),
            Html = SafeHtml.Clean(body?.InnerHtml, page.Address) ?? "",
            Original = OriginalFinder.Find(page, facts, rules),
            Attachments = Articles.Attachments.In(page, lines),
        };
    }

    private static Reading OfText(PageDocument page)
    {
        var text = string.Join("\n\n", page.Lines.Select(line => line.Text));
        return new Reading { Text = text, Original = OriginalFinder.Find(page, null, null), Html = string.Join("\n", page.Lines.Select(line => $"<p>{System.Net.WebUtility.HtmlEncode(line.Text)}</p>")) };
    }
}
