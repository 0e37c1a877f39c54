using Aggregator.Downloads;
using Aggregator.Files;

namespace Aggregator.Articles;

/// <summary>A file that belongs to an article and was fetched: its bytes' hash, its pages and its text.</summary>
public sealed record ArticleFile
{
    /// <summary>Where it was asked for; null for a file from disk.</summary>
    public Uri? Address { get; init; }

    /// <summary>Of the bytes as they came; null when they did not come.</summary>
    public ContentHash? Hash { get; init; }

    /// <summary>Bytes as they came.</summary>
    public long Length { get; init; }

    /// <summary>Pages of the file, read or not; 0 when it could not be opened.</summary>
    public int Pages { get; init; }

    /// <summary>Its text, for searching: paragraphs parted by a blank line. Empty for the article's own page, whose text is the article's.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where its pages begin, in its text or, for the article's own page, in the article's.</summary>
    public IReadOnlyList<PageStart> Starts { get; init; } = [];

    /// <summary>Why it could not be read, or what of it is missing, in a sentence; null when all of it was read.</summary>
    public string? Trouble { get; init; }

    /// <summary>True when the file is the article's own page.</summary>
    public bool IsPage { get; init; }

    public bool IsRead => Pages > 0;

    /// <summary>What is kept of a download that is a PDF, and of how reading it went.</summary>
    public static ArticleFile Of(Uri? address, Download download, PdfOutcome outcome)
    {
        var file = new ArticleFile { Address = address, Hash = ContentHash.Of(download.Body.Span), Length = download.Body.Length };
        return outcome switch
        {
            PdfOutcome.Read { Text: var read } => file with { Pages = read.Pages, Text = read.Text, Starts = read.Starts, Trouble = read.Missing },
            PdfOutcome.Unreadable bad => file with { Trouble = bad.Why },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
