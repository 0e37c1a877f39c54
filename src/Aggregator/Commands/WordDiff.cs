using DiffPlex;
using DiffPlex.Chunkers;

namespace Aggregator.Commands;

/// <summary>How two texts differ, word by word; long ones paragraph by paragraph.</summary>
/// <param name="Alike">The share of all words that stand in both, from 0 to 1.</param>
/// <param name="Parts">The texts, in order: what stands in both, what is gone, what is new.</param>
internal sealed record WordDiff(double Alike, IReadOnlyList<DiffPart> Parts)
{
    /// <summary>The time it takes grows with the square of what differs.</summary>
    private const int Longest = 60_000;

    private const int Context = 60;

    public static WordDiff Of(string before, string after)
    {
        IChunker chunker = before.Length + after.Length > Longest ? new LineChunker() : new WordChunker();
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, chunker);
        var (parts, at, common) = (new List<DiffPart>(), 0, 0);
        foreach (var block in diff.DiffBlocks)
        {
            common += Add(DiffKind.Same, diff.PiecesOld, at, block.DeleteStartA - at);
            Add(DiffKind.Gone, diff.PiecesOld, block.DeleteStartA, block.DeleteCountA);
            Add(DiffKind.New, diff.PiecesNew, block.InsertStartB, block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }
        common += Add(DiffKind.Same, diff.PiecesOld, at, diff.PiecesOld.Count - at);
        var all = before.Length + after.Length;
        return new WordDiff(all == 0 ? 1 : Math.Min(1, 2.0 * common / all), parts);

        int Add(DiffKind kind, IReadOnlyList<string> pieces, int from, int count)
        {
            if (count <= 0)
                return 0;
            // Lines come without what parted them.
            var text = string.Join(chunker is LineChunker ? "\n" : "", pieces.Skip(from).Take(count));
            parts.Add(new DiffPart(kind, text));
            return text.Length;
        }
    }

    /// <summary>The changes as lines, each with a few words around it: <c>[-gone-] {+new+}</c>.</summary>
    public IEnumerable<string> Lines()
    {
        var line = "";
        foreach (var (part, at) in Parts.Select((part, at) => (part, at)))
        {
            if (part.Kind != DiffKind.Same)
            {
                line += part.Kind == DiffKind.Gone ? $"[-{part.Text.Trim()}-] " : $"{{+{part.Text.Trim()}+}} ";
                continue;
            }
            if (at > 0 && part.Text.Length > 2 * Context)
            {
                yield return $"{line}{part.Text[..Context]}…";
                line = "";
            }
            line += part.Text.Length > 2 * Context ? $"…{part.Text[^Context..]}" : part.Text;
        }
        if (Parts.Count > 0 && Parts[^1].Kind != DiffKind.Same)
            yield return line;
        else if (Parts.Count > 1 && Parts[^1].Text.Length <= 2 * Context)
            yield return line;
    }
}

/// <summary>A piece of two texts that are compared.</summary>
internal sealed record DiffPart(DiffKind Kind, string Text);

/// <summary>In which of two texts a piece stands.</summary>
internal enum DiffKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>In the first only.</summary>
    Gone,

    /// <summary>In the second only.</summary>
    New,
}
