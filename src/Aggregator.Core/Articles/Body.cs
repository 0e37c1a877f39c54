using Aggregator.Pages;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>An article's body as it was found on its page.</summary>
internal sealed record Body
{
    /// <summary>Below it, what looks best on the page is still no article: a menu, a consent wall, an index.</summary>
    private const double LeastPromise = 0.3;

    /// <summary>In characters, of what stands before the title in the text.</summary>
    private const int LongestHead = 500;

    /// <summary>Plain, paragraphs parted by a blank line.</summary>
    public required string Text { get; init; }

    /// <summary>Written by us from the blocks: nothing of the page's own markup is in it.</summary>
    public required string Html { get; init; }

    /// <summary>For each block of the page whether it was kept.</summary>
    public required bool[] Kept { get; init; }

    /// <summary>The blocks that were kept, in order.</summary>
    public required IReadOnlyList<PageBlock> Blocks { get; init; }

    /// <summary>How well the choice is expected to fit, between 0 and 1; 1 where a rule named the body.</summary>
    public required double Confidence { get; init; }

    /// <param name="address">The base of the page's links.</param>
    /// <param name="elsewhere">What other pages of its source make of the chances that its blocks have; null when there are none.</param>
    public static Body Of(PageMap map, Witness witness, PageRules? rules, Uri? address, Func<float[], float[]>? elsewhere = null)
    {
        var (kept, confidence) = BodyRules.Chosen(map, rules) is { } ruled ? (ruled, 1) : Judged(map, witness, address, BodyModel.Taught, elsewhere);
        BodyRules.Remove(map, rules, kept);
        LeaveOutTitle(map, witness.Title, kept);
        var places = Enumerable.Range(0, kept.Length).Where(block => kept[block]).ToList();
        var (text, html) = BodyWriter.Write(map, places, address);
        return new Body { Text = text, Html = html, Kept = kept, Blocks = [.. places.Select(place => map.Blocks[place])], Confidence = confidence };
    }

    /// <summary>What is kept of the page where no rule says it.</summary>
    internal static (bool[] Kept, double Confidence) Judged(PageMap map, Witness witness, Uri? address, BodyModel model, Func<float[], float[]>? elsewhere)
    {
        var (judged, words) = BodyJudge.Judge(map, witness, model);
        var chances = BodyStrangers.Doubted(map, witness.Title, judged, elsewhere);
        var (kept, promise) = BodyChoice.Choose(chances, words);
        BodyGaps.Fill(map, judged, chances, kept);
        // Before the furniture: what stands behind the title, as a byline does, begins the text.
        LeaveOutTitle(map, witness.Title, kept);
        BodyFurniture.LeaveOut(map, address, kept);
        new BodyTables(map).KeepRows(kept);
        // After the furniture: it may stand outside of what is marked as the body.
        MarkedStandfirst.Keep(map, witness.Title, kept);
        return promise < LeastPromise || BodyFurniture.IsConsent(map, kept) ? (new bool[kept.Length], promise) : (kept, promise);
    }

    /// <summary>The title is a field of its own; where the text says it once more, so is the head of a release before it: "For immediate release", whom to ask, a letterhead.</summary>
    private static void LeaveOutTitle(PageMap map, string? title, bool[] kept)
    {
        var length = 0;
        for (var block = title is null ? -1 : Array.IndexOf(kept, true); block >= 0 && length <= LongestHead; block = Array.IndexOf(kept, true, block + 1))
        {
            var line = map.Blocks[block].Text;
            if (line == title)
            {
                kept.AsSpan(0, block + 1).Clear();
                return;
            }
            // A sentence is a standfirst, or the text.
            length = line is [.., var last] && LetterKinds.IsStop(last) ? int.MaxValue : length + line.Length;
        }
    }
}
