using System.Text.RegularExpressions;
using Aggregator.Articles;
using Aggregator.Text;

namespace Aggregator.Benchmarks;

/// <summary>Learns what words and names say of a block: how often what bears them was kept, one vote a host.</summary>
internal sealed partial class WordLearner(int leastHosts, int most)
{
    private const double Calm = 3;

    private readonly Dictionary<uint, Dictionary<string, (double Kept, double All)>> _seen = [];

    /// <summary>The parts of the names of elements, each with the text inside them.</summary>
    public static Dictionary<uint, float> Names(IReadOnlyList<BodyCase> pages)
    {
        var learner = new WordLearner(5, 1500);
        var parts = new uint[64];
        foreach (var page in pages)
        {
            var (kept, all) = Sums(page);
            foreach (var box in page.Map.Boxes)
            {
                var (from, end) = (box.FirstBlock, Math.Min(box.EndBlock, page.Labels.Length));
                if (end <= from || all[end] - all[from] <= 0)
                    continue;
                foreach (var names in NamesOf(box.Element))
                {
                    var count = WordHash.Parts(names, parts);
                    foreach (var part in parts.Take(count).Distinct())
                        learner.Take(part, page.Host, kept[end] - kept[from], all[end] - all[from]);
                }
            }
        }
        return learner.Weights();
    }

    /// <summary>The words of short blocks.</summary>
    public static Dictionary<uint, float> Words(IReadOnlyList<BodyCase> pages) => OfBlocks(pages, new WordLearner(8, 1500), (count, words) => count <= 30 ? words : []);

    /// <summary>The first two words of every block.</summary>
    public static Dictionary<uint, float> Firsts(IReadOnlyList<BodyCase> pages) => OfBlocks(pages, new WordLearner(8, 800), (_, words) => words[..Math.Min(2, words.Length)]);

    /// <summary>Whatever words and names stand on the pages, by their hash.</summary>
    public static Dictionary<uint, string> Spelled(IReadOnlyList<BodyCase> pages)
    {
        var spelled = new Dictionary<uint, string>();
        foreach (var page in pages)
        {
            foreach (var word in page.Map.Blocks.Where(block => block.Text.Length < 2000).SelectMany(block => WordPattern().Matches(block.Text)).Select(match => match.Value.ToLowerInvariant()))
                spelled.TryAdd(WordHash.Of(word), word);
            foreach (var names in page.Map.Boxes.SelectMany(box => NamesOf(box.Element)).SelectMany(names => names.Split((char[]?)null)))
            {
                var parts = PartPattern().Matches(names).SelectMany(match => HumpPattern().Split(match.Value)).Select(part => part.ToLowerInvariant()).Where(part => part.Length is >= 2 and <= 24).ToList();
                foreach (var part in parts)
                    spelled.TryAdd(WordHash.Of(part), part);
                foreach (var (one, two) in parts.Zip(parts.Skip(1)))
                    spelled.TryAdd(WordHash.Pair(WordHash.Of(one), WordHash.Of(two)), $"{one}+{two}");
            }
        }
        return spelled;
    }

    private static IEnumerable<string> NamesOf(PageElement element)
    {
        var names = element.Attributes.ToArray().Where(attribute => NameWeights.IsNaming(attribute.Name)).Select(attribute => attribute.Value);
        return element.LocalName.Contains('-', StringComparison.Ordinal) ? names.Append(element.LocalName) : names;
    }

    private static Dictionary<uint, float> OfBlocks(IReadOnlyList<BodyCase> pages, WordLearner learner, Func<int, uint[], uint[]> looked)
    {
        var room = new uint[256];
        foreach (var page in pages)
        {
            for (var block = 0; block < page.Labels.Length; block++)
            {
                if (float.IsNaN(page.Labels[block]))
                    continue;
                var count = WordHash.Words(page.Map.Blocks[block].Text, room);
                foreach (var word in looked(count, room[..Math.Min(count, room.Length)]).Distinct())
                    learner.Take(word, page.Host, page.Labels[block], 1);
            }
        }
        return learner.Weights();
    }

    private static (double[] Kept, double[] All) Sums(BodyCase page)
    {
        var (kept, all) = (new double[page.Labels.Length + 1], new double[page.Labels.Length + 1]);
        for (var block = 0; block < page.Labels.Length; block++)
        {
            var words = float.IsNaN(page.Labels[block]) ? 0 : Math.Sqrt(page.Map.Blocks[block].Text.Length);
            all[block + 1] = all[block] + words;
            kept[block + 1] = kept[block] + (words == 0 ? 0 : words * page.Labels[block]);
        }
        return (kept, all);
    }

    private void Take(uint word, string host, double kept, double all)
    {
        if (!_seen.TryGetValue(word, out var hosts))
            _seen[word] = hosts = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        var before = hosts.GetValueOrDefault(host);
        hosts[host] = (before.Kept + kept, before.All + all);
    }

    private Dictionary<uint, float> Weights()
    {
        var shares = _seen.Where(word => word.Value.Count >= leastHosts).Select(word => (word.Key, Hosts: word.Value.Count, Sum: word.Value.Values.Sum(host => host.Kept / host.All))).ToList();
        var usual = shares.Sum(word => word.Sum) / Math.Max(1, shares.Sum(word => word.Hosts));
        return shares.Select(word => (word.Key, word.Hosts, Weight: Logit((word.Sum + (Calm * usual)) / (word.Hosts + Calm)) - Logit(usual)))
            .Where(word => Math.Abs(word.Weight) >= 0.3)
            .OrderByDescending(word => Math.Abs(word.Weight) * Math.Sqrt(word.Hosts)).ThenBy(word => word.Key)
            .Take(most)
            .ToDictionary(word => word.Key, word => (float)Math.Round(Math.Clamp(word.Weight, -5, 5), 2));
    }

    private static double Logit(double share) => Math.Log(Math.Clamp(share, 0.003, 0.997) / (1 - Math.Clamp(share, 0.003, 0.997)));

    [GeneratedRegex(@"\w+")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex PartPattern();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\p{Lu})")]
    private static partial Regex HumpPattern();
}
