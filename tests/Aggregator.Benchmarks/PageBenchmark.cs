using System.IO.Compression;
using System.Text;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Text;
using AngleSharp.Html.Parser;

namespace Aggregator.Benchmarks;

/// <summary>Reading articles from pages, against AngleSharp's parse alone.</summary>
internal static class PageBenchmark
{
    private const int Most = 300;

    public static int Run(string folder)
    {
        var pages = Directory.EnumerateFiles(folder, "*.html*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (pages.Count == 0)
        {
            Console.Error.WriteLine($"No page (*.html, *.html.gz) below {folder}.");
            return 1;
        }
        var step = Math.Max(1, pages.Count / Most);
        var texts = pages.Where((_, at) => at % step == 0).Take(Most).Select(Read).ToList();
        var downloads = texts.Select(text => new Download { Body = Encoding.UTF8.GetBytes(text), Address = new Uri("https://example.org/a"), ContentType = "text/html; charset=utf-8" }).ToList();
        var parser = new HtmlParser();
        var times = Contest.Run(
            ("AngleSharp's parse of the text (floor)", () => texts.ForEach(text => parser.ParseDocument(text).Dispose())),
            ("ArticleWriter.Read: body, facts, original", () => downloads.ForEach(download => ArticleWriter.Read(download, source: null))));
        Contest.Print($"{texts.Count} pages", downloads.Sum(download => (long)download.Body.Length), times);
        return 0;
    }

    private static string Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Charset.Decode(bytes.ToArray(), "text/html");
    }
}
