using Aggregator.Benchmarks;

// Bare figures are noisy: every benchmark runs its floor and its subject in one process, in turns, and gives the ratio.
return args switch
{
    ["feeds", var folder] => FeedBenchmark.Run(folder, asJson: false),
    ["feeds", var folder, "--json"] => FeedBenchmark.Run(folder, asJson: true),
    ["pages", var folder] => PageBenchmark.Run(folder),
    ["store"] => await StoreBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run --project tests/Aggregator.Benchmarks -c Release -- BENCHMARK
          feeds FOLDER [--json]   reading feeds, against a raw XmlReader pass over the same bytes and against other readers
          pages FOLDER            reading articles, against AngleSharp's parse of the same text
          store                   polls of 50 items, against as many appended bytes with one fsync each
        FOLDER holds feeds (of any name, also *.gz) or pages (*.html, *.html.gz), at any depth.
        """);
    return 2;
}
