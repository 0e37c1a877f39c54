using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aggregator.Storing;

namespace Aggregator.Benchmarks;

/// <summary>A full archive of real text: filled, searched beside SQLite's FTS5 over the same texts, polled, and served by a process of its own.</summary>
internal static class StoreBenchmark
{
    private const int QuestionsOfEach = 90;
    private const int Rounds = 2;

    /// <summary>Not counted: the compiler is at work then. A worker has been running for days.</summary>
    private const int Warmups = 4;
    private const int FloorPolls = 40;

    /// <param name="keep">A folder whose archives are asked again instead of being filled, and stay there; null for one that goes afterwards.</param>
    public static async Task<int> RunAsync(int articles, string corpus, string? keep, bool asJson, CancellationToken stop)
    {
        var folder = keep is null ? Directory.CreateTempSubdirectory("aggregator-bench-").FullName : Directory.CreateDirectory(Path.Combine(keep, articles.ToString(CultureInfo.InvariantCulture))).FullName;
        try
        {
            var texts = StoreTexts.Open(corpus, articles);
            var data = Path.Combine(folder, "data");
            var figures = new Figures("store");
            using var rival = new FtsArchive(Path.Combine(folder, "fts.db"));
            if (!File.Exists(Path.Combine(folder, "filled")))
            {
                Fill(figures, texts, await FilledAsync(data, texts, articles, stop), FilledRival(rival, texts, articles), Path.Combine(folder, "floor"));
                PrintLast();
                await File.WriteAllTextAsync(Path.Combine(folder, "filled"), "", stop);
            }
            var questions = new StoreQuestions(texts, articles).Draw(QuestionsOfEach);
            await ContestAsync(figures, data, rival, questions, stop);
            PrintLast();
            Progress("serving, in a process of its own");
            Tell(figures, await ServeAsync(data, articles, questions, stop));
            PrintLast();
            if (asJson)
                figures.Print(asJson);
            return 0;

            void PrintLast()
            {
                if (!asJson)
                    figures.PrintLast();
            }
        }
        finally
        {
            if (keep is null)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Filling> FilledAsync(string data, StoreTexts texts, int articles, CancellationToken stop)
    {
        await using var store = await OpenAsync(data, stop);
        Progress($"keeping {articles} articles");
        var (since, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var poll = 0; poll * StoreTexts.ItemsPerPoll < articles; poll++)
            await store.Book.CompleteAsync(texts.Poll(poll), stop);
        var kept = Stopwatch.GetElapsedTime(since);
        Progress($"kept at {articles / kept.TotalSeconds:0} a second; indexing the last of them");
        var status = await UntilIndexedAsync(store, stop);
        var rate = Rate.Since(since, cpu, articles);
        return new Filling(rate, articles / kept.TotalSeconds, status.FileBytes + status.LogBytes, status.IndexBytes, Environment.WorkingSet, MostMemory());
    }

    private static long MostMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static async Task<StoreStatus> UntilIndexedAsync(Store store, CancellationToken stop)
    {
        // A question opens the index.
        await store.Archive.SearchAsync(new SearchRequest("source:s0") { Limit = 1 }, stop);
        while (true)
        {
            if (await store.Keeper.StatusAsync(stop) is { IndexBehind: 0 } status)
                return status;
            await Task.Delay(1000, stop);
        }
    }

    private static Rate FilledRival(FtsArchive rival, StoreTexts texts, int articles)
    {
        Progress("the same in FTS5");
        var (since, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var poll = 0; poll * StoreTexts.ItemsPerPoll < articles; poll++)
            rival.Keep(texts.Poll(poll));
        return Rate.Since(since, cpu, articles);
    }

    private static void Fill(Figures figures, StoreTexts texts, Filling ours, Rate theirs, string path)
    {
        figures.Begin($"First polls of {StoreTexts.ItemsPerPoll} articles, one after the other ({(texts.IsReal ? "texts made of real paragraphs" : "invented texts")}, {texts.Sources} sources)");
        figures.Add("stored and indexed (goal 300)", [.. ours.Indexed.Figures(), Figure.Of("overFts5", ours.Indexed.ASecond / theirs.ASecond, "'/ FTS5' 0.00", 14)]);
        figures.Add("stored, the index some way behind", Figure.Of("articlesPerSecond", ours.Kept, "0 articles/s", 16));
        figures.Add("memory behind it (goal 400)", Figure.Of("megabytes", ours.Memory / 1048576.0, "0 MB", 16), Figure.Of("mostMegabytes", ours.MostMemory / 1048576.0, "most 0 MB", 14));
        figures.Add("SQLite with FTS5", theirs.Figures());
        figures.Add("append and fsync of the same texts (floor)", Figure.Of("articlesPerSecond", Floor(texts, path), "0 articles/s", 16));
        figures.Add("on disk", Figure.Of("storeMegabytes", ours.StoreBytes / 1e6, "store 0 MB", 16), Figure.Of("indexMegabytes", ours.IndexBytes / 1e6, "index 0 MB", 16));
    }

    private static double Floor(StoreTexts texts, string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        var bytes = Enumerable.Range(0, FloorPolls).Select(poll => new byte[texts.Poll(poll).Articles.Sum(read => read.Article.Text.Length)]).ToList();
        var since = Stopwatch.GetTimestamp();
        foreach (var poll in bytes)
        {
            file.Write(poll);
            file.Flush(flushToDisk: true);
        }
        return FloorPolls * StoreTexts.ItemsPerPoll / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>Every question to both, in turns, again and again.</summary>
    private static async Task ContestAsync(Figures figures, string data, FtsArchive rival, IReadOnlyList<StoreQuestion> questions, CancellationToken stop)
    {
        Progress("searching");
        await using var store = await OpenAsync(data, stop);
        await UntilIndexedAsync(store, stop);
        figures.Begin($"The first 20 answers with the words around, beside SQLite {rival.Version} FTS5; the newest first where nothing else is said");
        var kinds = questions.GroupBy(question => question.Kind).Select(kind => (Kind: kind, Ours: new Side(), Theirs: new Side())).ToList();
        for (var round = 0; round < Warmups + Rounds; round++)
        {
            foreach (var (kind, ours, theirs) in kinds)
            {
                foreach (var (question, at) in kind.Select((question, at) => (question, at + round)))
                {
                    if (at % 2 == 0)
                        await theirs.AskAsync(() => Task.FromResult(rival.Search(question).Count));
                    await ours.AskAsync(async () => (await store.Archive.SearchAsync(question.Request, stop)).Hits.Count);
                    if (at % 2 != 0)
                        await theirs.AskAsync(() => Task.FromResult(rival.Search(question).Count));
                }
                if (round < Warmups)
                {
                    ours.Forget();
                    theirs.Forget();
                }
            }
        }
        foreach (var (kind, ours, theirs) in kinds)
        {
            Tell(figures, kind.Key, ours, theirs);
            figures.Note($"{kind.Key}: {ours.Answers.Zip(theirs.Answers, (one, other) => one == other ? 1 : 0).Sum()} of {ours.Answers.Count} times both gave as many answers");
        }
    }

    private static void Tell(Figures figures, string kind, Side ours, Side theirs) => figures.Add(
        kind,
        [
            .. ours.Spread.Figures(),
            Figure.Of("fts5P50Milliseconds", theirs.Spread.Middle, "'FTS5' 0.00", 11),
            Figure.Of("fts5P99Milliseconds", theirs.Spread.Tail, "0.00", 8),
            Figure.Of("p99OverFts5", ours.Spread.Tail / theirs.Spread.Tail, "'p99 / FTS5' 0.00", 16),
            Figure.Of("cpuP50Milliseconds", ours.Cpu.Middle, "'CPU' 0.00 ms", 13),
            Figure.Of("cpuP50OverFts5", ours.Cpu.Middle / theirs.Cpu.Middle, "'/ FTS5' 0.00", 13),
            Figure.Of("cpuP99Milliseconds", ours.Cpu.Tail, "'CPU p99' 0.00 ms", 17),
            Figure.Of("cpuP99OverFts5", ours.Cpu.Tail / theirs.Cpu.Tail, "'/ FTS5' 0.00", 13),
        ]);

    private static async Task<StoreServed> ServeAsync(string data, int articles, IReadOnlyList<StoreQuestion> questions, CancellationToken stop)
    {
        using var child = Children.Start("store-serve", data, articles.ToString(CultureInfo.InvariantCulture));
        foreach (var question in questions)
            await child.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question).AsMemory(), stop);
        child.StandardInput.Close();
        return JsonSerializer.Deserialize<StoreServed>(await child.StandardOutput.ReadToEndAsync(stop))!;
    }

    private static void Tell(Figures figures, StoreServed served)
    {
        figures.Begin("A process of its own that opens the store and serves it");
        figures.Add("opening (goal 1000)", Figure.Of("milliseconds", served.OpenMilliseconds, "0 ms", 14), Figure.Of("firstAnswerMilliseconds", served.AnsweredMilliseconds, "first answer 0 ms", 14));
        figures.Add("the newest 50 of a source (goal p99 20)", served.Lists.Figures());
        figures.Add("the same, of a process that has just begun", served.FirstLists.Figures());
        figures.Add("an unchanged poll (goal p50 10)", served.Unchanged.Figures());
        figures.Add("a poll of 5 new items (goal p50 40)", served.Five.Figures());
        figures.Add("memory after all questions (goal 400)", Figure.Of("megabytes", served.Megabytes, "0 MB", 14), Figure.Of("mostMegabytes", served.MostMegabytes, "most 0 MB", 15), Figure.Of("heapMegabytes", served.HeapMegabytes, "managed 0 MB", 15));
    }

    private static async Task<Store> OpenAsync(string data, CancellationToken stop) =>
        await Store.OpenAsync(data, "benchmark", mustOwn: true, stop) is StoreOutcome.Opened opened ? opened.Store : throw new InvalidOperationException("The store could not be opened.");

    private static void Progress(string what) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {what} …");

    /// <summary>What filling came to.</summary>
    /// <param name="Indexed">Until all were in the index.</param>
    /// <param name="Kept">Articles a second until all were in the store.</param>
    /// <param name="Memory">Bytes of the process, with the paragraphs that texts are made of.</param>
    /// <param name="MostMemory">The same, at most.</param>
    private sealed record Filling(Rate Indexed, double Kept, long StoreBytes, long IndexBytes, long Memory, long MostMemory);

    /// <summary>How fast articles went in.</summary>
    /// <param name="CpuMilliseconds">An article, with the making of its text.</param>
    private sealed record Rate(double ASecond, double CpuMilliseconds)
    {
        public static Rate Since(long since, TimeSpan cpu, int articles) =>
            new(articles / Stopwatch.GetElapsedTime(since).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / articles);

        public Figure[] Figures() => [Figure.Of("articlesPerSecond", ASecond, "0 articles/s", 16), Figure.Of("cpuMilliseconds", CpuMilliseconds, "'CPU' 0.00 ms", 14)];
    }

    /// <summary>One of the two that are asked.</summary>
    private sealed class Side
    {
        private readonly List<double> _times = [];
        private readonly List<double> _cpu = [];

        public Spread Spread => Spread.Of(_times);

        /// <summary>Of the whole process, a question: what a busy machine spoils least.</summary>
        public Spread Cpu => Spread.Of(_cpu);

        /// <summary>How many were found, question by question.</summary>
        public List<int> Answers { get; } = [];

        public async Task AskAsync(Func<Task<int>> ask)
        {
            var (since, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var found = await ask();
            _times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            _cpu.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
            Answers.Add(found);
        }

        public void Forget()
        {
            _times.Clear();
            Answers.Clear();
            _cpu.Clear();
        }
    }
}
