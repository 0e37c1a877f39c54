using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Pages;
using AngleSharp;

namespace Aggregator.Benchmarks;

/// <summary>A page and what its body is said to be, with each block marked as a part of it or not.</summary>
internal sealed class BodyCase
{
    public required string Id { get; init; }

    public required string Corpus { get; init; }

    public required string Host { get; init; }

    /// <summary>Null where the case has none.</summary>
    public required Uri? Address { get; init; }

    public required PageMap Map { get; init; }

    public required Witness Witness { get; init; }

    /// <summary>The body's words; null where only pieces are given.</summary>
    public required string? Text { get; init; }

    public required IReadOnlyList<string> Wanted { get; init; }

    public required IReadOnlyList<string> Unwanted { get; init; }

    /// <summary>For each block 1 or 0, or what share of it belongs to the body; NaN where nobody knows.</summary>
    public required float[] Labels { get; init; }

    /// <summary>The same page with little on it; null when it was not cut. Most pages collected are long, and not every page is.</summary>
    public BodyCase? Short { get; private init; }

    public static IEnumerable<BodyCase> Read(string cases)
    {
        foreach (var line in File.ReadLines(cases))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (Said(root, "corpus") is not ("aeb" or "wcxb" or "fundus" or "fundus_eval" or "thinktank" or "trafilatura"))
                continue;
            if (Said(root, "text") is null && Pieces(root, "must_include").Count == 0)
                continue;
            if (Of(root, Path.Combine(Path.GetDirectoryName(cases)!, Said(root, "path")!)) is { } read)
                yield return read;
        }
    }

    private static BodyCase? Of(JsonElement root, string path)
    {
        Uri.TryCreate(Said(root, "address"), UriKind.Absolute, out var address);
        var download = new Download { Body = Bytes(path), Address = address, ContentType = Said(root, "contentType") };
        return Of(root, PageDocument.Of(download)) is not { } whole ? null
            : whole.Text is null || whole.Id.Sum(c => c) % 3 != 0 ? whole
            : whole.With(Of(root, Cut(download)));
    }

    private BodyCase With(BodyCase? cut) => new() { Id = Id, Corpus = Corpus, Host = Host, Address = Address, Map = Map, Witness = Witness, Text = Text, Wanted = Wanted, Unwanted = Unwanted, Labels = Labels, Short = cut };

    private static BodyCase? Of(JsonElement root, PageDocument page)
    {
        if (page.Map is not { } map)
            return null;
        var (text, wanted, unwanted) = (Said(root, "text"), Pieces(root, "must_include"), Pieces(root, "must_exclude"));
        return new BodyCase
        {
            Id = Said(root, "id")!,
            Corpus = Said(root, "corpus")!,
            Host = page.Self?.Host ?? Said(root, "id")!,
            Address = page.Address,
            Map = map,
            Witness = PageArticle.WitnessOf(page),
            Text = text,
            Wanted = wanted,
            Unwanted = unwanted,
            Labels = text is not null ? BodyLabels.Of(map, text) : BodyLabels.Of(map, wanted, unwanted),
        };
    }

    /// <summary>Leaves some paragraphs and of every list an item or two.</summary>
    private static PageDocument Cut(Download download)
    {
        var page = PageDocument.Of(download).Html!;
        foreach (var element in page.QuerySelectorAll("p").Where((_, at) => at % 5 is 3 or 4 || at > 12).Concat(page.QuerySelectorAll("li + li + li, div + div + div + div + div + div")).ToList())
            element.Remove();
        return PageDocument.Of(download with { Body = Encoding.UTF8.GetBytes(page.ToHtml()), ContentType = "text/html; charset=utf-8" });
    }

    /// <summary>A text of a case; null when it has none.</summary>
    public static string? Said(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static IReadOnlyList<string> Pieces(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(one => one.GetString()!)] : [];

    /// <summary>The page of a case, unpacked.</summary>
    public static byte[] Bytes(string path)
    {
        using Stream file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
