namespace Aggregator.Articles;

/// <summary>Chooses from the chances of a page's blocks those that are its body: as many as promise the best of what is found and what is left out.</summary>
internal static class BodyChoice
{
    /// <summary>What is less likely is never chosen.</summary>
    public const float Lowest = 0.3f;

    private static readonly float[] Limits = [Lowest, 0.35f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f, 0.65f];

    /// <summary>One answer for each block, and how well they are expected to fit, between 0 and 1.</summary>
    public static (bool[] Kept, double Promise) Choose(float[] chances, int[] words)
    {
        var (best, limit) = (-1.0, 0.5f);
        var all = 0.0;
        for (var block = 0; block < chances.Length; block++)
            all += chances[block] * words[block];
        foreach (var tried in Limits)
        {
            var (kept, right) = (0.0, 0.0);
            for (var block = 0; block < chances.Length; block++)
            {
                if (chances[block] < tried)
                    continue;
                kept += words[block];
                right += chances[block] * words[block];
            }
            var promise = kept + all == 0 ? 0 : 2 * right / (kept + all);
            if (promise > best)
                (best, limit) = (promise, tried);
        }
        return ([.. chances.Select(chance => chance >= limit)], Math.Max(best, 0));
    }
}
