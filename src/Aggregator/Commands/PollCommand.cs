using System.CommandLine;
using Aggregator.Polling;
using Aggregator.Sources;

namespace Aggregator.Commands;

/// <summary><c>poll [SOURCE…]</c>: asks sources now, due or not.</summary>
internal static class PollCommand
{
    private static readonly Argument<string[]> Names = new("SOURCE") { Description = "Only these sources, by their ids in the feeds file.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Build()
    {
        var command = new Command("poll", "Poll now: every source in the feeds file, or those named. A source that fails is told and fails nothing else; it ends with 1 when what came could not be kept.") { Names };
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator poll", "all sources"), ("aggregator poll rusi-commentary ecb-press --json", "two of them, for a program"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        if (await Session.SourcesAsync(line, screen, stop) is not { } all)
            return Screen.Failed;
        if (Chosen(all, line.GetValue(Names) ?? [], screen) is not { } sources)
            return Screen.WrongLine;
        await using var session = await Session.OpenAsync(line, "poll", all, screen, stop);
        if (session is null)
            return Screen.Failed;
        var since = TimeProvider.System.GetTimestamp();
        var reports = await PollAsync(session, sources, screen, stop);
        Show(reports, TimeProvider.System.GetElapsedTime(since), screen);
        return reports.Any(report => report.IsOurs) ? Screen.Failed : Screen.Done;
    }

    /// <summary>Polls with progress on the screen.</summary>
    public static Task<IReadOnlyList<PollReport>> PollAsync(Session session, IReadOnlyList<Source> sources, Screen screen, CancellationToken stop) =>
        screen.WithProgressAsync($"Polling {sources.Count} sources", async show =>
        {
            var done = 0;
            var steps = new Steps(step => show($"{done} of {sources.Count} · {step.Source}{(step.Of > 0 ? $": article {step.Done} of {step.Of}" : "")}", (double)done / sources.Count));
            return await session.Polls.RunAsync(sources, steps, _ => Interlocked.Increment(ref done), stop);
        });

    public static void Show(IReadOnlyList<PollReport> reports, TimeSpan took, Screen screen)
    {
        var (added, changed) = (reports.Sum(report => report.New), reports.Sum(report => report.Changed));
        if (screen.IsJson)
        {
            screen.Json(new { sources = reports.Select(AsJson), @new = added, changed, seconds = Math.Round(took.TotalSeconds, 2) });
            return;
        }
        screen.Table(["Source", "Result", "New", "What came"], Rows(reports));
        screen.Advice(reports.Select(report => (report.Source.Value, report.Advice)));
        screen.Line($"{reports.Count} {(reports.Count == 1 ? "source" : "sources")}: {Count(PollState.Read)} read, {Count(PollState.Unchanged)} unchanged, {Count(PollState.Failed)} failed; "
            + $"{added} new, {changed} changed, in {took.TotalSeconds:0.0} s.");

        int Count(PollState state) => reports.Count(report => report.State == state);
    }

    public static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<PollReport> reports) =>
        reports.Select(report => new[] { report.Source.Value, Word(report.State), report.New > 0 ? $"{report.New}" : "", report.Sentence });

    public static object AsJson(PollReport report) =>
        new { source = report.Source.Value, result = Word(report.State), sentence = report.Sentence, advice = report.Advice, items = report.Items, @new = report.New, changed = report.Changed };

    private static IReadOnlyList<Source>? Chosen(IReadOnlyList<Source> all, string[] names, Screen screen)
    {
        var unknown = names.Where(name => !all.Any(source => source.Id.Value == name)).ToList();
        if (unknown.Count == 0)
            return names.Length == 0 ? all : [.. all.Where(source => names.Contains(source.Id.Value))];
        screen.Fail([.. unknown.Select(SourcesCommand.NoSuch)], Screen.WrongLine);
        return null;
    }

    private static string Word(PollState state) => state switch
    {
        PollState.Read => "read",
        PollState.Unchanged => "unchanged",
        _ => "failed",
    };

    /// <summary>Passes steps on at once; the framework's own posts them, late and out of order.</summary>
    private sealed class Steps(Action<PollStep> show) : IProgress<PollStep>
    {
        public void Report(PollStep value) => show(value);
    }
}
