using System.Text;
using Aggregator.Articles;
using Aggregator.Feeds;
using Aggregator.Items;
using Aggregator.Storing;
using Aggregator.Text;
using Aggregator.Watches;

namespace Aggregator.Commands;

/// <summary>What a search found, as a table, JSON, CSV, Markdown or a feed.</summary>
internal static class SearchOutput
{
    private const int MostReasons = 3;

    /// <summary>Signs by which a place in a text is known again.</summary>
    private const int Context = 15;

    public static void WriteAtom(IReadOnlyList<SearchHit> hits, string words)
    {
        using var output = Console.OpenStandardOutput();
        FeedWriter.WriteAtom(
            new Announcement
            {
                Format = "atom",
                Id = $"urn:aggregator:search:{Uri.EscapeDataString(words)}",
                Title = $"Found: {words}",
                Updated = hits.Count == 0 ? null : new WrittenDate(hits.Max(hit => hit.Kept.FirstSeen), true),
                Items = [.. hits.Select(hit => ItemOf(hit.Kept))],
            },
            output);
    }

    /// <summary>The link leads to the original where one is known: what a reader of the feed wants to open.</summary>
    private static Item ItemOf(KeptArticle kept) => new()
    {
        Id = KeptArticle.NameOf(kept.Number),
        Link = kept.Article.Original.Link ?? kept.Article.Link,
        Title = kept.Article.Title,
        Summary = kept.Article.Standfirst is { } standfirst ? System.Net.WebUtility.HtmlEncode(standfirst) : null,
        Content = kept.Article.Html,
        Authors = kept.Article.Authors,
        Published = kept.Article.Published,
    };

    public static void WriteCsv(IReadOnlyList<SearchHit> hits)
    {
        Console.Out.WriteLine("number,published,first seen,publisher,title,link,original,matched");
        foreach (var hit in hits)
        {
            var article = hit.Kept.Article;
            string?[] cells =
            [
                $"{hit.Kept.Number}", article.Published?.ToString(), hit.Kept.FirstSeen.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture),
                article.Publisher ?? article.Source.Value, article.Title, article.Link?.AbsoluteUri, article.Original.Link?.AbsoluteUri,
                string.Join(" | ", Together(hit.Match.Reasons).Select(reason => $"{reason.Field}: {reason.Around}")),
            ];
            Console.Out.WriteLine(string.Join(',', cells.Select(CsvCell)));
        }
    }

    public static void WriteMarkdown(IReadOnlyList<SearchHit> hits)
    {
        foreach (var hit in hits)
        {
            var (article, title) = (hit.Kept.Article, MarkdownText(hit.Kept.Article.Title));
            var linked = article.Best is { } best ? $"[{title}](<{best.AbsoluteUri}>)" : title;
            Console.Out.WriteLine($"- {linked}, {MarkdownText(article.Publisher ?? article.Source.Value)}, {ArticleJson.Day(hit.Kept)}");
            foreach (var reason in hit.Match.Reasons.Where(reason => reason.Field != "title").Take(1))
                Console.Out.WriteLine($"  {MarkdownText(reason.Around)}");
        }
    }

    public static void Show(SearchResult found, string words, SearchOrder order, Screen screen)
    {
        var hits = found.Hits;
        if (screen.IsJson)
        {
            screen.Json(new { words, about = found.About, more = found.More, note = found.Note, hits = hits.Select(hit => new { article = ArticleJson.Brief(hit.Kept), reasons = hit.Match.Reasons }) });
            return;
        }
        if (found.Note is { } note)
            screen.Line(note);
        if (hits.Count == 0)
        {
            screen.Line($"Nothing kept so far has {words}.");
            return;
        }
        screen.Table(["No.", "Date", "Publisher", "Title and where it matched"], hits.Select(hit => (IReadOnlyList<Cell>)
        [
            new($"{hit.Kept.Number}", []),
            new(ArticleJson.Day(hit.Kept), []),
            new(hit.Kept.Article.Publisher ?? hit.Kept.Article.Source.Value, []),
            Reasoned(hit, screen.IsDrawn ? "\n" : " | "),
        ]));
        screen.Line(Ending(found, order));
    }

    /// <summary>How many were found, and how to read on.</summary>
    public static string Ending(SearchResult found, SearchOrder order)
    {
        var count = $"{found.Hits.Count} found";
        if (found.More is not { } more)
            return $"{count}. 'aggregator show NUMBER' shows one whole.";
        var all = found.About is { } about ? $", of about {about}" : "";
        return $"{count}{all}. Read on with {(order == SearchOrder.Newest ? $"--below {more}" : $"--skip {more}")}; 'aggregator show NUMBER' shows one whole.";
    }

    /// <summary>Quoted; what a spreadsheet would take for a formula is told to be a text.</summary>
    private static string CsvCell(string? text)
    {
        var line = PlainText.OneLine(text);
        var plain = line.Length > 0 && (line[0] is '=' or '+' or '-' or '@') ? "'" + line : line;
        return $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string MarkdownText(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in PlainText.OneLine(text))
            escaped.Append(c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' ? "\\" : "").Append(c);
        return escaped.ToString();
    }

    /// <summary>The title, and below it where else the words stand.</summary>
    private static Cell Reasoned(SearchHit hit, string between)
    {
        var text = new StringBuilder(PlainText.OneLine(hit.Kept.Article.Title));
        var marks = hit.Match.Places.Where(place => place.Field == "title" && text.Length == hit.Kept.Article.Title.Length).Select(place => new MatchMark(place.Start, place.Length)).ToList();
        foreach (var reason in Together(hit.Match.Reasons).Where(reason => reason.Field != "title").Take(MostReasons))
        {
            text.Append(between).Append(reason.Field).Append(": ");
            marks.AddRange(reason.Marks.Select(mark => mark with { Start = mark.Start + text.Length }));
            text.Append(reason.Around);
        }
        return new Cell(text.ToString(), marks);
    }

    /// <summary>Words that stand among those that are shown for others already are marked there, and not shown again.</summary>
    private static List<MatchReason> Together(IReadOnlyList<MatchReason> reasons)
    {
        var shown = new List<MatchReason>();
        foreach (var reason in reasons)
        {
            var at = shown.FindIndex(other => other.Field == reason.Field && Within(other, reason) is not null);
            if (at < 0)
                shown.Add(reason);
            else
                shown[at] = shown[at] with { Marks = [.. shown[at].Marks.Append(Within(shown[at], reason)!.Value).Distinct().OrderBy(mark => mark.Start)] };
        }
        return shown;
    }

    /// <summary>Where the words around one reason have the mark of another, with the same signs before and behind it; null when they do not.</summary>
    private static MatchMark? Within(MatchReason shown, MatchReason reason)
    {
        if (reason.Marks is not [var mark, ..])
            return null;
        var from = Math.Max(0, mark.Start - Context);
        var near = reason.Around[from..Math.Min(reason.Around.Length, mark.Start + mark.Length + Context)];
        return shown.Around.IndexOf(near, StringComparison.Ordinal) is >= 0 and var at ? new MatchMark(at + mark.Start - from, mark.Length) : null;
    }
}
