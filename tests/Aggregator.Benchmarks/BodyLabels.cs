using Aggregator.Articles;
using Aggregator.Pages;

namespace Aggregator.Benchmarks;

/// <summary>Marks the blocks of a page that belong to a body of which only the text is known.</summary>
internal static class BodyLabels
{
    private const int Gram = 4;

    /// <summary>The share of each block's words that stand in the text in the same order; short blocks count when they follow or precede what was found.</summary>
    public static float[] Of(PageMap map, string text)
    {
        var gold = Words(text);
        var grams = new Dictionary<(uint, uint, uint, uint), int>();
        for (var at = 0; at + Gram <= gold.Length; at++)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(grams, (gold[at], gold[at + 1], gold[at + 2], gold[at + 3]), out _)++;
        var blocks = map.Blocks.Select(block => Words(block.Text)).ToArray();
        var labels = new float[blocks.Length];
        for (var block = 0; block < blocks.Length; block++)
        {
            var words = blocks[block];
            if (words.Length < Gram)
            {
                labels[block] = words.Length == 0 ? 0 : -1;
                continue;
            }
            var found = Enumerable.Range(0, words.Length - Gram + 1).Count(at => grams.ContainsKey((words[at], words[at + 1], words[at + 2], words[at + 3])));
            labels[block] = (float)found / (words.Length - Gram + 1);
        }
        LeaveOutCopies(blocks, labels, grams);
        var joined = " " + string.Join(' ', gold) + " ";
        // Forward and back, so that a short block next to another short one is reached, too.
        for (var block = 0; block < blocks.Length; block++)
        {
            if (labels[block] < 0 && Before(blocks, labels, block) is { } before && joined.Contains($" {before} {string.Join(' ', blocks[block])} ", StringComparison.Ordinal))
                labels[block] = 1;
        }
        for (var block = blocks.Length - 1; block >= 0; block--)
        {
            if (labels[block] < 0)
                labels[block] = After(blocks, labels, block) is { } after && joined.Contains($" {string.Join(' ', blocks[block])} {after} ", StringComparison.Ordinal) ? 1 : 0;
        }
        return labels;
    }

    /// <summary>A text that stands on the page more often than in the body: the copies among other text of the body are meant.</summary>
    private static void LeaveOutCopies(uint[][] blocks, float[] labels, Dictionary<(uint, uint, uint, uint), int> left)
    {
        var around = Enumerable.Range(0, blocks.Length).Select(block => Enumerable.Range(Math.Max(0, block - 4), Math.Min(blocks.Length, block + 5) - Math.Max(0, block - 4))
            .Where(at => at != block && labels[at] > 0.5f).Sum(at => Math.Min(60, blocks[at].Length))).ToArray();
        foreach (var block in Enumerable.Range(0, blocks.Length).Where(block => labels[block] > 0.3f).OrderByDescending(block => around[block]).ThenBy(block => block))
        {
            var (words, found) = (blocks[block], 0);
            for (var at = 0; at + Gram <= words.Length; at++)
            {
                var gram = (words[at], words[at + 1], words[at + 2], words[at + 3]);
                if (left.GetValueOrDefault(gram) <= 0)
                    continue;
                left[gram]--;
                found++;
            }
            labels[block] = (float)found / (words.Length - Gram + 1);
        }
    }

    /// <summary>From pieces that belong to the body and pieces that do not; the rest is unknown.</summary>
    public static float[] Of(PageMap map, IReadOnlyList<string> wanted, IReadOnlyList<string> unwanted)
    {
        var (yes, no) = (wanted.Select(Folded).ToList(), unwanted.Select(Folded).ToList());
        return [.. map.Blocks.Select(block => Folded(block.Text)).Select(text =>
            text.Length < 2 ? float.NaN
            : yes.Any(piece => IsPart(text, piece)) ? 1
            : no.Any(piece => IsPart(text, piece)) ? 0
            : float.NaN)];
    }

    private static bool IsPart(string block, string piece) =>
        block.Contains(piece, StringComparison.Ordinal) || (block.Length >= 12 && piece.Contains(block, StringComparison.Ordinal));

    private static string Folded(string text) => Text.PlainText.OneLine(text);

    private static string? Before(uint[][] blocks, float[] labels, int block)
    {
        for (var at = block - 1; at >= Math.Max(0, block - 12); at--)
        {
            if (labels[at] > 0.8f && blocks[at].Length >= 2)
                return string.Join(' ', blocks[at][^2..]);
            if (labels[at] > 0.8f)
                return string.Join(' ', blocks[at]);
        }
        return null;
    }

    private static string? After(uint[][] blocks, float[] labels, int block)
    {
        for (var at = block + 1; at < Math.Min(blocks.Length, block + 12); at++)
        {
            if (labels[at] > 0.8f && blocks[at].Length >= 2)
                return string.Join(' ', blocks[at][..2]);
            if (labels[at] > 0.8f)
                return string.Join(' ', blocks[at]);
        }
        return null;
    }

    private static uint[] Words(string text)
    {
        var words = new uint[text.Length];
        return words[..WordHash.Words(text, words)];
    }
}
