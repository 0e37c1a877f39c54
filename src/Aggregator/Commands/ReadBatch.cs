using System.IO.Compression;
using System.Text.Json;
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

    public static async Task<int> RunAsync(string file, PdfDesk pdfs, Screen screen, CancellationToken stop)
    {
        if (!File.Exists(file))
            return screen.Fail($"The file '{file}' does not exist.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
        // In chunks, so that memory is bounded by them and not by the file.
        await foreach (var lines in File.ReadLinesAsync(file, stop).Where(line => line.Length > 0).Chunk(Chunk).WithCancellation(stop))
        {
            foreach (var answer in lines.AsParallel().AsOrdered().Select(line => Answer(line, folder, pdfs, stop)))
                await output.WriteLineAsync(answer);
        }
        return Screen.Done;
    }

    private static string Answer(string line, string folder, PdfDesk pdfs, CancellationToken stop)
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
            var (announcement, reading, why) = ReadAnswer.Of(download, how, PdfReader.IsPdf(download) ? pdfs.ReadAsync(download.Body, stop).GetAwaiter().GetResult() : null);
            return Screen.JsonLine(ReadAnswer.Json(id, announcement, reading, why));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The batch must answer every line; a bug in one answer is told in it.
            var why = e is JsonException or IOException or InvalidDataException or UnauthorizedAccessException ? e.Message : $"The program failed: {e.GetType().Name}: {e.Message}";
            return Screen.JsonLine(new { id, outcome = "unreadable", why = PlainText.OneLine(why) });
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
}
