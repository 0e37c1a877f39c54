using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Aggregator.Storing;

/// <summary>The real worker on a disk that is full: it says so, loses nothing that it kept, keeps nothing twice, and goes on when there is room.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int Sources = 4;
    private const int Items = 5;

    private readonly ScratchFolder _folder = new();
    private readonly Random _random = new(20261126);
    private TestWeb? _web;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _folder.In("data");

    private string Ballast => Path.Combine(Data, "ballast");

    private string[] Run => ["run", "--data", Data, "--feeds", _folder.In("feeds.json")];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        _web = await TestWeb.StartAsync(Stop);
        for (var source = 0; source < Sources; source++)
            Announce(source);
        var sources = Enumerable.Range(0, Sources).Select(source => $$"""{ "id": "s{{source}}", "kind": "feed", "address": "{{_web.At($"/s{source}/feed")}}" }""");
        await File.WriteAllTextAsync(_folder.In("feeds.json"), $$"""{ "organisations": [ { "name": "Full", "sources": [ {{string.Join(',', sources)}} ] } ] }""", Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _web!.DisposeAsync();
        // Lazily: a worker that a failed test left behind may still have it.
        await ShellAsync($"umount -l '{Data}' 2>/dev/null; true");
        _folder.Dispose();
    }

    [Fact]
    public async Task A_small_disk_that_is_full()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && await ShellAsync($"mount -t tmpfs -o size=16m none '{Data}' 2>/dev/null"), "A small disk can be mounted only on Linux, by root. The file-size limit below stands in.");
        // Room for the store's beginning and some articles.
        await ShellAsync($"dd if=/dev/zero of='{Ballast}' bs=1024 count={(16 << 10) - 600} 2>/dev/null");
        using var worker = RunningProgram.Start(Run);

        await RefusedAsync(worker, "No space left on device");
        using (var poll = RunningProgram.Start("poll", "--data", Data, "--feeds", _folder.In("feeds.json")))
            Assert.True(await poll.EndAsync(Stop) == 1 && poll.Said.Contains("could not be kept", StringComparison.Ordinal), poll.Said);
        Assert.Contains("The disk is nearly full", await RunningProgram.RunAsync(Stop, "store", "status", "--data", Data), StringComparison.Ordinal);
        File.Delete(Ballast);

        await GoesOnAsync(worker);
    }

    [Fact]
    public async Task A_file_that_may_not_grow()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        // The signal is ignored, so that writing fails as it does on a full disk. In blocks of 512 bytes. .NET's own memory must not be a file.
        using var worker = RunningProgram.StartAfter("trap '' XFSZ; ulimit -S -f 1000; export DOTNET_EnableWriteXorExecute=0", Run);

        await RefusedAsync(worker, "too large");
        Assert.True(await ShellAsync($"prlimit --pid {worker.Id} --fsize=unlimited"), "The limit could not be lifted.");

        await GoesOnAsync(worker);
    }

    private static async Task RefusedAsync(RunningProgram worker, string reason)
    {
        var told = await worker.LineAsync(line => line.Contains("the store could not keep the poll", StringComparison.Ordinal), Stop);
        Assert.True(told.Contains(reason, StringComparison.Ordinal), told);
        Assert.False(worker.IsOver, worker.Said);
        Assert.True(!worker.Said.Contains("fail:", StringComparison.Ordinal), worker.Said);
    }

    /// <summary>What was refused is polled from beside the worker; then everything is there, once and whole.</summary>
    private async Task GoesOnAsync(RunningProgram worker)
    {
        var report = await RunningProgram.RunAsync(Stop, "poll", "--json", "--data", Data, "--feeds", _folder.In("feeds.json"));
        using (var answer = JsonDocument.Parse(report))
            Assert.All(answer.RootElement.GetProperty("sources").EnumerateArray(), source => Assert.True(source.GetProperty("result").GetString() != "failed", report));
        // The index broke on the full disk, too, and is made anew by itself.
        string told;
        do
            told = await RunningProgram.RunAsync(Stop, "verify", "--data", Data);
        while (!told.StartsWith("All is as it was kept: ", StringComparison.Ordinal));
        Assert.Equal(0, await worker.TerminateAsync(Stop));

        Assert.StartsWith("All is as it was kept: ", await RunningProgram.RunAsync(Stop, "verify", "--data", Data), StringComparison.Ordinal);
        await using var store = await Some.OpenAsync(Data);
        Assert.Equal(Sources * Items, await store.Archive.LastNumberAsync(Stop));
        var links = new HashSet<Uri>();
        for (var number = 1; number <= Sources * Items; number++)
        {
            var article = (await store.Archive.FindAsync(number, Stop))!.Article;
            Assert.True(links.Add(article.Link!), $"{article.Link} is kept twice.");
            Assert.Contains($"last words of {article.Link!.AbsolutePath}", article.Text, StringComparison.Ordinal);
        }
    }

    private void Announce(int source)
    {
        var feed = new StringBuilder($"""<rss version="2.0"><channel><title>s{source}</title><link>{_web!.At($"/s{source}")}</link><description>d</description>""");
        for (var item = 0; item < Items; item++)
        {
            var path = $"/s{source}/{item}";
            feed.Append($"""<item><title>Of {source}, number {item}</title><link>{_web.At(path)}</link><guid isPermaLink="false">s{source}-{item}</guid><description>Short.</description></item>""");
            var middle = string.Concat(Enumerable.Range(0, 40).Select(_ => $"<p>{Sentence()}</p>"));
            _web.On(path, $"<html lang=\"en\"><head><title>Of {source}, number {item}</title></head><body><main><article><h1>Of {source}, number {item}</h1>{middle}<p>These are the last words of {path}, and they are as long as a paragraph has to be.</p></article></main></body></html>");
        }
        _web.OnTagged($"/s{source}/feed", feed.Append("</channel></rss>").ToString(), "\"1\"");
    }

    /// <summary>Words that no compression makes much of.</summary>
    private string Sentence() => string.Join(' ', Enumerable.Range(0, 40).Select(_ => new string([.. Enumerable.Range(0, _random.Next(3, 9)).Select(_ => (char)('a' + _random.Next(26)))]))) + ".";

    private static async Task<bool> ShellAsync(string line)
    {
        using var shell = Process.Start("sh", ["-c", line]);
        await shell.WaitForExitAsync(Stop);
        return shell.ExitCode == 0;
    }
}
