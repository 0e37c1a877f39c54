using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Aggregator.Feeds;

/// <summary>Mends what is well-formed XML, but breaks off Syndication's reading: one bad entry must not cost the others.</summary>
internal static class FeedMender
{
    private static readonly HashSet<string> Texts =
    [
        "title", "description", "link", "guid", "pubDate", "lastBuildDate", "author", "managingEditor", "webMaster", "category", "comments", "language", "copyright", "generator",
    ];

    /// <summary>The document's text mended, and what was done to it in words; null when there was nothing to mend.</summary>
    public static string? Mend(XmlReader reader, out IReadOnlyList<string> repairs)
    {
        var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        var marked = document.Descendants().Where(IsTextWithMarkup).ToList();
        foreach (var element in marked)
            element.Value = string.Concat(element.Nodes().Select(node => node is XText text ? text.Value : node.ToString(SaveOptions.DisableFormatting)));
        var lengths = document.Descendants().Where(element => element.Name.LocalName is "enclosure" or "link").Select(element => element.Attribute("length")).OfType<XAttribute>()
            .Where(length => !long.TryParse(length.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)).ToList();
        foreach (var length in lengths)
            length.Remove();
        repairs = [.. Told(marked.Count, "markup that stood unescaped in a text was taken as its text"), .. Told(lengths.Count, "the length of a file was no number and was left out")];
        return repairs.Count > 0 ? Written(document) : null;
    }

    private static bool IsTextWithMarkup(XElement element) =>
        element is { HasElements: true, Parent.Name.LocalName: "item" or "channel" } && element.Name.NamespaceName.Length == 0 && Texts.Contains(element.Name.LocalName);

    private static string Written(XDocument document)
    {
        using var text = new StringWriter();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
            document.Save(writer);
        return text.ToString();
    }

    private static IEnumerable<string> Told(int times, string what) => times == 0 ? [] : [$"{times} ×: {what}"];
}
