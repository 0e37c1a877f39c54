using System.Text.Json;
using System.Text.Json.Serialization;
using Aggregator.Articles;

namespace Aggregator.Mailing;

/// <summary>A feed of stories as JSON Feed 1.1.</summary>
internal static class JsonFeedFile
{
    private const string Version = "https://jsonfeed.org/version/1.1";

    /// <summary>The feed with a digest's stories in front; null when what was there is no feed.</summary>
    public static byte[]? Merged(byte[]? old, DigestJson digest)
    {
        if (Items(old) is not { } kept)
            return null;
        var added = digest.Sections.SelectMany(section => section.Entries.Select(entry => ItemOf(entry, section))).ToList();
        var ids = added.Select(item => item.Id).ToHashSet();
        var feed = new Feed(Version, digest.List, [.. added.Concat(kept.Where(item => !ids.Contains(item.Id))).Take(Math.Max(FeedMailer.MostEntries, added.Count))]);
        return JsonSerializer.SerializeToUtf8Bytes(feed, JsonFeedContext.Default.Feed);
    }

    private static IReadOnlyList<Item>? Items(byte[]? old)
    {
        if (old is null)
            return [];
        try
        {
            return JsonSerializer.Deserialize(old, JsonFeedContext.Default.Feed) is { Version: Version } feed ? feed.Items : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Item ItemOf(JsonEntry entry, JsonSection section) => new(KeptArticle.NameOf(entry.Number), entry.Link, entry.Title, entry.Told)
    {
        DatePublished = entry.Published,
        Authors = entry.Publisher is null ? null : [new Author(entry.Publisher)],
        Language = entry.Language,
        Tags = [section.Title],
    };

    /// <summary>The document.</summary>
    internal sealed record Feed(string Version, string Title, IReadOnlyList<Item> Items);

    /// <summary>A story.</summary>
    internal sealed record Item(string Id, Uri? Url, string Title, string ContentText)
    {
        public DateTimeOffset? DatePublished { get; init; }

        public IReadOnlyList<Author>? Authors { get; init; }

        public string? Language { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }
    }

    /// <summary>Who published it.</summary>
    internal sealed record Author(string Name);
}

/// <summary>How JSON Feeds are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(JsonFeedFile.Feed))]
internal sealed partial class JsonFeedContext : JsonSerializerContext;
