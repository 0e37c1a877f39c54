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
        var rows = ArrayPool<float>.Shared.Rent((Math.Min(page.Count, MostKept) + Trees.Rows) * BodySight.SignCount);
        int[] blocks = [.. Enumerable.Range(0, page.Count)];
        var first = new float[page.Count];
        Look(model.First, blocks, page.Fill, rows, first);
        var look = new BodyLook(page, first);
        var second = new float[page.Count];
        Look(model.Second, Array.FindAll(blocks, block => first[block] >= Hopeless), Refill, rows, second);
        ArrayPool<float>.Shared.Return(rows);
        return (second, Array.ConvertAll(blocks, page.WordsOf));

        void Refill(int block, Span<float> row)
        {
            if (block >= MostKept)
                page.Fill(block, row);
            look.Fill(block, row);
        }
    }

    /// <summary>Fills the rows of these blocks and has them judged, as many at a time as the trees take.</summary>
    private static void Look(Trees trees, ReadOnlySpan<int> blocks, Action<int, Span<float>> fill, float[] rows, float[] chances)
    {
        Span<int> places = stackalloc int[Trees.Rows];
        Span<float> answers = stackalloc float[Trees.Rows];
        for (; !blocks.IsEmpty; blocks = blocks[Math.Min(blocks.Length, Trees.Rows)..])
        {
            var some = blocks[..Math.Min(blocks.Length, Trees.Rows)];
            for (var at = 0; at < some.Length; at++)
            {
                places[at] = (some[at] < MostKept ? some[at] : MostKept + at) * BodySight.SignCount;
                fill(some[at], rows.AsSpan(places[at], BodySight.SignCount));
            }
            trees.Judge(rows, places[..some.Length], answers);
            for (var at = 0; at < some.Length; at++)
                chances[some[at]] = answers[at];
        }
    }
}
