using System.IO.Compression;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Pages;
using Aggregator.Text;
using AngleSharp.Html.Parser;

namespace Aggregator.Benchmarks;

/// <summary>Reading articles from the bytes of their pages, against AngleSharp's parse of the text alone, and beside another extractor.</summary>
internal static class ArticleBenchmark
{
    private const int Most = 300;

    private static readonly Uri Address = new("https://example.org/a");

    public static int Run(string folder, bool asJson)
    {
        var files = Directory.EnumerateFiles(folder, "*.html*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            Console.Error.WriteLine($"No page (*.html, *.html.gz) below {folder}.");
            return 1;
        }
        var pages = files.Where((_, at) => at % Math.Max(1, files.Count / Most) == 0).Take(Most).Select(Read).ToList();
        var texts = pages.Select(page => Charset.Decode(page.Body.Span, page.ContentType)).ToList();
        var held = HeldAfter(() => pages.ForEach(page => ArticleWriter.Read(page, source: null)));
        var parser = new HtmlParser();
        var times = Contest.Run(
            ("AngleSharp's parse of the text (floor)", () => texts.ForEach(text => parser.ParseDocument(text).Dispose())),
            ("decode, parse and walk", () => pages.ForEach(page => _ = PageDocument.Of(page).Map)),
            ("the same and the body", () => pages.ForEach(page => BodyOf(PageDocument.Of(page)))),
            ("ArticleWriter.Read: the whole extraction", () => pages.ForEach(page => ArticleWriter.Read(page, source: null))),
            ("SmartReader", () => texts.ForEach(text => SmartRead(text))));
        var bytes = pages.Sum(page => (long)page.Body.Length);
        var figures = new Figures("articles");
        figures.Begin($"{pages.Count} pages, {bytes / 1024.0 / 1024.0:0.0} MiB, CPU time of one pass, median of the rounds");
        foreach (var time in times)
        {
            figures.Add(time.Name, Contest.Milliseconds(time), Contest.Spread(time), Figure.Of("pagesPerSecond", pages.Count * 1000 / time.Milliseconds, "0 pages/s", 13),
                Figure.Of("timesFloor", time.Milliseconds / times[0].Milliseconds, "0.00 x floor", 14));
        }
        figures.Begin("memory held for good once they were read: tables, expressions, buffers");
        figures.Add("ArticleWriter.Read", Figure.Of("mebibytes", held / 1024.0 / 1024.0, "0 MiB", 12));
        figures.Print(asJson);
        return 0;
    }

    private static long HeldAfter(Action work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        work();
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static void BodyOf(PageDocument page) => _ = page.Map is { } map ? Body.Of(map, Witness.None, null, page.Address) : null;

    private static int SmartRead(string text) => new SmartReader.Reader(Address.AbsoluteUri, text).GetArticle().TextContent?.Length ?? 0;

    private static Download Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new Download { Body = bytes.ToArray(), Address = Address, ContentType = "text/html; charset=utf-8" };
    }
}
