using Aggregator.Watches;

namespace Aggregator.Mailing;

/// <summary>A part of a line in which some words are marked.</summary>
internal sealed record MarkedPart(string Text, bool IsMarked)
{
    private const int Longest = 400;

    /// <summary>The parts of a line, safe to show; marks that overlap are one.</summary>
    public static IReadOnlyList<MarkedPart> Of(string line, IEnumerable<MatchMark> marks)
    {
        var end = Math.Min(line.Length, Longest);
        var parts = new List<MarkedPart>();
        var at = 0;
        foreach (var mark in marks.OrderBy(mark => mark.Start))
        {
            var (from, to) = (Bound(mark.Start), Bound(mark.Start + mark.Length));
            Add(at, Math.Max(at, from), isMarked: false);
            Add(Math.Max(at, from), to, isMarked: true);
            at = Math.Max(at, Math.Max(from, to));
        }
        Add(at, end, isMarked: false);
        return parts;

        // No mark begins or ends within a character.
        int Bound(int place) => Math.Clamp(place, 0, end) is var inside && inside > 0 && inside < line.Length && char.IsLowSurrogate(line[inside]) ? inside - 1 : inside;

        void Add(int from, int to, bool isMarked)
        {
            if (to > from && Kept(line[from..to]) is { Length: > 0 } kept)
                parts.Add(new MarkedPart(kept, isMarked));
        }
    }

    /// <summary>Safe, with one blank where blanks were at its ends.</summary>
    private static string Kept(string part)
    {
        var kept = LetterLine.Of(part, part.Length);
        if (kept.Length == 0)
            return char.IsWhiteSpace(part[0]) ? " " : "";
        return $"{(char.IsWhiteSpace(part[0]) ? " " : "")}{kept}{(char.IsWhiteSpace(part[^1]) ? " " : "")}";
    }
}
