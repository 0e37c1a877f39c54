using System.Diagnostics;
using System.Text.Json;
using Aggregator.Storing;

namespace Aggregator.Benchmarks;

/// <summary>Looking after a large store: how long each takes, and what polls of fifty new articles wait for it, against the same polls alone.</summary>
internal static class KeeperBenchmark
{
    private static readonly StoreTexts Texts = StoreTexts.Invented(1_000_000);

    private static int _polls;

    public static async Task<int> RunAsync(int articles, bool asJson, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("aggregator-bench-").FullName;
        try
        {
            var figures = new Dictionary<string, double>();
            // The text as it comes: the whole takes minutes.
            await MeasureAsync(Path.Combine(folder, "data"), articles, (name, value) =>
            {
                figures[name] = value;
                if (!asJson)
                    Console.WriteLine($"{name,-38}{value,12:0.0}");
            }, stop);
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(figures));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string data, int articles, Action<string, double> tell, CancellationToken stop)
    {
        if (await Store.OpenAsync(data, "benchmark", mustOwn: true, stop) is not StoreOutcome.Opened { Store: var store })
            throw new InvalidOperationException("The store could not be opened.");
        await using (store)
        {
            while (_polls * 50 < articles)
                await PollAsync(store, stop);
            tell("articles", await store.Archive.LastNumberAsync(stop));
            tell("status ms", await TimeAsync(() => store.Keeper.StatusAsync(stop)));
            await TellAsync("polls alone", Task.Delay(TimeSpan.FromSeconds(5), stop), store, tell, stop);
            var backup = Task.Run(() => store.Keeper.BackupAsync(new BackupOrder(Path.Combine(data, "..", "backup"), Overwrites: true, DateTimeOffset.UnixEpoch), stop), stop);
            await TellAsync("polls beside a backup", backup, store, tell, stop);
            var made = ((BackupOutcome.Done)await backup).Facts;
            tell("backup MB", made.Bytes / 1e6);
            tell("backup held ms", made.Held.TotalMilliseconds);
            var verify = Task.Run(() => store.Keeper.VerifyAsync(stop), stop);
            await TellAsync("polls beside a verification", verify, store, tell, stop);
            tell("damage", (await verify).Damage.Count);
        }
        tell("verify, nobody else ms", await TimeAsync(() => StoreFolder.VerifyAsync(data, (_, _) => { }, stop)));
        await using (var file = File.OpenWrite(Path.Combine(data, "aggregator.db")))
        {
            file.Position = file.Length / 2;
            file.Write("elsewhere"u8);
        }
        tell("rebuild ms", await TimeAsync(() => StoreFolder.RebuildAsync(data, DateTimeOffset.UnixEpoch, (_, _) => { }, stop)));
    }

    private static async Task TellAsync(string what, Task until, Store store, Action<string, double> tell, CancellationToken stop)
    {
        var (times, since) = (new List<double>(), Stopwatch.GetTimestamp());
        do
            times.Add(await PollAsync(store, stop));
        while (!until.IsCompleted);
        times.Sort();
        tell($"{what}: s", Stopwatch.GetElapsedTime(since).TotalSeconds);
        tell($"{what}: p50 ms", times[times.Count / 2]);
        tell($"{what}: p99 ms", times[(int)(times.Count * 0.99)]);
        tell($"{what}: most ms", times[^1]);
    }

    private static async Task<double> PollAsync(Store store, CancellationToken stop)
    {
        var poll = Texts.Poll(_polls++);
        return await TimeAsync(() => store.Book.CompleteAsync(poll, stop));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var since = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }
}
