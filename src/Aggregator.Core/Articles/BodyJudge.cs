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
        var rows = ArrayPool<float>.Shared.Rent((Math.Min(page.Count, MostKept) + 1) * BodySight.SignCount);
        var chances = new float[page.Count];
        for (var block = 0; block < chances.Length; block++)
        {
            page.Fill(block, Row(block));
            chances[block] = model.First.Judge(Row(block));
        }
        var look = new BodyLook(page, chances);
        var second = new float[chances.Length];
        for (var block = 0; block < chances.Length; block++)
        {
            if (chances[block] < Hopeless)
                continue;
            if (block >= MostKept)
                page.Fill(block, Row(block));
            look.Fill(block, Row(block));
            second[block] = model.Second.Judge(Row(block));
        }
        ArrayPool<float>.Shared.Return(rows);
        return (second, [.. Enumerable.Range(0, page.Count).Select(page.WordsOf)]);

        Span<float> Row(int block) => rows.AsSpan(Math.Min(block, MostKept) * BodySight.SignCount, BodySight.SignCount);
    }
}
