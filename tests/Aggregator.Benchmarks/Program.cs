using System.Globalization;
using Aggregator.Benchmarks;

// Bare figures are noisy: every benchmark runs its floor and its subject in one process, in turns, and gives the ratio.
return args switch
{
    ["feeds", var folder] => FeedBenchmark.Run(folder, asJson: false),
    ["feeds", var folder, "--json"] => FeedBenchmark.Run(folder, asJson: true),
    ["pages", var folder] => PageBenchmark.Run(folder),
    ["store"] => await StoreBenchmark.RunAsync(),
    ["poll", .. var words] when PollWords(words) is { } count => await PollBenchmark.RunAsync(count, words.Contains("--json"), CancellationToken.None),
    ["poll-web"] => await PollWeb.RunAsync(),
    ["poll-memory", var port, var count] => await PollBenchmark.TellMemoryAsync(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), CancellationToken.None),
    _ => Usage(),
};

// [--sources N] [--json]; null when there is anything else.
static int? PollWords(string[] words) => words.Where(word => word != "--json").ToArray() switch
{
    [] => 2000,
    ["--sources", var number] when int.TryParse(number, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
    _ => null,
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run --project tests/Aggregator.Benchmarks -c Release -- BENCHMARK
          feeds FOLDER [--json]   reading feeds, against a raw XmlReader pass over the same bytes and against other readers
          pages FOLDER            reading articles, against AngleSharp's parse of the same text
          poll [--sources N] [--json]
                                  whole polls over loopback, against a bare HttpClient and against newsboat
          store                   polls of 50 items, against as many appended bytes with one fsync each
        FOLDER holds feeds (of any name, also *.gz) or pages (*.html, *.html.gz), at any depth.
        """);
    return 2;
}
