using System.Text.Json;
using System.Text.Json.Serialization;
using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>A digest as programs read it: what a webhook is handed, and what a feed is filled from. docs/webhook.md tells each field.</summary>
internal sealed record DigestJson
{
    public string Schema { get; init; } = "aggregator-digest-1";

    /// <summary>The Message-ID: the same digest, however often it comes.</summary>
    public required string Id { get; init; }

    public required string List { get; init; }

    public required string Subscription { get; init; }

    public required JsonWindow Window { get; init; }

    /// <summary>How many stories the window holds, shown or not.</summary>
    public required int Stories { get; init; }

    /// <summary>How many of them are over the cap.</summary>
    public required int NotShown { get; init; }

    public required IReadOnlyList<JsonSection> Sections { get; init; }

    public required IReadOnlyList<SourceTrouble> Troubles { get; init; }

    public static DigestJson Of(Digest digest, string id, string list) => new()
    {
        Id = id,
        List = list,
        Subscription = digest.Subscription.Id,
        Window = new JsonWindow(digest.Span.Number, digest.Window.After + 1, digest.Window.UpTo, digest.Span.Opened, digest.Closed),
        Stories = digest.Stories,
        NotShown = digest.NotShown.Count,
        Sections = [.. digest.Sections.Select(section => new JsonSection(section.Kind, section.Title, [.. section.Entries.Select(JsonEntry.Of)]))],
        Troubles = digest.Troubles,
    };

    /// <summary>Null for what is no digest.</summary>
    public static DigestJson? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, DigestJsonContext.Default.DigestJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>UTF-8, the same bytes for the same digest.</summary>
    public byte[] Written() => JsonSerializer.SerializeToUtf8Bytes(this, DigestJsonContext.Default.DigestJson);
}

/// <summary>The window: the numbers of the first and the last article that are in it, and when it was open.</summary>
internal sealed record JsonWindow(int Number, long First, long Last, DateTimeOffset? Opened, DateTimeOffset Closed);

/// <summary>Stories that belong together.</summary>
internal sealed record JsonSection(SectionKind Kind, string Title, IReadOnlyList<JsonEntry> Entries);

/// <summary>One story.</summary>
internal sealed record JsonEntry
{
    public required long Number { get; init; }

    public required string Title { get; init; }

    /// <summary>The original, where known.</summary>
    public Uri? Link { get; init; }

    public string? Summary { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>The date as a letter tells it: with its doubt.</summary>
    public required string Date { get; init; }

    public string? Publisher { get; init; }

    /// <summary>The host of the copy that was read.</summary>
    public string? Via { get; init; }

    public string? Language { get; init; }

    public string? Doubt { get; init; }

    public string? Missing { get; init; }

    /// <summary>The numbers of its copies.</summary>
    public IReadOnlyList<long> Copies { get; init; } = [];

    /// <summary>The names of the watches that found it.</summary>
    public IReadOnlyList<string> Watches { get; init; } = [];

    /// <summary>What a feed says of it.</summary>
    [JsonIgnore]
    public string Told => $"{Summary ?? Doubt ?? Date} {Missing}".TrimEnd();

    public static JsonEntry Of(DigestEntry entry) => new()
    {
        Number = entry.Number,
        Title = entry.Title,
        Link = entry.Link,
        Summary = entry.Summary,
        Published = entry.Published,
        Date = entry.Date,
        Publisher = entry.Publisher,
        Via = entry.Via,
        Language = entry.Language,
        Doubt = entry.Doubt,
        Missing = entry.Missing,
        Copies = entry.Copies,
        Watches = [.. entry.Hits.Select(hit => hit.Watch)],
    };
}

/// <summary>How digests are written for programs.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(DigestJson))]
internal sealed partial class DigestJsonContext : JsonSerializerContext;
