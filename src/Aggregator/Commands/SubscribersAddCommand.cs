using System.CommandLine;
using Aggregator.Digests;
using Aggregator.Watches;

namespace Aggregator.Commands;

/// <summary><c>subscribers add</c>: a new subscriber, or another wish of one that is there.</summary>
internal static class SubscribersAddCommand
{
    private static readonly Argument<string> Address = new("ADDRESS") { Description = "A mail address; or the https address of a webhook; or a feed to write, as file:energy.atom or file:energy.json." };
    private static readonly Option<string?> Name = new("--name") { Description = "The person's name.", HelpName = "NAME" };
    private static readonly Option<string[]> Schedules = new("--schedule") { Description = "immediate, 'daily 07:30', 'weekdays 07:30,17:00', 'weekly mon 08:00', 'monthly 1 08:00'; may be given several times.", HelpName = "WHEN" };
    private static readonly Option<string?> Zone = new("--zone") { Description = "The IANA zone of those times.", HelpName = "ZONE" };
    private static readonly Option<string?> Language = new("--language") { Description = "The language of the letter's own words; there is en.", HelpName = "TAG" };
    private static readonly Option<string[]> Sources = new("--source") { Description = "Follow this source.", HelpName = "S" };
    private static readonly Option<string[]> Organisations = new("--org") { Description = "Follow this organisation, under all its names.", HelpName = "NAME" };
    private static readonly Option<string[]> Topics = new("--topic") { Description = "Follow this topic.", HelpName = "T" };
    private static readonly Option<string[]> Watches = new("--watch") { Description = "Follow a search, as 'Gas storage: gas NEAR/5 storage'. What it finds comes first, with why.", HelpName = "NAME: WORDS" };
    private static readonly Option<bool> Anew = new("--anew") { Description = "Follow what is named here and nothing else; everything, when nothing is named." };
    private static readonly Option<int?> Cap = new("--cap") { Description = "Stories in one letter at most.", HelpName = "N" };
    private static readonly Option<DigestOrder?> By = new("--by") { Description = "Gather stories by organisation or by topic.", HelpName = "organisation|topic" };
    private static readonly Option<bool?> Nothing = new("--tell-nothing") { Description = "Write also when there is nothing new." };
    private static readonly Option<DateTimeOffset?> Since = Options.Since("Begin with what was first seen since then; with what comes from now on when not given.");
    private static readonly Option<bool> Ask = new("--ask") { Description = "Mail a question first: nothing else is sent there until the person has confirmed. Without it you say that the person has agreed, and that is noted." };

    private const string SaidSo = "Added by an administrator, who says that the person has agreed.";

