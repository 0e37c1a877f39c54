using System.CommandLine;
using Aggregator.Polling;
using Aggregator.Serving;
using Aggregator.Sources;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>demo</c>: the whole way of the data on a small invented web, without network or settings.</summary>
internal static class DemoCommand
{
    /// <summary>Stands in a folder that a demo made, and may make anew.</summary>
    private const string Mark = ".demo";

    public static Command Build()
    {
        var command = new Command("demo", "Show the main job on a small invented web that the program serves itself: poll twice, keep, digest, query. No network, no settings.");
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator demo", "leaves its store in ./data/demo"), ("aggregator demo --data /tmp/demo", "elsewhere"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var folder = line.GetResult(Options.Data) is { Implicit: false } ? line.GetValue(Options.Data)! : Path.Combine("data", "demo");
        if (Prepare(folder) is { } trouble)
            return screen.Fail(trouble);
        await using var web = await SampleWeb.StartAsync(stop);
        if (FeedsFile.Parse(web.Feeds) is not FeedsFileOutcome.Good { Sources: var sources })
            throw new InvalidOperationException("The samples' own feeds.json has problems.");
        await File.WriteAllTextAsync(Path.Combine(folder, "feeds.json"), web.Feeds, stop);
        var settings = new Settings(
            new() { AllowedNetworks = "127.0.0.1/32", Spacing = TimeSpan.Zero }, new(), new() { List = "Demo" }, new(), new ServingSettings(), new());
        await using var session = await Session.OpenAsync(folder, settings, "demo", screen, FeedsNames.Of(sources), stop);
        return session is null ? Screen.Failed : await ShowAsync(session, web, sources, folder, screen, stop);
    }

    private static async Task<int> ShowAsync(Session session, SampleWeb web, IReadOnlyList<Source> sources, string folder, Screen screen, CancellationToken stop)
    {
        Say(screen, $"A small web is up at {web.Address}: a wire, two feeds, a listing page, and a source that is broken on purpose.\n");
        Say(screen, "First poll:");
        var first = await PollCommand.PollAsync(session, sources, screen, stop);
        Tell(first, screen);
        var (asked, unmodified) = (web.Requests, web.NotModified);
        Say(screen, "\nSecond poll, with what the servers gave us to ask 'anything new?':");
        var second = await PollCommand.PollAsync(session, sources, screen, stop);
        Tell(second, screen);
        var report = await session.Digests.SendAsync(null, stop);
        var found = await session.Store.Archive.SearchAsync(new SearchRequest("\"who keeps the lights on\"") { Limit = 1 }, stop);
        if (report.Letters is not [{ State: LetterState.Accepted } sent] || found.Hits is not [var release])
            return screen.Fail("The demo went wrong: no digest was sent, or the release was not kept. Please report it.");
        if (screen.IsJson)
        {
            screen.Json(new
            {
                first = first.Select(PollCommand.AsJson),
                second = second.Select(PollCommand.AsJson),
                secondRequests = web.Requests - asked,
                secondNotModified = web.NotModified - unmodified,
                release = ArticleJson.Brief(release.Kept),
                letter = new { sent.Subject, where = sent.Why },
                data = folder,
            });
            return Screen.Done;
        }
        screen.Line($"{web.Requests - asked} requests, {web.NotModified - unmodified} of them answered 304 Not Modified; nothing was kept twice.");
        ShowRelease(release, sent, folder, screen);
        return Screen.Done;
    }

    private static void ShowRelease(SearchHit release, LedgerRow sent, string folder, Screen screen)
    {
        var article = release.Kept.Article;
        Say(screen, "\nThe wire's release, linked to its original:");
        screen.Facts(
        [
            ("Title", article.Title), ("Publisher", article.Publisher), ("Read at", article.Link?.AbsoluteUri), ("Original", Facts.Original(article.Original)),
        ]);
        Say(screen, "\nOne digest was sent:");
        screen.Facts([("Subject", sent.Subject), ("Letter", sent.Why)]);
        Say(screen, "\nLook around:");
        var program = ThisProgram();
        screen.Indented($"  {program} search blockade --data {folder}");
        screen.Indented($"  {program} show {release.Kept.Number} --data {folder}");
        screen.Indented($"  {program} sources --data {folder} --feeds {Path.Combine(folder, "feeds.json")}");
        screen.Indented($"  {program} digest preview --data {folder} --out letter.html");
    }

    /// <summary>What a person types to run this program again, from where they stand.</summary>
    private static string ThisProgram()
    {
        var own = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(own) == "aggregator" ? Typed(own) : $"dotnet {Typed(Path.Combine(AppContext.BaseDirectory, "aggregator.dll"))}";
    }

    private static string Typed(string path)
    {
        var near = Path.GetRelativePath(Environment.CurrentDirectory, path);
        var shown = Path.IsPathRooted(near) || near.StartsWith("..", StringComparison.Ordinal) ? path : Path.Combine(".", near);
        return shown.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown;
    }

    private static void Tell(IReadOnlyList<PollReport> reports, Screen screen)
    {
        if (!screen.IsJson)
            screen.Table(["Source", "Result", "New", "What came"], PollCommand.Rows(reports));
    }

    private static void Say(Screen screen, string text)
    {
        if (screen.IsJson)
            return;
        foreach (var row in text.Split('\n'))
            screen.Line(row);
    }

    /// <summary>An empty folder for the demo; a sentence when there is something in it that a demo did not make.</summary>
    private static string? Prepare(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                if (!File.Exists(Path.Combine(folder, Mark)))
                    return $"The folder '{folder}' is not empty, and no demo made it: nothing was touched. Name another with --data.";
                Directory.Delete(folder, recursive: true);
            }
            StoreFolder.Create(folder);
            File.WriteAllText(Path.Combine(folder, Mark), "A demo of Aggregator made this folder, and the next demo makes it anew.\n");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The folder '{folder}' cannot be written: {e.Message}";
        }
    }
}
