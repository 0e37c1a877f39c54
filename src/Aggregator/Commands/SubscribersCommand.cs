using System.CommandLine;
using Aggregator.Digests;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>subscribers</c>: who is told, of what and when.</summary>
internal static class SubscribersCommand
{
    private static readonly Argument<string> Address = new("ADDRESS") { Description = "The subscriber's address." };

    public static Command Build()
    {
        var show = new Command("show", "Show one subscriber: what it follows, its schedules, its history.") { Address };
        show.SetAction(Session.OverStore("subscribers", ShowAsync));
        Help.AddExamples(show, ("aggregator subscribers show ana@example.org", "all about one"));
        var list = new Command("list", "List all subscribers.");
        list.SetAction(Session.OverStore("subscribers", ListAsync));
        Help.AddExamples(list, ("aggregator subscribers list", "who is told"));
        var remove = new Command("remove", "Remove a subscriber. The ledger keeps what was sent.") { Address };
        remove.SetAction(Session.OverStore("subscribers", RemoveAsync));
        Help.AddExamples(remove, ("aggregator subscribers remove ana@example.org", "and nothing is sent there any more"));
        var command = new Command("subscribers", "Who is told, of what and when. While there are none, the reader of the settings (Digesting:To) is.")
        {
            SubscribersAddCommand.Build(), list, show, remove,
            Turning("pause", "Send nothing for a while; what comes meanwhile is told in one letter afterwards.", SubscriberState.Paused, "Paused by an administrator."),
            Turning("resume", "Send again: what came during a pause is told in one letter.", SubscriberState.Active, "Resumed by an administrator."),
            SubscribersImportCommand.Build(),
        };
        Help.AddExamples(command,
            ("aggregator subscribers add ana@example.org --schedule 'weekdays 07:30' --zone Europe/Paris", "every working morning, everything"),
            ("aggregator subscribers list", "who is told"));
        return command;
    }

    private static Command Turning(string verb, string description, SubscriberState state, string what)
    {
        var command = new Command(verb, description) { Address };
        command.SetAction(Session.OverStore("subscribers", async (session, line, screen, stop) =>
        {
            var (book, address) = (session.Store.Subscribers, line.GetValue(Address)!);
            var before = await book.ChangeAsync(address, known => known.State == state || known.State == SubscriberState.Unconfirmed ? null : known.Turned(state, TimeProvider.System.GetUtcNow(), what), stop);
            if (before?.State == SubscriberState.Unconfirmed)
                return screen.Fail($"'{before.Address}' has not confirmed yet. 'aggregator subscribers add {before.Address}' says that the person has agreed.");
            return before is not null && await book.FindAsync(address, stop) is { } after ? Told(after, screen) : screen.Fail(NoSuch(address));
        }));
        Help.AddExamples(command, ($"aggregator subscribers {verb} ana@example.org", $"{verb} one"));
        return command;
    }

    private static async Task<int> ListAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var all = await session.Store.Subscribers.AllAsync(stop);
        if (screen.IsJson)
            screen.Json(all.Select(AsJson));
        else if (all.Count == 0)
            screen.Line("There are no subscribers: the reader of the settings (Digesting:To) is told. Add one with 'aggregator subscribers add'.");
        else
            screen.Table(["Address", "State", "Schedules", "Zone", "Follows"], all.Select(one => new[] { one.Address, StateOf(one), SchedulesOf(one), one.ZoneId, Follows(one.Interest) }));
        return Screen.Done;
    }

    private static async Task<int> ShowAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        if (await session.Store.Subscribers.FindAsync(line.GetValue(Address)!, stop) is not { } subscriber)
            return screen.Fail(NoSuch(line.GetValue(Address)!));
        if (screen.IsJson)
            screen.Json(AsJson(subscriber));
        else
            Show(subscriber, screen);
        return Screen.Done;
    }

    private static void Show(Subscriber subscriber, Screen screen)
    {
        screen.Facts(
        [
            ("Address", subscriber.Address), ("Name", subscriber.Name), ("State", StateOf(subscriber)), ("Schedules", SchedulesOf(subscriber)), ("Zone", subscriber.ZoneId), ("Language", subscriber.Language),
            ("Follows", Follows(subscriber.Interest)), ("Cap", $"{subscriber.Cap} stories in one letter"), ("Ordered", $"by {subscriber.Order.ToString().ToLowerInvariant()}"),
            ("Nothing new", subscriber.TellsNothing ? "told by mail" : "no mail"), ("Told of", subscriber.Since is { } since ? $"what came after {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "everything that was ever kept"),
            .. subscriber.Interest.Watches.Select(watch => ($"Watch {watch.Name}", (string?)watch.Words)),
        ]);
        screen.Table(["When (UTC)", "What"], subscriber.Consent.Select(note => new[] { $"{note.At.UtcDateTime:yyyy-MM-dd HH:mm}", note.What }));
    }

    private static async Task<int> RemoveAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var address = line.GetValue(Address)!;
        if (!await session.Store.Subscribers.RemoveAsync(address, stop))
            return screen.Fail(NoSuch(address));
        if (screen.IsJson)
            screen.Json(new { removed = address });
        else
            screen.Line($"Removed: {address}.");
        return Screen.Done;
    }

    /// <summary>What was just saved, in one line.</summary>
    public static int Told(Subscriber subscriber, Screen screen)
    {
        if (screen.IsJson)
            screen.Json(AsJson(subscriber));
        else
            screen.Line($"{subscriber.Address}: {StateOf(subscriber)}, {SchedulesOf(subscriber)} ({subscriber.ZoneId}), {Follows(subscriber.Interest)}.");
        return Screen.Done;
    }

    private static string NoSuch(string address) => $"'{address}' is no subscriber. 'aggregator subscribers list' shows them.";

    private static string StateOf(Subscriber subscriber) => subscriber.State.ToString().ToLowerInvariant();

    private static string SchedulesOf(Subscriber subscriber) => string.Join("; ", subscriber.Schedules);

    private static string Follows(Interest interest)
    {
        string[] parts = [.. interest.Sources, .. interest.Organisations, .. interest.Topics.Select(topic => $"topic {topic}"), .. interest.Watches.Select(watch => $"watch “{watch.Name}”")];
        return parts.Length == 0 ? "everything" : string.Join(", ", parts);
    }

    private static object AsJson(Subscriber subscriber) => new
    {
        subscriber.Address,
        subscriber.Name,
        subscriber.State,
        schedules = subscriber.Schedules.Select(schedule => schedule.ToString()),
        zone = subscriber.ZoneId,
        subscriber.Language,
        subscriber.Interest.Sources,
        subscriber.Interest.Organisations,
        subscriber.Interest.Topics,
        subscriber.Interest.Watches,
        subscriber.Cap,
        subscriber.Order,
        subscriber.TellsNothing,
        subscriber.Since,
        subscriber.Consent,
    };
}
