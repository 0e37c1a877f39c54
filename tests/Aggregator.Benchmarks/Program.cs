using System.Globalization;
using Aggregator.Benchmarks;

// Bare figures are noisy: every benchmark runs its floor and its subject in one process, in turns, and gives the ratio.
return args switch
{
    ["feeds", var folder] => FeedBenchmark.Run(folder, asJson: false),
    ["feeds", var folder, "--json"] => FeedBenchmark.Run(folder, asJson: true),
    ["articles", var folder] => ArticleBenchmark.Run(folder, asJson: false),
    ["articles", var folder, "--json"] => ArticleBenchmark.Run(folder, asJson: true),
    ["dates", var cases] => DateMisses.Run(cases, asJson: false),
    ["dates", var cases, "--json"] => DateMisses.Run(cases, asJson: true),
    ["cut-articles", var cases] => CutArticles.Run(cases, asJson: false),
    ["cut-articles", var cases, "--json"] => CutArticles.Run(cases, asJson: true),
    ["train-body", var cases, var model] => BodyTraining.Train(cases, model),
    ["validate-body", var cases, .. var words] when Number([.. words.Where(word => word != "--each")], "--divisions", 1) is { } divisions => BodyValidation.Run(cases, divisions, words.Contains("--each")),
    ["store", .. var words] when StoreWords(words) is { } store => await StoreBenchmark.RunAsync(store.Articles, store.Corpus, store.Keep, words.Contains("--json"), CancellationToken.None),
    ["store-serve", var data, var count] => await StoreServing.RunAsync(data, int.Parse(count, CultureInfo.InvariantCulture), CancellationToken.None),
    ["keeper", .. var words] when Number(words, "--articles", 100_000) is { } count => await KeeperBenchmark.RunAsync(count, words.Contains("--json"), CancellationToken.None),
    ["poll", .. var words] when PollWords(words) is { } poll => await PollBenchmark.RunAsync(poll.Count, poll.IsOnlyUnchanged, words.Contains("--json"), CancellationToken.None),
    ["poll-web"] => await PollWeb.RunAsync(),
    ["poll-memory", var port, var count] => await PollBenchmark.TellMemoryAsync(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), CancellationToken.None),
    _ => Usage(),
};

// [--sources N] [--only unchanged] [--json]; null when there is anything else.
static (int Count, bool IsOnlyUnchanged)? PollWords(string[] words) => words.Where(word => word != "--json").ToArray() switch
{
    [] => (2000, false),
    ["--sources", var number, .. var more] when int.TryParse(number, CultureInfo.InvariantCulture, out var count) && count > 0 && more is [] or ["--only", "unchanged"] => (count, more.Length > 0),
    ["--only", "unchanged"] => (2000, true),
    _ => null,
};

// [--articles N] [--corpus FOLDER] [--keep FOLDER] [--json]; null when there is anything else.
static (int Articles, string Corpus, string? Keep)? StoreWords(string[] words)
{
    var (articles, corpus, keep, left) = (300_000, "/work/shared/corpora", (string?)null, words.Where(word => word != "--json").ToArray());
    for (; left is [var name, var value, .. var more]; left = more)
    {
        if (name == "--corpus")
            corpus = value;
        else if (name == "--keep")
            keep = value;
        else if (name != "--articles" || !int.TryParse(value, CultureInfo.InvariantCulture, out articles) || articles < 1000)
            return null;
    }
    return left.Length == 0 ? (articles, corpus, keep) : null;
}

// [NAME N] [--json]; null when there is anything else.
static int? Number(string[] words, string name, int usual) => words.Where(word => word != "--json").ToArray() switch
{
    [] => usual,
    [var said, var number] when said == name && int.TryParse(number, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
    _ => null,
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run --project tests/Aggregator.Benchmarks -c Release -- BENCHMARK
          feeds FOLDER [--json]   reading feeds, against a raw XmlReader pass over the same bytes and against other readers
          articles FOLDER [--json]
                                  reading articles, against AngleSharp's parse of the same text and against SmartReader
          poll [--sources N] [--only unchanged] [--json]
                                  whole polls over loopback, against a bare HttpClient and against newsboat
          store [--articles N] [--corpus FOLDER] [--keep FOLDER] [--json]
                                  a full archive: filled, searched beside SQLite's FTS5, polled, and served by a process of its own;
                                  the corpus has articles/cases.jsonl with a text in each case; without it texts are invented;
                                  archives are kept in the folder of --keep, where they are not filled again
          keeper [--articles N] [--json]
                                  backup, verify, status and rebuild of a large store, and what polls wait for them
          dates CASES.jsonl [--json]
                                  tells of each page whose wanted day is missed why, by what the page itself says of that day
          cut-articles CASES.jsonl [--json]
                                  cuts pages into three as publishers do, and tells how whole their texts are when joined,
                                  and whether their first page, another one or one of comments is taken for the second
          train-body CASES.jsonl MODEL
                                  learns the judge of bodies from pages whose body is known
          validate-body CASES.jsonl [--divisions N] [--each]
                                  tells how well such a judge does on hosts that it has not seen, on average over N ways to divide
                                  the hosts; with --each of every page; and what it gains where other pages of a host are known
        With --json one JSON object is all that stands on standard output.
        FOLDER holds feeds (of any name, also *.gz) or pages (*.html, *.html.gz), at any depth.
        """);
    return 2;
}
