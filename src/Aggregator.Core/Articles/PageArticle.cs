using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>The article of any page that is not a wire's.</summary>
internal static class PageArticle
{
    public static Reading Of(PageDocument page, PageRules? rules, SiteMemory site)
    {
        if (page.Html is null)
            return OfText(page);
        var facts = PageFacts.Of(page, rules);
        var body = BodyFinder.Find(page.Html, rules);
        var lines = body is null ? [] : PageLines.OfHtml(body, page.Address).Where(line => line.Text.Length > 0).ToList();
        if (lines.Count > 0 && lines[0].Text == facts.Title)
            lines.RemoveAt(0);
        var map = page.Map!;
        var texts = lines.Select(line => line.Text).ToHashSet();
        var view = site.View(map, page.Self);
        float[] chances = [.. map.Blocks.Select(block => texts.Contains(block.Text) ? 0.75f : 0.25f)];
        // What a user's rule says is the body is the body.
        bool[] corrected = [.. (rules?.Body is null ? view.Adjusted(chances) : chances).Select(chance => chance >= 0.5)];
        var isCorrected = !corrected.SequenceEqual(chances.Select(chance => chance >= 0.5));
        var blocks = map.Blocks.Zip(corrected).Where(pair => pair.Second).Select(pair => pair.First).ToList();
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
            Text = string.Join("\n\n", isCorrected ? blocks.Select(block => block.Text) : lines.Select(line => line.Text)),
            Html = isCorrected ? string.Join("\n", blocks.Select(block => $"<p>{System.Net.WebUtility.HtmlEncode(block.Text)}</p>")) : SafeHtml.Clean(body?.InnerHtml, page.Address) ?? "",
            Original = OriginalFinder.Find(page, facts, rules),
            Attachments = Articles.Attachments.In(page, lines),
        };
        var shape = ReadingShape.Of(reading, blocks.Sum(block => block.LinkLength));
        return reading with { Lesson = new PageLesson(view, corrected, shape, PageDoubt.Of(reading, shape, view.ElsewhereShare(corrected), site)) };
    }

    private static Reading OfText(PageDocument page)
    {
        var text = string.Join("\n\n", page.Lines.Select(line => line.Text));
        return new Reading { Text = text, Original = OriginalFinder.Find(page, null, null), Html = string.Join("\n", page.Lines.Select(line => $"<p>{System.Net.WebUtility.HtmlEncode(line.Text)}</p>")) };
    }
}
