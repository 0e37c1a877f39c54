using System.IO.Compression;
using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Files;
using Aggregator.Polling;
using Aggregator.Text;

namespace Aggregator.Commands;

/// <summary><c>read --batch</c>: one case a line in, one answer a line out, in order, however bad the input.</summary>
internal static class ReadBatch
{
    private const int LargestCase = 64 * 1024 * 1024;
    private const int Chunk = 64;

    /// <param name="bySite">True to read all pages of a host first, and to answer each with the others known.</param>
    public static async Task<int> RunAsync(string file, bool bySite, PdfDesk pdfs, Screen screen, CancellationToken stop)
    {
        if (!File.Exists(file))
            return screen.Fail($"The file '{file}' does not exist.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var sites = bySite ? await LearnedAsync(file, folder, pdfs, stop) : [];
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
        // In chunks, so that memory is bounded by them and not by the file.
        await foreach (var lines in LinesOfAsync(file, stop).Chunk(Chunk).WithCancellation(stop))
        {
            foreach (var answer in lines.AsParallel().AsOrdered().Select(line => Answer(line, folder, sites, pdfs, stop)))
                await output.WriteLineAsync(answer);
        }
        return Screen.Done;
    }

    /// <summary>What the pages of each host teach, each read by itself.</summary>
    private static async Task<Dictionary<string, SiteMemory>> LearnedAsync(string file, string folder, PdfDesk pdfs, CancellationToken stop)
    {
        var sites = new Dictionary<string, SiteMemory>(StringComparer.OrdinalIgnoreCase);
        await foreach (var lines in LinesOfAsync(file, stop).Chunk(Chunk).WithCancellation(stop))
        {
            foreach (var answer in lines.AsParallel().AsOrdered().Select(line => Read(line, folder, [], pdfs, stop)))
            {
                if (answer is { Host: { } host, Answer: ReadAnswer.Read { Reading: var reading } })
                    sites[host] = sites.GetValueOrDefault(host, SiteMemory.Empty).After(reading);
            }
        }
        return sites;
    }

    private static IAsyncEnumerable<string> LinesOfAsync(string file, CancellationToken stop) => File.ReadLinesAsync(file, stop).Where(line => line.Length > 0);

    private static string Answer(string line, string folder, Dictionary<string, SiteMemory> sites, PdfDesk pdfs, CancellationToken stop)
    {
        var read = Read(line, folder, sites, pdfs, stop);
        return Screen.JsonLine(read.Answer.Json(read.Id));
    }

    private static CaseRead Read(string line, string folder, Dictionary<string, SiteMemory> sites, PdfDesk pdfs, CancellationToken stop)
    {
        string? id = null;
        try
        {
            using var json = JsonDocument.Parse(line);
            id = Text(json.RootElement, "id");
            var download = new Download
            {
                Body = Bytes(Path.Combine(folder, Text(json.RootElement, "path") ?? "")),
                Address = WebAddress.TryParse(Text(json.RootElement, "address"), out var address) ? address : null,
                ContentType = Text(json.RootElement, "contentType"),
            };
            var how = Enum.TryParse<ReadAs>(Text(json.RootElement, "as"), ignoreCase: true, out var found) ? found : ReadAs.Auto;
            var pdf = PdfReader.IsPdf(download) ? pdfs.ReadAsync(download.Body, stop).GetAwaiter().GetResult() : null;
            return new CaseRead(id, address?.Host, ReadAnswer.Of(download, how, pdf, sites.GetValueOrDefault(address?.Host ?? "", SiteMemory.Empty)));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The batch must answer every line; a bug in one answer is told in it.
            var why = e is JsonException or IOException or InvalidDataException or UnauthorizedAccessException ? e.Message : $"The program failed: {e.GetType().Name}: {e.Message}";
            return new CaseRead(id, null, new ReadAnswer.Unreadable(PlainText.OneLine(why)));
        }
    }

    private static byte[] Bytes(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > LargestCase)
                throw new InvalidDataException($"The file is larger than {LargestCase / 1024 / 1024} MiB.");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What one case came to.</summary>
    private sealed record CaseRead(string? Id, string? Host, ReadAnswer Answer);
}
