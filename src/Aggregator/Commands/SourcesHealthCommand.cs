using System.CommandLine;
using Aggregator.Polls;

namespace Aggregator.Commands;

/// <summary><c>sources health</c>: the sources that a person should look at.</summary>
internal static class SourcesHealthCommand
{
    public static Command Build()
    {
        var command = new Command("health", "Tell which sources need a person, and why. Ends with 1 when there are any, with 0 when all answer as they use to.");
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator sources health", "silent, frozen, gone, moved, blocked, with gaps"), ("aggregator sources health --json || notify", "in a script"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        if (await WatchedSource.AllAsync(line, screen, stop) is not { } sources)
            return Screen.Failed;
        var needy = sources.Where(source => source.Health.NeedsPerson).OrderBy(source => source.Health.State).ThenBy(source => source.Source.Id.Value, StringComparer.Ordinal).ToList();
        if (screen.IsJson)
            screen.Json(new { sources = sources.Count, unpolled = Unpolled(sources), trouble = needy.Select(AsJson) });
        else
            Show(sources, needy, screen);
        return needy.Count == 0 ? Screen.Done : Screen.Failed;
    }

    private static void Show(IReadOnlyList<WatchedSource> sources, List<WatchedSource> needy, Screen screen)
    {
        if (needy.Count > 0)
            screen.Table(["Source", "State", "Last new", "Why"], needy.Select(source => new[] { source.Source.Id.Value, source.Word, WatchedSource.Time(source.Memory?.Cadence.LastSign, "yyyy-MM-dd"), source.Health.Sentence }));
        screen.Advice(needy.Select(source => (source.Source.Id.Value, source.Health.Advice)));
        var fresh = Unpolled(sources);
        var failing = sources.Count(source => source.Health is { IsTrouble: true, NeedsPerson: false });
        var rest = (failing == 0 ? "" : $" {failing} {(failing == 1 ? "has" : "have")} failed for less than a day.") + (fresh == 0 ? "" : $" {fresh} {(fresh == 1 ? "was" : "were")} not polled yet.");
        var good = sources.Count - fresh - failing;
        screen.Line(needy.Count > 0 ? $"{needy.Count} of {sources.Count} sources need a person.{rest}"
            : good == sources.Count ? $"All {good} answer as they use to."
            : $"{good} of {sources.Count} answer as they use to.{rest}");
    }

    private static int Unpolled(IReadOnlyList<WatchedSource> sources) => sources.Count(source => source.Health.State == SourceState.New);

    private static object AsJson(WatchedSource source) => new
    {
        id = source.Source.Id.Value,
        organisation = source.Source.Organisation.Name,
        address = source.Source.Address,
        state = source.Health.State,
        sentence = source.Health.Sentence,
        advice = source.Health.Advice,
        lastSign = source.Memory?.Cadence.LastSign,
        lastGood = source.Memory?.LastGood,
        failuresInARow = source.Memory?.FailuresInARow ?? 0,
    };
}
