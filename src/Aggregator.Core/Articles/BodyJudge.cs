using System.Buffers;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>Says of each block of a page how likely it is a part of the article's body.</summary>
internal static class BodyJudge
{
    /// <summary>What the first look thinks less likely, the second does not look at.</summary>
    public const float Hopeless = 0.02f;

    /// <summary>What was seen of so many blocks is kept from the first look to the second; of more it is counted again.</summary>
    private const int MostKept = 4000;

    /// <summary>One chance for each block, between 0 and 1, and how many words it has.</summary>
    public static (float[] Chances, int[] Words) Judge(PageMap map, Witness witness, BodyModel model)
    {
        var page = new BodySight(map, witness, model);
        var rows = ArrayPool<float>.Shared.Rent((Math.Min(page.Count, MostKept) + Trees.Together) * BodySight.SignCount);
        int[] all = [.. Enumerable.Range(0, page.Count)];
        var (chances, second) = (new float[page.Count], new float[page.Count]);
        Look(model.First, all, page.Fill, rows, chances);
        var look = new BodyLook(page, chances);
        Look(model.Second, [.. all.Where(block => chances[block] >= Hopeless)], FillAgain, rows, second);
        ArrayPool<float>.Shared.Return(rows);
        return (second, [.. all.Select(page.WordsOf)]);

        void FillAgain(int block, Span<float> row)
        {
            if (block >= MostKept)
                page.Fill(block, row);
            look.Fill(block, row);
        }
    }

    /// <param name="blocks">Those that are looked at.</param>
    /// <param name="fill">Writes what is seen of a block into its row.</param>
    private static void Look(Trees trees, int[] blocks, Filling fill, float[] rows, float[] chances)
    {
        for (var first = 0; first < blocks.Length; first += Trees.Together)
        {
            var last = Math.Min(first + Trees.Together, blocks.Length) - 1;
            for (var at = first; at <= last; at++)
                fill(blocks[at], Row(at));
            var (a, b, c, d) = trees.Judge(Row(first), Row(Math.Min(first + 1, last)), Row(Math.Min(first + 2, last)), Row(Math.Min(first + 3, last)));
            ReadOnlySpan<float> found = [a, b, c, d];
            for (var at = first; at <= last; at++)
                chances[blocks[at]] = found[at - first];
        }

        Span<float> Row(int at) => rows.AsSpan((blocks[at] < MostKept ? blocks[at] : MostKept + (at % Trees.Together)) * BodySight.SignCount, BodySight.SignCount);
    }

    private delegate void Filling(int block, Span<float> row);
}
