using Aggregator.Articles;

namespace Aggregator.Benchmarks;

/// <summary>Tells how well the judge of bodies does on hosts that it has not seen, by several divisions of the hosts: what one of them promises, the next takes back.</summary>
internal static class BodyValidation
{
    private const int Folds = 3;

    /// <summary>A host with fewer pages tells nothing of what repeats there.</summary>
    private const int SitePages = 3;

    /// <summary>Other pages of a host that are known, at most.</summary>
    private const int MostKnown = 10;

    /// <summary>Each fold of hosts judged by what was learned from the others, as often as there are divisions.</summary>
    public static int Run(string cases, int divisions, bool tellsEach)
    {
        var pages = BodyCase.Read(cases).ToList();
        Console.Error.WriteLine($"{pages.Count} pages, {pages.Sum(page => page.Labels.Length)} blocks");
        Tell("blocks as marked", pages, [pages.ToDictionary(page => page, page => Array.ConvertAll(page.Labels, label => label > 0.5f))]);
        var sites = pages.GroupBy(page => page.Host).Where(site => site.Count() >= SitePages).ToList();
        var (unseen, seen, known) = (new List<Dictionary<BodyCase, bool[]>>(), new List<Dictionary<BodyCase, bool[]>>(), new List<Dictionary<BodyCase, bool[]>>());
        for (var division = 0; division < divisions; division++)
        {
            unseen.Add([]);
            seen.Add([]);
            known.Add([]);
            for (var fold = 0; fold < Folds; fold++)
            {
                var model = BodyModel.Of(BodyTraining.Learned([.. pages.Where(page => FoldOf(page.Host, division) != fold)], null));
                foreach (var page in pages)
                    (FoldOf(page.Host, division) == fold ? unseen : seen)[^1][page] = Body.Judged(page.Map, page.Witness, page.Address, model, null).Kept;
                foreach (var site in sites.Where(site => FoldOf(site.Key, division) == fold))
                    site.ToList().ForEach(page => known[^1][page] = Body.Judged(page.Map, page.Witness, page.Address, model, Others(page, site, unseen[^1]).View(page.Map, page.Address).Adjusted).Kept);
                Console.Error.WriteLine($"division {division + 1} of {divisions}, fold {fold + 1} of {Folds}");
            }
        }
        Tell("hosts not seen", pages, unseen, tellsEach);
        Tell("hosts seen", pages, seen);
        IReadOnlyList<BodyCase> ofSites = [.. sites.SelectMany(site => site)];
        Tell($"hosts not seen, of which {SitePages} pages or more are here: each page alone", ofSites, unseen);
        Tell("the same pages, with the others of their host known", ofSites, known, tellsEach);
        return 0;
    }

    /// <summary>What is remembered of the other pages of a page's host, each read alone.</summary>
    private static SiteMemory Others(BodyCase page, IEnumerable<BodyCase> site, Dictionary<BodyCase, bool[]> alone) =>
        site.Where(other => other.Address != page.Address).Take(MostKnown).Aggregate(SiteMemory.Empty, (memory, other) =>
            memory.After(new PageLesson(memory.View(other.Map, other.Address), alone[other], new ReadingShape(true, true, true, TextOf(other, alone[other]).Length, 0, 1), null)));

    /// <summary>The division goes first: a hash that ended with it would divide the hosts nearly alike.</summary>
    private static int FoldOf(string host, int division) => BodyTraining.Fold(division == 0 ? host : $"{division} {host}", Folds);

    /// <summary>For each collection the mean of the divisions and, behind it, each; last the mean of the collections of many hosts.</summary>
    private static void Tell(string title, IReadOnlyList<BodyCase> pages, IReadOnlyList<Dictionary<BodyCase, bool[]>> divisions, bool tellsEach = false)
    {
        Console.WriteLine(title);
        var means = divisions.Select(_ => new List<double>()).ToList();
        foreach (var corpus in pages.GroupBy(page => page.Corpus).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var scores = divisions.Select(_ => new BodyScore()).ToList();
            foreach (var page in corpus)
            {
                var f1 = scores.Zip(divisions, (score, chosen) => score.Add(page, TextOf(page, chosen[page]))).Average();
                if (tellsEach && page.Text is not null)
                    Console.WriteLine($"    {f1:0.000} {page.Id}");
            }
            var isPieces = corpus.Key == "trafilatura";
            var figures = scores.ConvertAll(score => isPieces ? score.Segments : score.F1);
            var parts = isPieces ? "segments" : $"F1        precision {scores.Average(score => score.Precision):0.0000}  recall {scores.Average(score => score.Recall):0.0000}  pages {corpus.Count()}";
            Console.WriteLine($"  {corpus.Key,-12} {Told(figures)}  {parts}");
            if (corpus.CountBy(page => page.Host).Max(host => host.Value) * 2 < corpus.Count())
                means.Zip(figures).ToList().ForEach(pair => pair.First.Add(pair.Second));
        }
        Console.WriteLine($"  {"mean",-12} {Told(means.ConvertAll(each => each.Average()))}  of the collections of many hosts");
    }

    private static string Told(List<double> figures) => $"{figures.Average():0.0000}{(figures.Count == 1 ? "" : $" ({string.Join(' ', figures.Select(figure => $"{figure:0.0000}"))})")}";

    private static string TextOf(BodyCase page, bool[] chosen) => string.Join("\n\n", page.Map.Blocks.Where((_, at) => chosen[at]).Select(block => block.Text));
}
