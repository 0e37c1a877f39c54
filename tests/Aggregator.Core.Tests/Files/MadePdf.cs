using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Aggregator.Files;

/// <summary>A PDF of a test's making, written object by object: what a test needs to break must not be mended by a library.</summary>
internal sealed class MadePdf
{
    private const int Width = 595, Height = 842;

    private readonly List<(string Content, string Resources, bool IsPacked)> _pages = [];
    private readonly List<string> _information = [];
    private readonly List<(string Dictionary, byte[] Content)> _further = [];

    /// <summary>More entries of the trailer, as <c>/Encrypt …</c>.</summary>
    public string Trailer { get; init; } = "";

    /// <summary>A page of lines from the top downwards; an empty one leaves room for a paragraph's end.</summary>
    public MadePdf Page(params IEnumerable<string> lines) => Printed(Column(72, 760, lines));

    /// <summary>A page of printed pieces, as <see cref="Column"/> and <see cref="Line"/> make them.</summary>
    public MadePdf Printed(params IEnumerable<string> pieces) => Drawn(string.Concat(pieces));

    /// <summary>A page as its drawing operators.</summary>
    public MadePdf Drawn(string content, string resources = "", bool isPacked = false)
    {
        _pages.Add((content, resources, isPacked));
        return this;
    }

    /// <summary>An entry of the file's information.</summary>
    public MadePdf Says(string name, string value)
    {
        _information.Add($"/{name} ({Escaped(value)})");
        return this;
    }

    /// <summary>An object behind the pages: a stream.</summary>
    public MadePdf With(string dictionary, string content)
    {
        _further.Add((dictionary, Encoding.Latin1.GetBytes(content)));
        return this;
    }

    public static string Line(double x, double y, string text, double size = 11) =>
        string.Create(CultureInfo.InvariantCulture, $"BT /F {size} Tf {x} {y} Td ({Escaped(text)}) Tj ET\n");

    public static string Column(double x, double top, params IEnumerable<string> lines) =>
        string.Concat(lines.Select((line, at) => line.Length == 0 ? "" : Line(x, top - (14 * at), line)));

    public byte[] Bytes()
    {
        var objects = new List<byte[]>
        {
            Object("<</Type /Catalog /Pages 2 0 R /Lang (en)>>"),
            Object($"<</Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select((_, at) => $"{4 + (2 * at)} 0 R"))}]>>"),
            Object("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"),
        };
        foreach (var (content, resources, isPacked) in _pages)
        {
            objects.Add(Object($"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Contents {objects.Count + 2} 0 R /Resources <</Font <</F 3 0 R>> {resources}>>>>"));
            objects.Add(isPacked ? Stream("/Filter /FlateDecode", Packed(content)) : Stream("", Encoding.Latin1.GetBytes(content)));
        }
        if (_information.Count > 0)
            objects.Add(Object($"<<{string.Join(' ', _information)}>>"));
        objects.AddRange(_further.Select(further => Stream(further.Dictionary, further.Content)));
        return Joined(objects);
    }

    private byte[] Joined(List<byte[]> objects)
    {
        using var file = new MemoryStream();
        Write(file, "%PDF-1.7\n");
        var places = new List<long>();
        foreach (var (body, at) in objects.Select((body, at) => (body, at)))
        {
            places.Add(file.Length);
            Write(file, $"{at + 1} 0 obj\n");
            file.Write(body);
            Write(file, "\nendobj\n");
        }
        var table = file.Length;
        Write(file, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:D10} 00000 n \n"))}");
        var information = _information.Count > 0 ? $"/Info {4 + (2 * _pages.Count)} 0 R" : "";
        Write(file, $"trailer\n<</Size {objects.Count + 1} /Root 1 0 R {information} {Trailer}>>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    private static byte[] Object(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Stream(string dictionary, byte[] content) =>
        [.. Encoding.Latin1.GetBytes($"<<{dictionary} /Length {content.Length}>>\nstream\n"), .. content, .. "\nendstream"u8];

    private static byte[] Packed(string content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
            zlib.Write(Encoding.Latin1.GetBytes(content));
        return packed.ToArray();
    }

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
}
