using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>Says of each block of a page how likely it is a part of the article's body.</summary>
internal static class BodyJudge
{
    /// <summary>What the first look thinks less likely, the second does not look at.</summary>
    public const float Hopeless = 0.02f;

    /// <summary>One chance for each block, between 0 and 1, and how many words it has.</summary>
    public static (float[] Chances, int[] Words) Judge(PageMap map, Witness witness, BodyModel model)
    {
        var page = new BodySight(map, witness, model);
        var row = new float[BodySight.SignCount];
        var chances = new float[page.Count];
        for (var block = 0; block < chances.Length; block++)
        {
            page.Fill(block, row);
            chances[block] = model.First.Judge(row);
        }
        var look = new BodyLook(page, chances);
        var second = new float[chances.Length];
        for (var block = 0; block < chances.Length; block++)
        {
            if (chances[block] < Hopeless)
                continue;
            page.Fill(block, row);
            look.Fill(block, row);
            second[block] = model.Second.Judge(row);
        }
        return (second, [.. Enumerable.Range(0, page.Count).Select(page.WordsOf)]);
    }
}
