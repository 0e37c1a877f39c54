using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>A feed of stories as Atom 1.0 (RFC 4287).</summary>
internal static class AtomFile
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The feed with a digest's stories in front; null when what was there is no feed.</summary>
    public static byte[]? Merged(byte[]? old, DigestJson digest)
    {
        if (Entries(old) is not { } kept)
            return null;
        var added = digest.Sections.SelectMany(section => section.Entries.Select(entry => Entry(entry, section, digest))).ToList();
        var ids = added.Select(IdOf).ToHashSet();
        var feed = new XElement(Atom + "feed",
            new XElement(Atom + "id", $"urn:aggregator:digest:{Uri.EscapeDataString(digest.Subscription)}"),
            new XElement(Atom + "title", digest.List),
            new XElement(Atom + "updated", Written(digest.Window.Closed)),
            new XElement(Atom + "author", new XElement(Atom + "name", digest.List)),
            added.Concat(kept.Where(entry => !ids.Contains(IdOf(entry)))).Take(Math.Max(FeedMailer.MostEntries, added.Count)));
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false }))
            feed.Save(xml);
        return bytes.ToArray();
    }

    /// <summary>What the file holds; nothing when there is none, null when it is no feed.</summary>
    private static List<XElement>? Entries(byte[]? old)
    {
        if (old is null)
            return [];
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(old), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(xml) is { Name.LocalName: "feed" } feed ? [.. feed.Elements(Atom + "entry")] : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement Entry(JsonEntry entry, JsonSection section, DigestJson digest) => new(Atom + "entry",
        new XElement(Atom + "id", $"urn:aggregator:article:{entry.Number}"),
        new XElement(Atom + "title", SafeXml.Of(entry.Title)),
        entry.Link is null ? null : new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", entry.Link.AbsoluteUri)),
        // When it was told: an article without a date gets none.
        new XElement(Atom + "updated", Written(digest.Window.Closed)),
        entry.Published is { } published ? new XElement(Atom + "published", Written(published)) : null,
        entry.Publisher is null ? null : new XElement(Atom + "author", new XElement(Atom + "name", SafeXml.Of(entry.Publisher))),
        new XElement(Atom + "category", new XAttribute("term", SafeXml.Of(section.Title))),
        new XElement(Atom + "summary", SafeXml.Of(entry.Summary ?? entry.Doubt ?? entry.Date)));

    private static string? IdOf(XElement entry) => entry.Element(Atom + "id")?.Value;

    private static string Written(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
