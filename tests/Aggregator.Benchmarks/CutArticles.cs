using System.Globalization;
using System.Text;
using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Aggregator.Benchmarks;

/// <summary>Cuts real pages into three, as publishers do, and tells how whole their texts are when joined; and whether another page is ever taken for the second.</summary>
/// <remarks>The templates are the publishers' own, with all that stands on each of their pages; only the numbers below the text are ours. Comments are other articles' paragraphs, right behind the text: worse than readers write them.</remarks>
internal sealed class CutArticles
{
    private const int Pages = 3;

    /// <summary>In characters.</summary>
    private const int Paragraph = 60;

    /// <summary>A text with fewer is not cut.</summary>
    private const int LeastParagraphs = 9;

    /// <summary>Of the text that must stand in elements that can be divided: what cannot would stand on each page.</summary>
    private const double Divisible = 0.9;

    private readonly Dictionary<string, Download> _others = [];
    private readonly List<string> _comments = [];
    private readonly List<Cut> _cuts = [];

    /// <summary>Every other one is counted from nought, as Drupal counts.</summary>
    private bool IsFromNought => _cuts.Count % 2 > 0;

    public static int Run(string cases, bool asJson)
    {
        var articles = new CutArticles();
        foreach (var line in File.ReadLines(cases))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (!Uri.TryCreate(BodyCase.Said(root, "address"), UriKind.Absolute, out var address) || address.AbsolutePath.Length < 3)
                continue;
            var bytes = BodyCase.Bytes(Path.Combine(Path.GetDirectoryName(cases)!, BodyCase.Said(root, "path")!));
            articles.Add(BodyCase.Said(root, "corpus")!, new Download { Body = bytes, Address = address, ContentType = BodyCase.Said(root, "contentType") });
        }
        articles.Told().Print(asJson);
        return 0;
    }

    private void Add(string corpus, Download whole)
    {
        var reading = ArticleWriter.Read(whole, null);
        var html = Charset.Decode(whole.Body.Span, whole.ContentType);
        var texts = reading.Text.Split("\n\n").Select(PlainText.OneLine).Where(text => text.Length > 0).ToHashSet();
        if (reading.Next is null && Divided(html, texts, whole.Address!) is { } pages && ArticleWriter.Read(pages[0], null) is { Next: not null } first)
        {
            var joined = pages.Skip(1).Aggregate(first, (so, page) => so.With(page));
            _cuts.Add(new Cut(corpus, joined.Further.Count + 1, Alike(reading.Text, joined.Text))
            {
                IsAgainJoined = IsJoined(first, pages[0]),
                IsOtherJoined = _others.TryGetValue(whole.Address!.Host, out var other) ? IsJoined(first, other) : null,
                AreCommentsJoined = _comments.Count < 2 * LeastParagraphs ? null : IsJoined(ArticleWriter.Read(Commented(html, texts, whole.Address, 1), null), Commented(html, texts, whole.Address, 2)),
            });
        }
        _others[whole.Address!.Host] = whole;
        _comments.AddRange(texts.Where(text => text.Length >= Paragraph));
        _comments.RemoveRange(0, Math.Max(0, _comments.Count - 300));
    }

    private static bool IsJoined(Reading first, Download second) => first.Next is { } next && first.With(second with { Address = next }).Further.Count > 0;

    /// <summary>The pages with a third of the text each; null where it is too short, or does not stand in elements that can be divided.</summary>
    private List<Download>? Divided(string html, HashSet<string> texts, Uri address)
    {
        var pages = new List<Download>();
        for (var page = 1; page <= Pages; page++)
        {
            var document = new HtmlParser().ParseDocument(html);
            var parts = PartsOf(document, texts);
            if (parts.Count(part => part.TextContent.Length > Paragraph) < LeastParagraphs || parts.Sum(part => PlainText.OneLine(part.TextContent).Length) < Divisible * texts.Sum(text => text.Length))
                return null;
            var own = parts.Where((_, at) => at * Pages / parts.Count == page - 1).ToList();
            (own[^1].ParentElement ?? own[^1]).After(Pager(document, address, page));
            // A cell that is gone would move the others.
            foreach (var part in parts.Except(own).Where(part => part.LocalName is not ("td" or "th")))
                part.Remove();
            pages.Add(Written(document, address, page));
        }
        return pages;
    }

    /// <summary>The whole page with comments that are twice as long as its text, and numbers below them.</summary>
    private Download Commented(string html, HashSet<string> texts, Uri address, int page)
    {
        var document = new HtmlParser().ParseDocument(html);
        var box = document.CreateElement("div");
        var written = new StringBuilder();
        for (var at = 0; written.Length < 2 * texts.Sum(text => text.Length); at++)
            written.Append(CultureInfo.InvariantCulture, $"<div class=entry><p>{_comments[((at * 2) + page + (at * at)) % _comments.Count]} {page}{at}</p></div>");
        box.InnerHtml = written.ToString();
        box.Append(Pager(document, address, page));
        var last = PartsOf(document, texts)[^1];
        (last.ParentElement ?? last).After(box);
        return Written(document, address, page);
    }

    private static List<IElement> PartsOf(IDocument document, HashSet<string> texts) =>
        [.. document.QuerySelectorAll("p,h2,h3,h4,h5,h6,li,pre,td,th").Where(element => element.QuerySelector("p,li") is null && texts.Contains(PlainText.OneLine(element.TextContent)))];

    private IElement Pager(IDocument document, Uri address, int page)
    {
        var pager = document.CreateElement("div");
        pager.InnerHtml = string.Join(' ', Enumerable.Range(1, Pages).Select(other => other == page ? $"{other}" : $"<a href='{At(address, other).PathAndQuery}'>{other}</a>"));
        return pager;
    }

    private Uri At(Uri address, int page) => page == 1 ? address : new Uri($"{address.GetLeftPart(UriPartial.Query)}{(address.Query.Length > 0 ? "&" : "?")}page={(IsFromNought ? page - 1 : page)}");

    private Download Written(IDocument document, Uri address, int page) =>
        new() { Body = Encoding.UTF8.GetBytes(document.DocumentElement.OuterHtml), Address = At(address, page), ContentType = "text/html; charset=utf-8" };

    /// <summary>The share of words that two texts have in common, however ordered.</summary>
    private static double Alike(string one, string other)
    {
        var (words, others) = (one.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), other.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var counts = others.CountBy(word => word).ToDictionary();
        return 2.0 * words.CountBy(word => word).Sum(word => Math.Min(word.Value, counts.GetValueOrDefault(word.Key))) / (words.Length + others.Length);
    }

    private Figures Told()
    {
        var figures = new Figures("cut-articles");
        figures.Begin("pages cut into three: joined, how alike to the whole those are; and of other pages at the second's address those that were joined, too");
        foreach (var corpus in _cuts.GroupBy(cut => cut.Corpus).OrderBy(group => group.Key, StringComparer.Ordinal).Append(_cuts.GroupBy(_ => "all").FirstOrDefault()).OfType<IGrouping<string, Cut>>())
        {
            var whole = corpus.Where(cut => cut.Pages == Pages).ToList();
            figures.Add(corpus.Key,
            [
                Figure.Of("articles", corpus.Count(), "0 articles"),
                Figure.Of("joined", (double)whole.Count / corpus.Count(), "0.000 joined"),
                Figure.Of("alike", whole.Count == 0 ? 0 : whole.Average(cut => cut.Alike), "0.0000 alike"),
                Figure.Of("again", corpus.Count(cut => cut.IsAgainJoined), "0 first again"),
                Figure.Of("other", corpus.Count(cut => cut.IsOtherJoined == true), $"0' of {corpus.Count(cut => cut.IsOtherJoined is not null)} other'", 16),
                Figure.Of("comments", corpus.Count(cut => cut.AreCommentsJoined == true), $"0' of {corpus.Count(cut => cut.AreCommentsJoined is not null)} comments'", 18),
            ]);
        }
        return figures;
    }

    /// <param name="Pages">Those that were joined.</param>
    /// <param name="Alike">The joined text to the whole one, between 0 and 1.</param>
    private sealed record Cut(string Corpus, int Pages, double Alike)
    {
        public bool IsAgainJoined { get; init; }

        /// <summary>Null where no other page of the host was met before.</summary>
        public bool? IsOtherJoined { get; init; }

        public bool? AreCommentsJoined { get; init; }
    }
}
