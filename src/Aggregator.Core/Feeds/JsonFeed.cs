using System.Text.Json;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Reads JSON Feed 1.0 and 1.1 into drafts.</summary>
/// <remarks>https://www.jsonfeed.org/version/1.1/</remarks>
internal static class JsonFeed
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The feed and its items; null with a sentence when it is no JSON Feed.</summary>
    public static DraftFeed? Read(ReadOnlyMemory<char> text, Uri? address, out string why)
    {
        why = "";
        try
        {
            using var document = JsonDocument.Parse(text, Tolerant);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array)
                return new DraftFeed("json", Feed(root, address), [.. items.EnumerateArray().Take(FeedReader.MostItems).Select(item => Item(item, address))], Math.Max(0, items.GetArrayLength() - FeedReader.MostItems), Hints(root, address));
            why = Text(root, "version")?.Contains("jsonfeed", StringComparison.OrdinalIgnoreCase) == true ? "This JSON Feed has no list of items." : "This is JSON, but not a JSON Feed: it has no list of items.";
        }
        catch (JsonException e)
        {
            why = $"This is not well-formed JSON: line {e.LineNumber + 1}, character {e.BytePositionInLine + 1}.";
        }
        return null;
    }

    private static Draft Feed(JsonElement root, Uri? address)
    {
        var feed = new Draft { Language = Text(root, "language") };
        feed.Identified(Text(root, "feed_url"), 1, isPermalink: false);
        feed.Titled(new Words(Text(root, "title") ?? "", false, address), 1);
        feed.Summed(new Words(Text(root, "description") ?? "", false, address), 1);
        feed.Leads(Text(root, "home_page_url"), address, 1);
        feed.Shows(Text(root, "icon"), address, 2);
        feed.Shows(Text(root, "favicon"), address, 1);
        TakeAuthors(feed, root);
        return feed;
    }

    private static Draft Item(JsonElement from, Uri? address)
    {
        if (from.ValueKind != JsonValueKind.Object)
            return new Draft { Fault = ("no entry", $"An entry of a JSON Feed is an object; this is {Kind(from)}.") };
        var item = new Draft { Language = Text(from, "language") };
        item.Identified(Text(from, "id"), 1, isPermalink: true);
        item.Titled(new Words(Text(from, "title") ?? "", false, address), 1);
        item.Leads(Text(from, "url"), address, 2);
        item.Leads(Text(from, "external_url"), address, 1);
        item.Summed(new Words(Text(from, "summary") ?? "", false, address), 1);
        item.Told(new Words(Text(from, "content_html") ?? "", true, address), 2);
        item.Told(new Words(Text(from, "content_text") ?? "", false, address), 1);
        item.Shows(Text(from, "image"), address, 2);
        item.Shows(Text(from, "banner_image"), address, 1);
        item.Dated(Text(from, "date_published") ?? "", 1, isUpdate: false);
        item.Dated(Text(from, "date_modified") ?? "", 1, isUpdate: true);
        foreach (var tag in List(from, "tags"))
            item.About(tag.ValueKind == JsonValueKind.String ? tag.GetString() : null);
        foreach (var file in List(from, "attachments").Where(file => file.ValueKind == JsonValueKind.Object))
            item.Brings(Text(file, "url"), address, Text(file, "mime_type"), Text(file, "size_in_bytes"));
        TakeAuthors(item, from);
        return item;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => value.GetRawText(),
    };

    private static HintNotes Hints(JsonElement root, Uri? address)
    {
        var hints = new HintNotes();
        foreach (var (relation, name) in new[] { ("self", "feed_url"), ("next", "next_url") })
        {
            if (Text(root, name) is { } link)
                hints.Link(relation, link, address);
        }
        foreach (var hub in List(root, "hubs").Where(hub => hub.ValueKind == JsonValueKind.Object))
            hints.Link("hub", Text(hub, "url") ?? "", address);
        return hints;
    }

    /// <summary>Version 1.1 has a list of authors, version 1.0 one author.</summary>
    private static void TakeAuthors(Draft draft, JsonElement from)
    {
        if (from.TryGetProperty("authors", out var only) && only.ValueKind == JsonValueKind.Object)
            draft.By(PlainText.Title(Text(only, "name")), 2);
        foreach (var author in List(from, "authors"))
            draft.By(PlainText.Title(NameOf(author)), 2);
        if (from.TryGetProperty("author", out var one))
            draft.By(PlainText.Title(NameOf(one)), 1);
    }

    private static string? NameOf(JsonElement author) => author.ValueKind == JsonValueKind.Object ? Text(author, "name") : Value(author);

    private static IEnumerable<JsonElement> List(JsonElement from, string name) =>
        from.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? Value(value) : null;

    /// <summary>Some write numbers where an id should be text.</summary>
    private static string? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()) ? null : value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
