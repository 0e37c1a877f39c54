using System.CommandLine;
using Aggregator.Polls;

namespace Aggregator.Commands;

/// <summary><c>sources</c>: what is watched, and how it does.</summary>
internal static class SourcesCommand
{
    /// <summary>Which source is meant.</summary>
    public static readonly Argument<string> Name = new("SOURCE") { Description = "The id of a source in the feeds file." };

    public static Command Build()
    {
        var command = new Command("sources", "List the sources of the feeds file with their state.") { SourcesHealthCommand.Build(), SourcesExplainCommand.Build(), SourcesTestCommand.Build() };
        command.SetAction(RunAsync);
        Help.AddExamples(command,
            ("aggregator sources", "all of them"),
            ("aggregator sources --json", "with what the gates left out of the last answers"),
            ("aggregator sources health", "those that a person should look at, with the reasons"),
            ("aggregator sources explain rusi-commentary", "the history of one, and when it is asked next"),
            ("aggregator sources test rusi-commentary", "what today's rules would make of its last pages"));
        return command;
    }

    public static string NoSuch(string name) => $"There is no source '{name}' in the feeds file. 'aggregator sources' lists them.";

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        if (await WatchedSource.AllAsync(line, screen, stop) is not { } sources)
            return Screen.Failed;
        if (screen.IsJson)
            screen.Json(new { sources = sources.Select(AsJson) });
        else
            Show(sources, screen);
        return Screen.Done;
    }

    private static void Show(IReadOnlyList<WatchedSource> sources, Screen screen)
    {
        screen.Table(["Source", "State", "Kept", "Polled (UTC)", "Due (UTC)", "Organisation, and what is wrong"], sources.Select(source => new[]
        {
            source.Source.Id.Value, source.Word, source.Count > 0 ? $"{source.Count}" : "", WatchedSource.Time(source.Memory?.LastPolled), WatchedSource.Time(source.Memory?.Due),
            source.Health.State is SourceState.New or SourceState.Good ? source.Source.Organisation.Name : $"{source.Source.Organisation.Name} | {source.Health.Sentence}",
        }));
        var failing = sources.Count(source => source.Memory?.Trouble is not null);
        screen.Line($"{sources.Count} sources, {failing} failing, {sources.Sum(source => source.Count)} articles.");
    }

    private static object AsJson(WatchedSource source) => new
    {
        id = source.Source.Id.Value,
        kind = source.Source.Kind,
        address = source.Source.Address,
        organisation = source.Source.Organisation.Name,
        state = source.Health.State,
        sentence = source.Health.Sentence,
        advice = source.Health.Advice,
        articles = source.Count,
        lastPolled = source.Memory?.LastPolled,
        lastGood = source.Memory?.LastGood,
        lastNew = source.Memory?.LastNew,
        due = source.Memory?.Due,
        drops = source.Memory?.Drops ?? [],
    };
}
