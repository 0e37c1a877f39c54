using System.Text.RegularExpressions;
using Aggregator.Sources;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Aggregator.Articles;

/// <summary>Finds the element that holds an article's text, and takes the furniture out of a copy of it.</summary>
internal static partial class BodyFinder
{
    private const string Furniture =
        "script, style, noscript, template, nav, aside, footer, form, button, iframe, svg, figcaption, dialog, [hidden], [aria-hidden='true'], [role='navigation'], [role='complementary'], [role='dialog']";

    /// <summary>A cleaned copy of the body; null when the page has no text to speak of.</summary>
    public static IElement? Find(IHtmlDocument page, PageRules? rules)
    {
        var ruled = rules?.Body is null ? null : page.QuerySelector(rules.Body);
        var body = ruled ?? Marked(page) ?? Best(page);
        return body is null ? null : Cleaned(body, rules, keepsNamed: ruled is not null);
    }

    private static IElement? Marked(IHtmlDocument page)
    {
        var marked = page.QuerySelectorAll("[itemprop~='articleBody']");
        return marked.Length == 1 && Words(marked[0]) > 80 ? marked[0] : null;
    }

    /// <summary>Paragraphs vote for the elements around them; names and links weigh.</summary>
    private static IElement? Best(IHtmlDocument page)
    {
        var votes = new Dictionary<IElement, double>();
        foreach (var paragraph in page.QuerySelectorAll("p, pre, blockquote, li, h2, h3, div"))
        {
            var length = OwnLength(paragraph);
            if (length < 25 || paragraph.Closest(Furniture) is not null)
                continue;
            var weight = (1 + Math.Min(length / 100.0, 4)) * (paragraph.LocalName is "li" or "h2" or "h3" ? 0.5 : 1) * (1 - LinkShare(paragraph));
            Vote(votes, paragraph.LocalName == "div" ? paragraph : paragraph.ParentElement, weight);
            Vote(votes, paragraph.ParentElement?.ParentElement, weight / 2);
            Vote(votes, paragraph.ParentElement?.ParentElement?.ParentElement, weight / 4);
        }
        return votes.Where(vote => vote.Key.LocalName is not ("html" or "ul" or "ol"))
            .Select(vote => (Element: vote.Key, Score: vote.Value * NameWeight(vote.Key) * (1 - LinkShare(vote.Key))))
            .OrderByDescending(vote => vote.Score)
            .Select(vote => vote.Element)
            .FirstOrDefault();
    }

    private static void Vote(Dictionary<IElement, double> votes, IElement? element, double weight)
    {
        if (element is not null)
            votes[element] = votes.GetValueOrDefault(element) + weight;
    }

    private static IElement Cleaned(IElement body, PageRules? rules, bool keepsNamed)
    {
        var copy = (IElement)body.Clone(deep: true);
        var before = copy.TextContent.Length;
        Remove(copy.QuerySelectorAll(rules?.Remove is null ? Furniture : $"{Furniture}, {rules.Remove}"));
        if (keepsNamed)
            return copy;
        Remove(copy.QuerySelectorAll("time").Where(StandsAlone));
        foreach (var element in copy.QuerySelectorAll("div, section, ul, ol, p, span, header, table").ToList())
        {
            var text = element.TextContent.Length;
            var isNamedSo = FurnitureNames().IsMatch(NamesOf(element)) && text < before / 2;
            var isLinks = element.LocalName is "div" or "section" or "ul" or "ol" && text > 0 && LinkShare(element) > 0.6;
            if (isNamedSo || isLinks)
                element.Remove();
        }
        return copy;
    }

    /// <summary>True for a time on a line of its own: it dates the page. One in a sentence, a heading or a table is part of the text.</summary>
    private static bool StandsAlone(IElement time) =>
        time.ParentElement is { LocalName: "article" or "main" or "section" or "header" or "div" or "p" } parent && parent.ChildNodes.OfType<IText>().All(text => string.IsNullOrWhiteSpace(text.Data));

    private static void Remove(IEnumerable<IElement> elements)
    {
        foreach (var element in elements.ToList())
            element.Remove();
    }

    /// <summary>The characters an element holds itself: its text and that of inline elements, not of blocks inside it.</summary>
    private static int OwnLength(IElement element) => element.LocalName != "div"
        ? element.TextContent.Trim().Length
        : element.ChildNodes.Where(node => node is IText).Sum(node => node.TextContent.Trim().Length);

    private static int Words(IElement element) => element.TextContent.Count(char.IsWhiteSpace);

    private static double LinkShare(IElement element)
    {
        var all = element.TextContent.Length;
        return all == 0 ? 0 : Math.Min(1, (double)element.QuerySelectorAll("a").Sum(a => a.TextContent.Length) / all);
    }

    private static double NameWeight(IElement element)
    {
        var names = NamesOf(element);
        var weight = element.LocalName is "article" or "main" ? 1.25 : 1;
        if (BodyNames().IsMatch(names))
            weight *= 1.25;
        return FurnitureNames().IsMatch(names) ? weight * 0.4 : weight;
    }

    private static string NamesOf(IElement element) => $"{element.ClassName} {element.Id}";

    [GeneratedRegex("article|body|content|entry|post|story|text|main|field--name-body", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex BodyNames();

    [GeneratedRegex(@"\b(?:share|sharing|social|related|recommend|newsletter|subscribe|signup|sign-up|cookie|consent|comment|byline|author-bio|breadcrumb|caption|credit|promo|advert|sidebar|tags|toolbar|pagination|read-more|footer|banner|popup|modal|toc)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex FurnitureNames();
}
