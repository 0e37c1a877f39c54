using System.CommandLine;
using System.Globalization;
using Aggregator.Polls;

namespace Aggregator.Commands;

/// <summary><c>sources explain</c>: the history of one source, and why it is asked when it is asked.</summary>
internal static class SourcesExplainCommand
{
    private const string Minute = "yyyy-MM-dd HH:mm";

    private const int MostDrops = 10;

    public static Command Build()
    {
        var command = new Command("explain", "Tell the history of one source: its rhythm, its last polls, moves, gaps and drops, and when it is asked next.") { SourcesCommand.Name };
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator sources explain rusi-commentary", "all that is known of it"), ("aggregator sources explain rusi-commentary --json", "the same for programs"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        if (await WatchedSource.AllAsync(line, screen, stop) is not { } sources)
            return Screen.Failed;
        var name = line.GetValue(SourcesCommand.Name)!;
        if (sources.FirstOrDefault(source => source.Source.Id.Value == name) is not { } source)
            return screen.Fail(SourcesCommand.NoSuch(name), Screen.WrongLine);
        if (screen.IsJson)
            screen.Json(AsJson(source));
        else
            Show(source, screen);
        return Screen.Done;
    }

    private static void Show(WatchedSource watched, Screen screen)
    {
        var memory = watched.Memory;
        screen.Heading($"{watched.Source.Id} ({watched.Source.Organisation.Name})");
        screen.Facts(
        [
            ("state", $"{watched.Word}: {watched.Health.Sentence}"),
            ("advice", watched.Health.Advice),
            ("address", watched.Source.Address.AbsoluteUri),
            ("asked at", memory?.AddressOf(watched.Source) is { } asked && asked != watched.Source.Address ? $"{asked.AbsoluteUri}, where it moved" : null),
            ("next poll", memory is null ? "at the next tick, because it was never polled" : $"{Time(memory.Due)} UTC, because {memory.Because ?? "that was its interval"}"),
            ("interval", watched.Source.Every is { } every ? $"{every:c} at most, as the feeds file asks" : $"by its own rhythm, {PollSchedule.Floor:c} to {PollSchedule.Ceiling:c}"),
            ("rhythm", Rhythm(memory)),
            ("hints", memory is null ? null : Hints(memory)),
            ("last answer", memory is null ? null : Answer(memory.Shape)),
            ("validators", memory is null ? null : Validators(memory)),
            ("kept", $"{watched.Count} articles"),
            ("last good", Time(memory?.LastGood)),
            ("move", memory?.Move is { } move ? $"to {move.To.AbsoluteUri}, seen {Number(move.Times)} times since {Time(move.Since)}{(move.Taken is { } taken ? $", believed since {Time(taken)}" : "")}" : null),
            ("gap", memory?.Gap?.Sentence),
            ("pages", memory is null ? null : Pages(memory.Drift)),
        ]);
        if (memory is null)
            return;
        foreach (var drop in memory.Drops.Take(MostDrops))
            screen.Line($"left out ({drop.Gate}): {drop.What}: {drop.Why}");
        if (memory.Drops.Count > MostDrops)
            screen.Line($"left out: {Number(memory.Drops.Count - MostDrops)} more, which --json names");
        screen.Line();
        screen.Table(["Polled (UTC)", "Times", "Until (UTC)", "What came", "Items", "New", "Note"], memory.Notes.Reverse().Select(note => new[]
        {
            Time(note.At), Number(note.Times), Time(note.Until), Word(note), note.Kind == PollResultKind.Read ? Number(note.Items) : "", note.Kind == PollResultKind.Read ? Number(note.New) : "", note.Sentence ?? "",
        }));
    }

    private static string Word(PollNote note) => note.Kind switch
    {
        PollResultKind.Read => "read",
        PollResultKind.NotModified => "not modified",
        PollResultKind.SameBytes => "the same bytes",
        _ => note.Failure?.ToString().ToLowerInvariant() ?? "unreadable",
    };

    /// <summary>Of a source that never answered nothing is known.</summary>
    private static string? Rhythm(PollMemory? memory) => memory?.LastGood is { } good ? Silence.Of(memory.Cadence, good).Sentence : null;

    private static string Hints(PollMemory memory) => string.Join("; ", new[]
    {
        memory.Hints.Pause is { } pause ? $"a pause of {pause:c} (ttl)" : null,
        memory.FreshFor is { } fresh ? $"nothing new for {fresh:c} (Cache-Control)" : null,
        memory.Hints.SkipHours.Count > 0 ? $"no visits in the hours {string.Join(", ", memory.Hints.SkipHours)} UTC" : null,
        memory.Hints.SkipDays.Count > 0 ? $"no visits on {string.Join(", ", memory.Hints.SkipDays)}" : null,
    }.OfType<string>());

    private static string? Answer(AnswerShape shape) => shape.Items == 0 && shape.Usual == 0 ? null
        : $"{Number(shape.Items)} items, {Number(shape.New)} of them new, {Number(shape.Undated)} undated; {Number(Math.Round(shape.Usual))} are usual"
            + (shape.Sections.Count < 2 ? "" : $"; sections {string.Join(", ", shape.Sections.OrderByDescending(pair => pair.Value.Weight).Select(pair => $"{pair.Key} {Number(Math.Round(100 * shape.ShareOf(pair.Value)))} %"))}");

    private static string? Pages(PageDrift drift) => drift switch
    {
        { Doubtful: > 0 } => $"the last {Number(drift.Doubtful)} in a row {(drift.Doubtful == 1 ? "needs" : "need")} review. {drift.Doubt}",
        { Changed: { } since } => $"changed by {Time(since)} UTC, and learned anew since. {drift.Doubt}",
        { Doubt: { } last } => $"as usual; the last one in doubt: {last}",
        _ => null,
    };

    private static string Validators(PollMemory memory) => memory switch
    {
        { ValidatorsLie: true } => "not sent: they once stayed the same while its items changed",
        { Validators: { ETag: null, LastModified: null } } => "it gives none",
        _ => $"{memory.Validators.ETag ?? memory.Validators.LastModified}; the whole last came {Time(memory.LastWhole)} UTC, {Number(memory.NotModified)} times not modified since",
    };

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? moment) => WatchedSource.Time(moment, Minute);

    private static object AsJson(WatchedSource watched) => new
    {
        id = watched.Source.Id.Value,
        address = watched.Source.Address,
        askedAt = watched.Memory?.AddressOf(watched.Source) ?? watched.Source.Address,
        state = watched.Health.State,
        sentence = watched.Health.Sentence,
        advice = watched.Health.Advice,
        needsPerson = watched.Health.NeedsPerson,
        due = watched.Memory?.Due,
        because = watched.Memory?.Because,
        every = watched.Source.Every,
        rhythm = Rhythm(watched.Memory),
        watched.Memory?.LastPolled,
        watched.Memory?.LastGood,
        watched.Memory?.LastNew,
        watched.Memory?.LastWhole,
        watched.Memory?.Validators,
        watched.Memory?.Hints,
        watched.Memory?.FreshFor,
        watched.Memory?.Shape,
        watched.Memory?.Move,
        gap = watched.Memory?.Gap is { } gap ? gap with { Before = null } : null,
        watched.Memory?.Drift,
        watched.Memory?.Retired,
        polls = watched.Memory?.Notes ?? [],
        drops = watched.Memory?.Drops ?? [],
    };
}
