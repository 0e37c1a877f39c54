using System.Globalization;
using Xunit;

namespace Aggregator.Articles;

public sealed class TreesTests
{
    [Fact]
    public void A_row_goes_low_below_a_limit_and_high_at_it()
    {
        var trees = Trees.Of(["0.5", "Words<3?2 -1 2"]);
        Assert.Equal(Chance(0.5f - 1), trees.Judge(Row(2.9f)));
        Assert.Equal(Chance(0.5f + 2), trees.Judge(Row(3)));
    }

    [Fact]
    public void The_answers_are_those_of_a_walk_from_fork_to_fork_however_many_rows_are_judged_together()
    {
        var random = new Random(5);
        foreach (var most in new[] { 1, 2, 9, Trees.MostLeaves })
        {
            string[] lines = [.. Enumerable.Range(0, 40).Select(_ => Grown(random, random.Next(1, most + 1)))];
            var trees = Trees.Of(lines);
            for (var count = 1; count <= Trees.Rows; count++)
            {
                var rows = Enumerable.Range(0, count * BodySight.SignCount).Select(_ => (float)random.Next(0, 12)).ToArray();
                var answers = new float[count];
                trees.Judge(rows, [.. Enumerable.Range(0, count).Select(row => row * BodySight.SignCount)], answers);
                Assert.Equal(Enumerable.Range(0, count).Select(row => Chance(lines.Aggregate(0f, (sum, line) => sum + Walked(line.Split(' '), rows.AsSpan(row * BodySight.SignCount, BodySight.SignCount))))), answers);
            }
        }
    }

    private static string Grown(Random random, int leaves)
    {
        if (leaves == 1)
            return (random.Next(-9999, 9999) / 10000f).ToString(CultureInfo.InvariantCulture);
        var ofLow = random.Next(1, leaves);
        return $"{(BodySign)random.Next(0, BodySight.SignCount)}<{random.Next(0, 12)}?{ofLow * 2} {Grown(random, ofLow)} {Grown(random, leaves - ofLow)}";
    }

    private static float Walked(string[] nodes, ReadOnlySpan<float> row)
    {
        var at = 0;
        while (nodes[at].Split('<', '?') is [var sign, var limit, var steps])
            at += row[(int)Enum.Parse<BodySign>(sign)] < Number(limit) ? 1 : (int)Number(steps);
        return Number(nodes[at]);
    }

    private static float[] Row(float words)
    {
        var row = new float[BodySight.SignCount];
        row.AsSpan().Set(BodySign.Words, words);
        return row;
    }

    private static float Chance(float sum) => 1 / (1 + MathF.Exp(-sum));

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
