using System.Globalization;
using System.Text;
using Aggregator.Articles;

namespace Aggregator.Benchmarks;

/// <summary>Trains the judge of bodies on pages whose body is known.</summary>
internal static class BodyTraining
{
    private const int InnerFolds = 3;

    /// <summary>One alone hangs on its draw: on hosts not seen it is off by 0.001 to either side.</summary>
    private const int SecondRows = 3;

    private static readonly BodySign[] Simple = [.. Enum.GetValues<BodySign>().Where(sign => sign < BodySign.First)];

    private static readonly BodySign[] All = Enum.GetValues<BodySign>();

    private static readonly GrowthPlan FirstPlan = new(24, 16, 0.25f, 0.4f, 0.5f, 0.05f, Simple, 1);

    private static readonly GrowthPlan SecondPlan = new(130, 24, 0.08f, 0.4f, 0.5f, 0.05f, All, SecondRows);

    public static int Train(string cases, string model)
    {
        var pages = BodyCase.Read(cases).ToList();
        File.WriteAllText(model, Learned(pages, WordLearner.Spelled(pages)));
        return 0;
    }

    /// <summary>The model's file.</summary>
    public static string Learned(IReadOnlyList<BodyCase> pages, Dictionary<uint, string>? spelled)
    {
        var weights = Words(pages);
        var draws = Enumerable.Range(0, SecondRows).Select(draw => Looks(pages, draw)).ToList();
        var file = new StringBuilder();
        Write("names", weights.Names.Select(Spelled));
        Write("words", weights.Words.Select(Spelled));
        Write("firsts", weights.Firsts.Select(Spelled));
        Write("pairs", weights.Pairs.Select(Spelled));
        Write("first", draws[0].First);
        Write("second", draws.SelectMany(draw => draw.Second));
        return file.ToString();

        void Write(string name, IEnumerable<string> lines) => file.Append('[').Append(name).Append("]\n").AppendJoin('\n', lines).Append('\n');

        string Spelled(KeyValuePair<uint, float> weight) => $"{weight.Value.ToString(CultureInfo.InvariantCulture)} {spelled?.GetValueOrDefault(weight.Key) ?? "#" + weight.Key.ToString("x8", CultureInfo.InvariantCulture)}";
    }

    /// <summary>The trees of both looks. What words and names say, and the first look, are learned from other hosts than those they are then shown to; each draw divides the hosts anew.</summary>
    private static (IReadOnlyList<string> First, IReadOnlyList<string> Second) Looks(IReadOnlyList<BodyCase> pages, int draw)
    {
        var folds = pages.GroupBy(page => Fold($"{(draw == 0 ? "" : $"{draw} ")}{page.Host}*", InnerFolds)).OrderBy(fold => fold.Key).Select(fold => fold.ToList()).ToList();
        var seen = folds.SelectMany(fold => Seen(fold, Words([.. pages.Except(fold)]))).ToList();
        var (firstPlan, secondPlan) = (FirstPlan with { Draw = draw }, SecondPlan with { Draw = draw });
        var first = draw > 0 ? [] : TreeGrower.Grow(Rows(seen, page => page.Rows), firstPlan);
        foreach (var fold in folds)
        {
            var hosts = fold.Select(page => page.Host).ToHashSet(StringComparer.Ordinal);
            var trees = Trees.Of(TreeGrower.Grow(Rows(seen.Where(page => !hosts.Contains(page.Case.Host)), page => page.Rows), firstPlan));
            foreach (var page in seen.Where(page => hosts.Contains(page.Case.Host)))
                page.Look(trees);
        }
        return (first, TreeGrower.Grow(Rows(seen, page => page.Rows, BodyJudge.Hopeless), secondPlan));
    }

    private static BodyWords Words(IReadOnlyList<BodyCase> pages) => new(WordLearner.Names(pages), WordLearner.Words(pages), WordLearner.Firsts(pages), WordLearner.Pairs(pages));

    private static IEnumerable<SeenPage> Seen(IReadOnlyList<BodyCase> pages, BodyWords words)
    {
        var model = new BodyModel(words, Trees.None, Trees.None);
        // A quarter of the pages a second time as if its names said nothing: not every site has names that tell.
        var nameless = new BodyModel(words with { Names = [] }, Trees.None, Trees.None);
        return pages.Select(page => new SeenPage(page, model)).Concat(pages.Where(page => Fold(page.Id, 4) == 0).Select(page => new SeenPage(page, nameless)))
            .Concat(pages.Where(page => page.Short is not null).Select(page => new SeenPage(page.Short!, model)));
    }

    private static TrainingRows Rows(IEnumerable<SeenPage> pages, Func<SeenPage, float[]> rowsOf, float least = 0)
    {
        var rows = new TrainingRows();
        foreach (var page in pages)
        {
            for (var block = 0; block < page.Case.Labels.Length; block++)
            {
                if (!float.IsNaN(page.Case.Labels[block]) && page.Chances[block] >= least)
                    rows.Add(rowsOf(page), block, page.Case.Labels[block], page.Weight(block));
            }
        }
        return rows;
    }

    /// <summary>Alike on every machine and in every run.</summary>
    public static int Fold(string host, int folds) => (int)(WordHash.Of(host) % (uint)folds);

    /// <summary>A page to learn from, and what was seen of it.</summary>
    private sealed class SeenPage
    {
        private readonly BodySight _sight;
        private readonly float _gold;

        public SeenPage(BodyCase page, BodyModel model)
        {
            Case = page;
            _sight = new BodySight(page.Map, page.Witness, model);
            Rows = new float[page.Labels.Length * BodySight.SignCount];
            Chances = new float[page.Labels.Length];
            for (var block = 0; block < Chances.Length; block++)
                _sight.Fill(block, Row(block));
            for (var block = 0; block < Chances.Length; block++)
                _gold += float.IsNaN(page.Labels[block]) ? 0 : page.Labels[block] * _sight.WordsOf(block);
        }

        public BodyCase Case { get; }

        public float[] Rows { get; }

        public float[] Chances { get; }

        /// <summary>What a block matters: its share of the page's body, and a little for being one.</summary>
        public float Weight(int block) => Case.Text is null
            ? 0.1f
            : Math.Min(0.5f, (_sight.WordsOf(block) + 6) / (_gold + 60)) * 3;

        public void Look(Trees trees)
        {
            for (var block = 0; block < Chances.Length; block++)
                Chances[block] = trees.Judge(Row(block));
            var look = new BodyLook(_sight, Chances);
            for (var block = 0; block < Chances.Length; block++)
                look.Fill(block, Row(block));
        }

        private Span<float> Row(int block) => Rows.AsSpan(block * BodySight.SignCount, BodySight.SignCount);
    }
}
