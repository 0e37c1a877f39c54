using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Writes what we announce as Atom 1.0, so that any feed reader can follow what was found here.</summary>
public static class FeedWriter
{
    /// <param name="feed">Its items; one without a date carries the feed's own <see cref="Announcement.Updated"/>, since Atom demands one.</param>
    /// <param name="to">Where the document goes, as UTF-8.</param>
    public static void WriteAtom(Announcement feed, Stream to) => Write(feed, [], to);

    /// <summary>The same, before the entries of an earlier document of this feed; an entry that is announced again has its new place alone.</summary>
    /// <param name="before">The earlier document, as this wrote it.</param>
    /// <param name="most">Entries that stay, in all; of the feed's own items every one.</param>
    /// <returns>False when the earlier document is no Atom: what was written until then is of no use.</returns>
    public static bool TryWriteAtom(Announcement feed, byte[] before, int most, Stream to)
    {
        var again = feed.Items.Select(item => item.Id).ToHashSet();
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(before), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var earlier = new Atom10FeedFormatter();
            earlier.ReadFrom(xml);
            Write(feed, [.. earlier.Feed.Items.Where(entry => !again.Contains(entry.Id)).Take(most - feed.Items.Count)], to);
            return true;
        }
        catch (XmlException)
        {
            // Also from the writing: that a date is none is said when it is asked for.
            return false;
        }
    }

    private static void Write(Announcement feed, IReadOnlyList<SyndicationItem> behind, Stream to)
    {
        var updated = feed.Updated?.Moment ?? DateTimeOffset.UnixEpoch;
        var written = new SyndicationFeed(SafeXml.Of(feed.Title ?? ""), description: null, feed.Link, feed.Id, updated) { Items = feed.Items.Select(item => Entry(item, updated)).Concat(behind) };
        if (feed.Author is { } author)
            written.Authors.Add(new SyndicationPerson { Name = SafeXml.Of(author) });
        using var xml = XmlWriter.Create(to, new XmlWriterSettings { Indent = true, NewLineChars = "\n", CloseOutput = false, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        new Atom10FeedFormatter(written).WriteTo(xml);
    }

    private static SyndicationItem Entry(Item item, DateTimeOffset otherwise)
    {
        var entry = new SyndicationItem
        {
            Id = item.Id,
            Title = new TextSyndicationContent(SafeXml.Of(item.Title ?? "")),
            LastUpdatedTime = item.Updated?.Moment ?? item.Published?.Moment ?? otherwise,
        };
        if (item.Published is { } published)
            entry.PublishDate = published.Moment;
        if (item.Summary is { } summary)
            entry.Summary = new TextSyndicationContent(SafeXml.Of(summary), TextSyndicationContentKind.Html);
        if (item.Content is { } content)
            entry.Content = new TextSyndicationContent(SafeXml.Of(content), TextSyndicationContentKind.Html);
        if (item.Link is { } link)
            entry.Links.Add(SyndicationLink.CreateAlternateLink(link));
        foreach (var author in item.Authors)
            entry.Authors.Add(new SyndicationPerson { Name = SafeXml.Of(author) });
        foreach (var category in item.Categories)
            entry.Categories.Add(new SyndicationCategory(SafeXml.Of(category)));
        foreach (var file in item.Enclosures)
            entry.Links.Add(new SyndicationLink(file.Address, "enclosure", null, file.Type, file.Length ?? 0));
        return entry;
    }
}
