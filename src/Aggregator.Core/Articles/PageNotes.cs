using System.Globalization;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>An article's notes that its body left out: what a numbered link of the body leads to on the same page.</summary>
internal static class PageNotes
{
    private const int Most = 500;

    private const int Longest = 4000;

    /// <summary>The notes; and in a sentence that some are not kept, null when all are.</summary>
    /// <param name="kept">For each block whether it is in the body; a note that is there is no second time kept.</param>
    public static (IReadOnlyList<string> Notes, string? Cut) Of(PageMap map, bool[] kept)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        for (var block = 0; block < kept.Length; block++)
        {
            if (kept[block])
                wanted.UnionWith(map.Blocks[block].Runs.Select(run => Target(map.Blocks[block], run)).OfType<string>());
        }
        var (notes, left) = (new List<string>(), 0);
        for (var box = 0; box < map.Boxes.Length && wanted.Count > 0; box++)
        {
            if (map.Boxes[box].Element.Id is not { } id || !wanted.Remove(id))
                continue;
            var (first, end) = (map.Boxes[box].FirstBlock, Math.Min(map.Boxes[box].EndBlock, kept.Length));
            // An anchor alone marks the line in which it stands.
            var note = string.Join(' ', map.Blocks[first..Math.Min(kept.Length, Math.Max(end, first + 1))].Select(line => line.Text)).Trim('↩', '\uFE0E', '^', ' ');
            if (first >= kept.Length || kept[first] || note.Length == 0)
                continue;
            if (note.Length <= Longest && notes.Count < Most)
                notes.Add(note);
            else
                left++;
        }
        return (notes, left == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"Of a page {Most} notes of at most {Longest} characters are kept; {left} more stood there."));
    }

    /// <summary>Where a number leads that is linked to the same page.</summary>
    private static string? Target(PageBlock block, TextRun run) =>
        run is { Link: { } link, Length: <= 6 } && block.Text.AsSpan(run.Start, run.Length).Trim("[]() *†") is { Length: <= 3 } number && !number.ContainsAnyExceptInRange('0', '9')
            && link.GetAttribute("href") is ['#', _, ..] href ? href[1..] : null;
}
