using System.CommandLine;
using System.Globalization;
using Aggregator.Polls;
using Aggregator.Sources;

namespace Aggregator.Commands;

/// <summary><c>sources</c>: what is watched, and how it does.</summary>
internal static class SourcesCommand
{
    public static Command Build()
    {
        var command = new Command("sources", "List the sources of the feeds file with their state.");
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator sources", "all of them"), ("aggregator sources --json", "with what the gates left out of the last answers"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        if (await Session.SourcesAsync(line, screen, stop) is not { } sources)
            return Screen.Failed;
        var hasStore = File.Exists(Path.Combine(line.GetValue(Options.Data)!, "aggregator.db"));
        await using var session = hasStore ? await Session.OpenAsync(line, "sources", screen, stop) : null;
        if (hasStore && session is null)
            return Screen.Failed;
        var memories = session is null ? [] : (await session.Store.Book.RecallAllAsync(stop)).ToDictionary(memory => memory.Source);
        var counts = session is null ? new Dictionary<string, int>() : await session.Store.Archive.CountsAsync(stop);
        var states = sources.Select(source => (Source: source, Memory: memories.GetValueOrDefault(source.Id), Count: counts.GetValueOrDefault(source.Id.Value))).ToList();
        if (screen.IsJson)
            screen.Json(new { sources = states.Select(state => AsJson(state.Source, state.Memory, state.Count)) });
        else
            Show(states, screen);
        return Screen.Done;
    }

    private static void Show(List<(Source Source, PollMemory? Memory, int Count)> states, Screen screen)
    {
        screen.Table(["Source", "State", "Kept", "Polled (UTC)", "Due (UTC)", "Organisation, and what is wrong"], states.Select(state =>
        {
            var health = SourceHealth.Of(state.Memory);
            return new[]
            {
                state.Source.Id.Value, Word(health.State), state.Count > 0 ? $"{state.Count}" : "", Time(state.Memory?.LastPolled), Time(state.Memory?.Due),
                health.State == SourceState.Failing ? $"{state.Source.Organisation.Name} | {health.Sentence}" : state.Source.Organisation.Name,
            };
        }));
        screen.Line($"{states.Count} sources, {states.Count(state => SourceHealth.Of(state.Memory).State == SourceState.Failing)} failing, {states.Sum(state => state.Count)} articles.");
    }

    private static object AsJson(Source source, PollMemory? memory, int count) => new
    {
        id = source.Id.Value,
        kind = source.Kind,
        address = source.Address,
        organisation = source.Organisation.Name,
        state = SourceHealth.Of(memory).State,
        sentence = SourceHealth.Of(memory).Sentence,
        articles = count,
        lastPolled = memory?.LastPolled,
        lastGood = memory?.LastGood,
        lastNew = memory?.LastNew,
        due = memory?.Due,
        drops = memory?.Drops ?? [],
    };

    private static string Word(SourceState state) => state.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
