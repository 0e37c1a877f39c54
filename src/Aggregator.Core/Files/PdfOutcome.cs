using System.Text.Json.Serialization;
using Aggregator.Text;

namespace Aggregator.Files;

/// <summary>What reading a PDF came to. Under these names it goes from one process to another.</summary>
[JsonDerivedType(typeof(Read), nameof(Read))]
[JsonDerivedType(typeof(Unreadable), nameof(Unreadable))]
public abstract record PdfOutcome
{
    private PdfOutcome()
    {
    }

    public sealed record Read(PdfText Text) : PdfOutcome;

    /// <param name="Why">A sentence for a person.</param>
    public sealed record Unreadable(string Why) : PdfOutcome;
}

/// <summary>The text of a PDF, and what the file says of itself.</summary>
public sealed record PdfText
{
    /// <summary>Paragraphs parted by a blank line.</summary>
    public required string Text { get; init; }

    /// <summary>Where each page begins in the text, in order; a page that begins no paragraph has no place.</summary>
    public IReadOnlyList<PageStart> Starts { get; init; } = [];

    /// <summary>Pages of the file, read or not.</summary>
    public required int Pages { get; init; }

    /// <summary>The title in the file's information; null when there is none, or it is the name that a program gave.</summary>
    public string? Title { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>When the file was made, by its own information: seldom the day of publication.</summary>
    public WrittenDate? Made { get; init; }

    public string? Language { get; init; }

    /// <summary>What of the file is not kept, in a sentence or two; null when all of it is.</summary>
    public string? Missing { get; init; }
}

/// <summary>The place in a text where a page begins.</summary>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Place">In characters.</param>
public readonly record struct PageStart(int Page, int Place)
{
    /// <summary>The page that a place of the text stands on; null when the text has no pages.</summary>
    public static int? PageAt(IReadOnlyList<PageStart> starts, int place) => starts.LastOrDefault(start => start.Place <= place) is { Page: > 0 } found ? found.Page : null;
}
