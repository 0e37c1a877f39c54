using Aggregator.Text;

namespace Aggregator.Items;

/// <summary>What a source announced: a feed's entry, or a row of a listing page.</summary>
public sealed record Item
{
    /// <summary>The publisher's own id (guid, atom:id), as written.</summary>
    public string? Id { get; init; }

    public Uri? Link { get; init; }

    /// <summary>The link as written, one line, when it leads nowhere on the web: another scheme, or relative to nothing.</summary>
    public string? LinkText { get; init; }

    /// <summary>Where the item first stood, when a proxy like FeedBurner rewrote its link.</summary>
    public Uri? Origin { get; init; }

    /// <summary>One line without markup.</summary>
    public string? Title { get; init; }

    /// <summary>Sanitised html with absolute links.</summary>
    public string? Summary { get; init; }

    /// <summary>Sanitised html with absolute links: the whole text, when the source gives it.</summary>
    public string? Content { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public WrittenDate? Published { get; init; }

    public WrittenDate? Updated { get; init; }

    /// <summary>The text of a date that stood there and could not be read.</summary>
    public string? UnreadDate { get; init; }

    public Uri? Image { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<Enclosure> Enclosures { get; init; } = [];

    /// <summary>Addresses of files as written, that lead nowhere on the web.</summary>
    public IReadOnlyList<string> LostFiles { get; init; } = [];
}

/// <summary>A file that comes with an item.</summary>
/// <param name="Type">Media type as declared.</param>
/// <param name="Length">Bytes as declared.</param>
public sealed record Enclosure(Uri Address, string? Type, long? Length);
