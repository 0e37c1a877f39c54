using System.Text.RegularExpressions;
using Aggregator.Articles;
using Aggregator.Text;

namespace Aggregator.Benchmarks;

/// <summary>Learns what words and names say of a block: how often what bears them was kept, one vote a host.</summary>
internal sealed partial class WordLearner(int leastHosts, int most)
{
    private const double Calm = 3;

    private readonly Dictionary<uint, (int Hosts, double Shares)> _seen = [];
    private readonly Dictionary<uint, (double Kept, double All)> _ofHost = [];

    /// <summary>The parts of the names of elements, each with the text inside them.</summary>
    public static Dictionary<uint, float> Names(IReadOnlyList<BodyCase> pages) => Learned(pages, new WordLearner(5, 1500), (learner, page) =>
    {
        var parts = new uint[64];
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
                    learner.Take(part, kept[end] - kept[from], all[end] - all[from]);
            }
        }
    });

    /// <summary>The words of short blocks.</summary>
    public static Dictionary<uint, float> Words(IReadOnlyList<BodyCase> pages) => OfBlocks(pages, new WordLearner(8, 1500), words => words.Length <= BlockSight.ShortBlock ? words : []);

    /// <summary>The first two words of every block.</summary>
    public static Dictionary<uint, float> Firsts(IReadOnlyList<BodyCase> pages) => OfBlocks(pages, new WordLearner(8, 800), words => words[..Math.Min(2, words.Length)]);

    /// <summary>Two words that follow each other.</summary>
    public static Dictionary<uint, float> Pairs(IReadOnlyList<BodyCase> pages) => OfBlocks(pages, new WordLearner(8, 1500), words => words.Take(WitnessWords.MostLooked).Zip(words.Skip(1).Take(WitnessWords.MostLooked - 1), WordHash.Pair));

    /// <summary>Whatever words and names stand on the pages, by their hash.</summary>
    public static Dictionary<uint, string> Spelled(IReadOnlyList<BodyCase> pages)
    {
        var spelled = new Dictionary<uint, string>();
        foreach (var page in pages)
        {
            foreach (var words in page.Map.Blocks.Select(block => WordPattern().Matches(block.Text).Take(WitnessWords.MostLooked).Select(match => match.Value.ToLowerInvariant()).ToList()))
                Spell(words, spelled);
            foreach (var names in page.Map.Boxes.SelectMany(box => NamesOf(box.Element)).SelectMany(names => names.Split((char[]?)null)))
            {
                var parts = PartPattern().Matches(names).SelectMany(match => HumpPattern().Split(match.Value)).Select(part => part.ToLowerInvariant()).Where(part => part.Length is >= 2 and <= 24).ToList();
                Spell(parts, spelled);
            }
        }
        return spelled;
    }

    private static void Spell(List<string> words, Dictionary<uint, string> spelled)
    {
        foreach (var word in words)
            spelled.TryAdd(WordHash.Of(word), word);
        foreach (var (one, two) in words.Zip(words.Skip(1)))
            spelled.TryAdd(WordHash.Pair(WordHash.Of(one), WordHash.Of(two)), $"{one}+{two}");
    }

    private static IEnumerable<string> NamesOf(PageElement element)
    {
        var names = element.Attributes.ToArray().Where(attribute => NameWeights.IsNaming(attribute.Name)).Select(attribute => attribute.Value);
        return element.LocalName.Contains('-', StringComparison.Ordinal) ? names.Append(element.LocalName) : names;
    }

    private static Dictionary<uint, float> OfBlocks(IReadOnlyList<BodyCase> pages, WordLearner learner, Func<uint[], IEnumerable<uint>> looked) => Learned(pages, learner, (learner, page) =>
    {
        var room = new uint[256];
        for (var block = 0; block < page.Labels.Length; block++)
        {
            if (float.IsNaN(page.Labels[block]))
                continue;
            foreach (var word in looked(room[..WordHash.Words(page.Map.Blocks[block].Text, room)]).Distinct())
                learner.Take(word, page.Labels[block], 1);
        }
    });

    private static Dictionary<uint, float> Learned(IReadOnlyList<BodyCase> pages, WordLearner learner, Action<WordLearner, BodyCase> look)
    {
        foreach (var host in pages.GroupBy(page => page.Host))
        {
            foreach (var page in host)
                look(learner, page);
            learner.Vote();
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

    private void Take(uint word, double kept, double all)
    {
        var before = _ofHost.GetValueOrDefault(word);
        _ofHost[word] = (before.Kept + kept, before.All + all);
    }

    /// <summary>A host has one vote, however many of its pages were looked at.</summary>
    private void Vote()
    {
        foreach (var (word, its) in _ofHost)
        {
            var before = _seen.GetValueOrDefault(word);
            _seen[word] = (before.Hosts + 1, before.Shares + (its.Kept / its.All));
        }
        _ofHost.Clear();
    }

    private Dictionary<uint, float> Weights()
    {
        var shares = _seen.Where(word => word.Value.Hosts >= leastHosts).Select(word => (word.Key, word.Value.Hosts, Sum: word.Value.Shares)).ToList();
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
