using System.Net;
using Aggregator.Articles;
using Aggregator.Feeds;
using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>A feed of stories as Atom 1.0 (RFC 4287).</summary>
internal static class AtomFile
{
    /// <summary>The feed with a digest's stories in front; null when what was there is no feed.</summary>
    public static byte[]? Merged(byte[]? old, DigestJson digest)
    {
        var feed = new Announcement
        {
            Format = "atom",
            Id = $"urn:aggregator:digest:{Uri.EscapeDataString(digest.Subscription)}",
            Title = digest.List,
            Author = digest.List,
            Updated = Moment(digest.Window.Closed),
            Items = [.. digest.Sections.SelectMany(section => section.Entries.Select(entry => ItemOf(entry, section, digest)))],
        };
        using var bytes = new MemoryStream();
        if (old is null)
            FeedWriter.WriteAtom(feed, bytes);
        else if (!FeedWriter.TryWriteAtom(feed, before: old, FeedMailer.MostEntries, bytes))
            return null;
        return bytes.ToArray();
    }

    private static Item ItemOf(JsonEntry entry, JsonSection section, DigestJson digest) => new()
    {
        Id = KeptArticle.NameOf(entry.Number),
        Link = entry.Link,
        Title = entry.Title,
        Summary = WebUtility.HtmlEncode(entry.Told),
        Authors = entry.Publisher is null ? [] : [entry.Publisher],
        Published = entry.Published is { } published ? Moment(published) : null,
        // When it was told: an article without a date gets none.
        Updated = Moment(digest.Window.Closed),
        Categories = [section.Title],
    };

    private static WrittenDate Moment(DateTimeOffset moment) => new(moment, HasTime: true);
}
