using System.Globalization;
using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Turns drafts into what is announced: links made absolute, bodies made safe, what cannot be kept dropped with its reason.</summary>
/// <remarks>A text that stood there and has no words left (an image for a title) is empty; one that did not stand there is null.</remarks>
internal sealed class FeedItems(Uri? address, Func<string?, Uri?, (string? Html, bool IsCut)> clean)
{
    private const string Itself = "the feed itself";

    /// <summary>True when a text was cut off since this was last told.</summary>
    private bool _isCut;

    public Announcement Of(DraftFeed read, IReadOnlyList<string> repairs)
    {
        var feed = read.Feed;
        var link = Resolved(feed.Link);
        var drops = new List<Drop>();
        var description = Html(feed.Summary, address ?? link);
        TellCut(Itself, drops);
        var items = ItemsOf(feed, read.Items, address ?? link, drops);
        if (read.Beyond > 0)
            drops.Add(new Drop("too many entries", $"{read.Beyond} entries", $"A feed is read for {FeedReader.MostItems} entries; these stand beyond them."));
        return new Announcement
        {
            Format = read.Format,
            Id = feed.Id,
            Title = Title(feed.Title),
            Link = link,
            LinkText = link is null && feed.Link is { } written ? Written(written.Text) : null,
            Description = description,
            Language = feed.Language,
            Author = feed.Authors.Count > 0 ? string.Join(", ", feed.Authors) : null,
            Published = feed.Published,
            Updated = feed.Updated,
            Image = Resolved(feed.Image),
            Categories = feed.Categories,
            Items = items,
            Hints = read.Hints.Of(address),
            Drops = drops,
            Repairs = repairs,
        };
    }

    private List<Item> ItemsOf(Draft feed, IReadOnlyList<Draft> drafts, Uri? around, List<Drop> drops)
    {
        var items = new List<Item>(drafts.Count);
        var over = feed.Beyond.Select(more => (more.Kind, more.Count, What: Itself)).ToList();
        foreach (var (at, draft) in drafts.Index())
        {
            var item = ItemOf(draft, around, feed.Authors);
            var what = item.Title ?? item.Link?.AbsoluteUri ?? item.Id ?? $"entry {at + 1}";
            if (draft.Fault is var (gate, why))
                drops.Add(new Drop(gate, what, why));
            else
                items.Add(item);
            TellCut(what, drops);
            over.AddRange(draft.Beyond.Select(more => (more.Kind, more.Count, what)));
        }
        drops.AddRange(TooMany(over));
        return items;
    }

    /// <summary>Says of a text that was just made safe that it was too long, if it was.</summary>
    private void TellCut(string what, List<Drop> drops)
    {
        if (_isCut)
            drops.Add(new Drop("too long", what, $"Of one text {SafeHtml.Longest} characters are kept, a tag weighing 32; what stood behind was cut off."));
        _isCut = false;
    }

    /// <summary>Each kind is told once, however many entries have too much of it.</summary>
    private static IEnumerable<Drop> TooMany(List<(string Kind, int Count, string What)> over) => over.GroupBy(more => more.Kind).Select(kind => new Drop(
        $"too many {kind.Key}",
        kind.First().What + (kind.Skip(1).Any() ? $" and {kind.Count() - 1} others" : ""),
        $"Of a feed and of each entry {Draft.Most} {kind.Key} are kept; {kind.Sum(more => more.Count)} more stood there."));

    private Item ItemOf(Draft draft, Uri? around, IReadOnlyList<string> feedAuthors)
    {
        var link = Resolved(draft.Link) ?? (draft.IsPermalink && WebAddress.TryParse(draft.Id, out var permalink) ? permalink : null);
        var files = draft.Files.Count == 0 ? [] : draft.Files.Select(FileOf).ToList();
        return new Item
        {
            Id = draft.Id,
            Link = link,
            LinkText = link is null && draft.Link is { } written ? Written(written.Text) : null,
            Origin = WebAddress.Resolve(around, draft.Origin),
            Title = Title(draft.Title),
            Summary = Html(draft.Summary, around ?? link),
            Content = Html(draft.Content, around ?? link),
            Authors = draft.Authors.Count > 0 ? draft.Authors : feedAuthors,
            Published = draft.Published,
            Updated = draft.Updated,
            UnreadDate = draft.Published is null ? draft.UnreadDate : null,
            Image = Resolved(draft.Image),
            Categories = draft.Categories,
            Enclosures = files.Count == 0 ? [] : [.. files.OfType<Enclosure>()],
            LostFiles = files.Count == 0 ? [] : [.. draft.Files.Zip(files).Where(pair => pair.Second is null).Select(pair => Written(pair.First.Address))],
        };
    }

    private Enclosure? FileOf(DraftFile file) =>
        Resolved((file.Address, file.Base)) is { } found
            ? new Enclosure(found, file.Type, long.TryParse(file.Length, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0 ? length : null)
            : null;

    private Uri? Resolved((string Text, Uri? Base)? link) => link is { } given ? WebAddress.Resolve(given.Base ?? address, given.Text) : null;

    private static string Written(string text) => PlainText.Shortened(PlainText.OneLine(text), WebAddress.MaxLength);

    private static string? Title(Words? words) => words switch
    {
        null => null,
        { IsHtml: true } html => PlainText.Title(html.Text) ?? "",
        { } plain => PlainText.OneLine(plain.Text),
    };

    private string? Html(Words? words, Uri? around) => words switch
    {
        null => null,
        { IsHtml: true } html => Cleaned(html.Text, html.Base ?? around),
        { } plain => Cleaned(System.Net.WebUtility.HtmlEncode(plain.Text), null),
    };

    private string Cleaned(string html, Uri? around)
    {
        var (safe, isCut) = clean(html, around);
        _isCut |= isCut;
        return safe ?? "";
    }
}
