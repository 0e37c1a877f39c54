using System.IO.Compression;
using System.Text.Json;
using Aggregator.Downloads;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Articles;

public sealed class OriginalCorpusTests
{
    [Fact]
    public void Of_the_pages_judged_by_hand_nine_in_ten_originals_are_found_and_none_is_invented()
    {
        if (CaseFiles.Corpora(Path.Combine("articles", "cases.jsonl")) is not { } cases)
        {
            Assert.Skip("The collected pages do not lie beside this repository.");
            return;
        }
        var judged = File.ReadLines(cases).Where(line => line.Contains("\"original_link\"", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.True(judged.Count > 30, $"Only {judged.Count} pages are judged by hand.");
        var answers = judged.ConvertAll(page => (Wanted: page.GetProperty("original_link").GetString()!, Found: Read(page, Path.GetDirectoryName(cases)!)?.TrimEnd('/')));
        Assert.All(answers.Where(answer => answer.Wanted.Length == 0), trap => Assert.Null(trap.Found));
        var originals = answers.Where(answer => answer.Wanted.Length > 0).ToList();
        // One is written without its host.
        var found = originals.Count(answer => answer.Found is { } link && link.EndsWith(answer.Wanted.TrimEnd('/'), StringComparison.Ordinal));
        Assert.True(found >= originals.Count * 0.9, $"{found} of {originals.Count}; not these: {string.Join(' ', originals.Where(answer => answer.Found is null).Select(answer => answer.Wanted))}");
    }

    private static string? Read(JsonElement page, string folder)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(folder, page.GetProperty("path").GetString()!)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        var address = WebAddress.TryParse(page.GetProperty("address").GetString(), out var known) ? known : null;
        return ArticleWriter.Read(new Download { Body = bytes.ToArray(), Address = address, ContentType = page.GetProperty("contentType").GetString() }, null).Original.Link?.AbsoluteUri;
    }
}