    public static Command Build()
    {
        var command = new Command("add", "Add a subscriber, or change one: what is not named stays as it is.")
        {
            Address, Name, Schedules, Zone, Language, Sources, Organisations, Topics, Watches, Anew, Cap, By, Nothing, Since, Ask,
        };
        command.SetAction(RunAsync);
        Help.AddExamples(command,
            ("aggregator subscribers add ana@example.org --schedule 'weekdays 07:30' --zone Europe/Paris", "every working morning, everything"),
            ("aggregator subscribers add ana@example.org --org RUSI --topic energy --watch 'Gas: gas NEAR/5 storage'", "what she follows"),
            ("aggregator subscribers add ana@example.org --anew --topic trade", "trade, and nothing of what she followed before"),
            ("aggregator subscribers add ben@example.org --ask", "he is asked by mail first"),
            ("aggregator subscribers add desk@example.org --schedule immediate --watch 'Sanctions: title:sanction*'", "an alert at once"),
            ("aggregator subscribers add https://hooks.example.org/digest --schedule 'daily 06:00'", "a webhook"),
            ("aggregator subscribers add file:energy.atom --schedule immediate --topic energy", "a feed in DATA/feeds"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var names = new OrganisationNames(await FeedsNames.ReadAsync(line, stop));
        await using var session = await Session.OpenAsync(line, "subscribers", null, screen, stop);
        if (session is null)
            return Screen.Failed;
        while (true)
        {
            var known = await session.Store.Subscribers.FindAsync(line.GetValue(Address)!, stop);
            var problems = new List<string>();
            var changed = Changed(line, known, problems);
            problems.AddRange(SubscriberRules.Problems(changed, names));
            if (problems.Count > 0)
                return screen.Fail(problems, Screen.WrongLine);
            if (line.GetValue(Ask) && known is null or { State: SubscriberState.Stopped or SubscriberState.Unconfirmed })
                return await AskAsync(session, changed, screen, stop);
            if (await session.Store.Subscribers.SaveAsync(changed, stop))
                return SubscribersCommand.Told(changed, screen);
        }
    }

    private static async Task<int> AskAsync(Session session, Subscriber wanted, Screen screen, CancellationToken stop)
    {
        if (await session.Signups.AskAsync(wanted, "by an administrator", stop) is { } why)
            return screen.Fail($"{wanted.Address} was not asked: {why}");
        return SubscribersCommand.Told((await session.Store.Subscribers.FindAsync(wanted.Address, stop))!, screen);
    }

    /// <summary>What the command line asks for, over what is known.</summary>
    private static Subscriber Changed(ParseResult line, Subscriber? known, List<string> problems)
    {
        var now = TimeProvider.System.GetUtcNow();
        var begun = known ?? new Subscriber { Address = line.GetValue(Address)!, Schedules = [new Schedule { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] }], Since = now };
        var schedules = new List<Schedule>();
        foreach (var text in line.GetValue(Schedules) ?? [])
        {
            if (ScheduleText.Parse(text, out var mistake) is { } schedule)
                schedules.Add(schedule);
            else
                problems.Add(mistake!);
        }
        var changed = begun with
        {
            Name = line.GetValue(Name) ?? begun.Name,
            Schedules = schedules.Count > 0 ? schedules : begun.Schedules,
            ZoneId = line.GetValue(Zone) ?? begun.ZoneId,
            Language = line.GetValue(Language) ?? begun.Language,
            Interest = InterestOf(line, line.GetValue(Anew) ? Interest.Everything : begun.Interest, problems),
            Cap = line.GetValue(Cap) ?? begun.Cap,
            Order = line.GetValue(By) ?? begun.Order,
            TellsNothing = line.GetValue(Nothing) ?? begun.TellsNothing,
        };
        if (!line.GetValue(Ask))
            changed = Agreed(known, changed, now);
        return line.GetValue(Since) is { } since ? changed with { Since = since } : changed;
    }

    /// <summary>Who is new, or had ended it, needs to have agreed; an administrator says so, and it is written down.</summary>
    private static Subscriber Agreed(Subscriber? known, Subscriber changed, DateTimeOffset now) => known?.State switch
    {
        null => changed with { Consent = [new ConsentNote(now, SaidSo)] },
        SubscriberState.Stopped or SubscriberState.Unconfirmed => changed.Turned(SubscriberState.Active, now, SaidSo),
        _ => changed,
    };

    private static Interest InterestOf(ParseResult line, Interest known, List<string> problems)
    {
        var watches = new List<Watch>();
        foreach (var text in line.GetValue(Watches) ?? [])
        {
            if (text.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, { Length: > 0 } words])
                watches.Add(new Watch(name, words));
            else
                problems.Add($"--watch '{text}' has no name: write it as 'Gas storage: gas NEAR/5 storage'.");
        }
        return new Interest
        {
            Sources = Given(line, Sources, known.Sources),
            Organisations = Given(line, Organisations, known.Organisations),
            Topics = Given(line, Topics, known.Topics),
            Watches = watches.Count > 0 ? watches : known.Watches,
        };
    }

    private static IReadOnlyList<string> Given(ParseResult line, Option<string[]> option, IReadOnlyList<string> known) => line.GetValue(option) is { Length: > 0 } given ? given : known;
}
