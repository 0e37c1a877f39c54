using System.Globalization;

namespace Aggregator.Polls;

/// <summary>What the pages of a source's articles were like lately, against those before.</summary>
public sealed record PageDrift
{
    public static readonly PageDrift None = new();

    /// <summary>So many pages in doubt, one after the other, are told to a person.</summary>
    private const int Patience = 3;

    /// <summary>A change is told for this long: by then somebody has looked, or nobody will.</summary>
    private static readonly TimeSpan ChangeIsTold = TimeSpan.FromDays(14);

    /// <summary>Pages in a row, up to the last, whose reading is in doubt.</summary>
    public int Doubtful { get; init; }

    /// <summary>Why the last one was, in a sentence; null when none ever was.</summary>
    public string? Doubt { get; init; }

    /// <summary>When the pages were last found to have changed for good, and were learned anew.</summary>
    public DateTimeOffset? Changed { get; init; }

    /// <summary>Articles that were in doubt until then, and read well since.</summary>
    public int Renewed { get; init; }

    /// <summary>The drift after the pages of one poll.</summary>
    /// <param name="doubts">For each page, in order, why its reading is in doubt; null when it is not.</param>
    /// <param name="renewed">When the source was learned anew meanwhile, how many kept articles read well since that were in doubt; else null.</param>
    public PageDrift After(IReadOnlyList<string?> doubts, int? renewed, DateTimeOffset now)
    {
        var row = doubts.Reverse().TakeWhile(doubt => doubt is not null).Count();
        var next = this with
        {
            Doubtful = row == doubts.Count ? Doubtful + row : row,
            Doubt = doubts.LastOrDefault(doubt => doubt is not null) ?? Doubt,
        };
        return renewed is { } count ? next with { Changed = now, Renewed = count } : next;
    }

    /// <summary>What a person should know of it by then, and whether it is a change for good; null when there is nothing.</summary>
    public (string Sentence, bool IsChange)? Told(DateTimeOffset now)
    {
        if (Changed is { } since && now - since < ChangeIsTold)
            return ($"Its pages have changed by {since.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, and are learned anew since. What spoke against them: {Doubt}{ReadAgain}", true);
        return Doubtful < Patience ? null : ($"The last {Doubtful} pages of its articles need review. {Doubt}", false);
    }

    private string ReadAgain => Renewed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {Renewed} {(Renewed == 1 ? "article that was in doubt was" : "articles that were in doubt were")} read again.");
}
