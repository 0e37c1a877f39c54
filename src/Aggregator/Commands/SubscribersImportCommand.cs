using System.CommandLine;
using System.Text.Json;
using Aggregator.Digests;
using Aggregator.Watches;

namespace Aggregator.Commands;

/// <summary><c>subscribers import FILE</c>: many at once; all mistakes are told and nothing is done when there is one.</summary>
internal static class SubscribersImportCommand
{
    private static readonly Argument<string> Path = new("FILE") { Description = "A JSON array of objects: address, and where wanted name, zone, language, schedules, sources, organisations, topics, watches ({name, words}), cap." };

    private static readonly Option<bool> Ask = new("--ask") { Description = "Mail each a question first: nothing else is sent there until the person has confirmed." };

    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static Command Build()
    {
        var command = new Command("import", "Add many subscribers from a file. Who is there already stays as it is.") { Path, Ask };
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator subscribers import analysts.json", "[{ \"address\": \"ana@example.org\", \"schedules\": [\"weekdays 07:30\"], \"organisations\": [\"RUSI\"] }]"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var (rows, mistake) = await ReadAsync(line.GetValue(Path)!, stop);
        if (rows is null)
            return screen.Fail(mistake!);
        var names = new OrganisationNames(await FeedsNames.ReadAsync(line, stop));
        var problems = new List<string>();
        var subscribers = rows.Select((row, at) => Read(row, at, names, problems)).ToList();
        problems.AddRange(subscribers.GroupBy(one => one.Key).Where(same => same.Count() > 1).Select(same => $"{same.Key} stands there {same.Count()} times."));
        if (problems.Count > 0)
            return screen.Fail([$"{line.GetValue(Path)} has {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}, and nothing was done:", .. problems]);
        await using var session = await Session.OpenAsync(line, "subscribers", null, screen, stop);
        if (session is null)
            return Screen.Failed;
        var (added, trouble) = await AddAsync(session, subscribers, line.GetValue(Ask), stop);
        if (trouble is not null)
            return screen.Fail(trouble);
        if (screen.IsJson)
            screen.Json(new { added, alreadyThere = subscribers.Count - added });
        else
            screen.Line($"{added} {(line.GetValue(Ask) ? "asked" : "added")}, {subscribers.Count - added} were there already.");
        return Screen.Done;
    }

    private static async Task<(int Added, string? Trouble)> AddAsync(Session session, IReadOnlyList<Subscriber> subscribers, bool asks, CancellationToken stop)
    {
        var added = 0;
        foreach (var subscriber in subscribers)
        {
            if (!asks)
                added += await session.Store.Subscribers.SaveAsync(subscriber, stop) ? 1 : 0;
            else if (await session.Store.Subscribers.FindAsync(subscriber.Address, stop) is null)
            {
                if (await session.Signups.AskAsync(subscriber with { Consent = [] }, "by an administrator's import", stop) is { } why)
                    return (added, $"{added} were asked; then {subscriber.Address} could not be: {why} Import the file again when that is mended: who was asked is not asked twice.");
                added++;
            }
        }
        return (added, null);
    }

    private static async Task<(IReadOnlyList<Row>? Rows, string? Mistake)> ReadAsync(string path, CancellationToken stop)
    {
        try
        {
            return (JsonSerializer.Deserialize<IReadOnlyList<Row>>(await File.ReadAllTextAsync(path, stop), Style) ?? [], null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"The file '{path}' cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            return (null, $"{path} is no list of subscribers: {e.Message}");
        }
    }

    private static Subscriber Read(Row row, int at, OrganisationNames names, List<string> problems)
    {
        var now = TimeProvider.System.GetUtcNow();
        var schedules = new List<Schedule>();
        foreach (var text in row.Schedules)
        {
            if (ScheduleText.Parse(text, out var mistake) is { } schedule)
                schedules.Add(schedule);
            else
                problems.Add($"[{at}] {mistake}");
        }
        var subscriber = new Subscriber
        {
            Address = row.Address,
            Name = row.Name,
            ZoneId = row.Zone,
            Language = row.Language,
            Schedules = schedules,
            Interest = new Interest { Sources = row.Sources, Organisations = row.Organisations, Topics = row.Topics, Watches = row.Watches },
            Cap = row.Cap,
            Since = now,
            Consent = [new ConsentNote(now, "Imported by an administrator, who says that the person has agreed.")],
        };
        problems.AddRange(SubscriberRules.Problems(subscriber, names).Select(problem => $"[{at}] {problem}"));
        return subscriber;
    }

    /// <summary>One subscriber as the file has it.</summary>
    private sealed record Row
    {
        public string Address { get; init; } = "";

        public string? Name { get; init; }

        public string Zone { get; init; } = "Europe/London";

        public string Language { get; init; } = "en";

        public IReadOnlyList<string> Schedules { get; init; } = ["daily 07:30"];

        public IReadOnlyList<string> Sources { get; init; } = [];

        public IReadOnlyList<string> Organisations { get; init; } = [];

        public IReadOnlyList<string> Topics { get; init; } = [];

        public IReadOnlyList<Watch> Watches { get; init; } = [];

        public int Cap { get; init; } = DigestComposer.UsualCap;
    }
}
