using System.ServiceModel.Syndication;
using System.Xml;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>The elements beside RSS and Atom that carry what readers came for.</summary>
internal static class Extension
{
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";
    public const string FeedBurner = "http://rssnamespace.org/feedburner/ext/1.0";

    public static IEnumerable<string> Texts(SyndicationElementExtensionCollection extensions, string name, string space)
    {
        foreach (var extension in extensions.Where(e => e.OuterName == name && e.OuterNamespace == space))
        {
            using var reader = extension.GetReader();
            var text = Value(reader);
            if (!string.IsNullOrWhiteSpace(text))
                yield return text.Trim();
        }
    }

    public static string? Text(SyndicationElementExtensionCollection extensions, string name, string space) => Texts(extensions, name, space).FirstOrDefault();

    public static WrittenDate? Date(SyndicationElementExtensionCollection extensions, string name, string space) => DateReader.ReadDeclared(Text(extensions, name, space));

    public static Uri? Address(SyndicationElementExtensionCollection extensions, string name, string space, Uri? at) =>
        WebAddress.Resolve(at, Text(extensions, name, space));

    /// <summary>The element's characters; where markup stands in it unescaped, that markup.</summary>
    private static string Value(XmlReader reader)
    {
        reader.MoveToContent();
        var inner = reader.ReadInnerXml();
        return inner.Contains('<', StringComparison.Ordinal) && !inner.Contains("<![CDATA[", StringComparison.Ordinal) ? inner : Decoded(inner);
    }

    private static string Decoded(string inner)
    {
        using var reader = XmlReader.Create(new StringReader($"<x>{inner}</x>"), new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
        reader.MoveToContent();
        return reader.ReadElementContentAsString();
    }
}
