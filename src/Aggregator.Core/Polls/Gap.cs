using System.Globalization;
using Aggregator.Items;

namespace Aggregator.Polls;

/// <summary>A time of which we cannot say that we saw everything: nothing of the answer before it stood in the answer after it.</summary>
/// <param name="From">The last poll before it.</param>
/// <param name="To">The first poll after it.</param>
/// <param name="Items">Items in the answer after it.</param>
public sealed record Gap(DateTimeOffset From, DateTimeOffset To, int Items)
{
    /// <summary>Polls that try to fill it, while an older page fails in passing.</summary>
    public const int MostTries = 20;

    /// <summary>The older page that failed in passing, and is asked again at the next poll; null when none is.</summary>
    public Uri? Next { get; init; }

    /// <summary>Polls that tried to fill it.</summary>
    public int Tries { get; init; }

    /// <summary>Older pages read by them.</summary>
    public int Pages { get; init; }

    /// <summary>Why it is not filled, in a sentence; null when nobody tried.</summary>
    public string? Why { get; init; }

    /// <summary>Items of the answer before it: the page on which one of them stands closes it. Null when it is not tried again.</summary>
    public IReadOnlyList<ItemKey>? Before { get; init; }

    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"Between {From.UtcDateTime:yyyy-MM-dd HH:mm} and {To.UtcDateTime:yyyy-MM-dd HH:mm} UTC more may have come than was seen: all {Items} items of the next answer were new.{Told}");

    private string Told => this switch
    {
        { Why: null } => "",
        { Next: not null } => string.Create(CultureInfo.InvariantCulture, $" It is tried again at the next poll ({Tries} of {MostTries} tries): {Why}"),
        _ => $" It cannot be filled: {Why}",
    };

    /// <summary>Two gaps of which none is filled are told as one span.</summary>
    public Gap After(Gap? open) => open is null ? this : this with { From = open.From };

    /// <summary>The same, tried no more.</summary>
    public Gap GivenUp() => this with { Next = null, Before = null };
}

/// <summary>What one poll's attempt to fill a gap from older pages came to.</summary>
/// <param name="Pages">Older pages read for this gap, by this poll and those before it.</param>
/// <param name="Why">Why they did not fill it, in a sentence; null when they did.</param>
/// <param name="Next">The page that failed in passing; null when there is none.</param>
public sealed record GapTry(int Pages, string? Why, Uri? Next = null)
{
    public string From => Pages == 1 ? "1 older page" : string.Create(CultureInfo.InvariantCulture, $"{Pages} older pages");
}
