using Aggregator.Digesting;
using Aggregator.Digests;
using Aggregator.Mailing;
using Microsoft.AspNetCore.Http;

namespace Aggregator.Serving;

/// <summary>A page, and what it does when it is looked at and when its button is pressed.</summary>
/// <param name="TakesToken">True for one that a link in a letter leads to.</param>
/// <param name="Get">Changes nothing: programs that test links look at every page.</param>
/// <param name="Post">Null for a page without buttons.</param>
internal sealed record SubscriberPage(bool TakesToken, Func<SubscriberPages, Visit, CancellationToken, Task> Get, Func<SubscriberPages, Visit, CancellationToken, Task>? Post);

/// <summary>What the pages for subscribers say and do.</summary>
internal sealed class SubscriberPages(SubscriberDesk desk, SignupDesk signups, PageWriter writer)
{
    /// <summary>Field and value by which mail programs unsubscribe at one click (RFC 8058); the page's own button sends the same.</summary>
    private const string OneClick = "List-Unsubscribe";

    private const string OneClickValue = "One-Click";

    private static readonly SubscriberPage Health = new(false, (_, visit, stop) => visit.Response.WriteAsync("ok\n", stop), null);

    private static readonly SubscriberPage Unsubscribe = new(true, (pages, visit, stop) => pages.ShowUnsubscribeAsync(visit, stop), (pages, visit, stop) => pages.UnsubscribeAsync(visit, stop));

    private static readonly SubscriberPage Confirm = new(true, (pages, visit, stop) => pages.ShowConfirmAsync(visit, stop), (pages, visit, stop) => pages.ConfirmAsync(visit, stop));

    private static readonly SubscriberPage Manage = new(true, (pages, visit, stop) => pages.ShowManageAsync(visit, null, stop), (pages, visit, stop) => pages.ManageAsync(visit, stop));

    private static readonly SubscriberPage Subscribe = new(false, (pages, visit, stop) => pages.ShowSubscribeAsync(visit, null, stop), (pages, visit, stop) => pages.SubscribeAsync(visit, stop));

    /// <summary>Null when there is no such page.</summary>
    public static SubscriberPage? Find(string name, bool hasSelfService) => name switch
    {
        "health" => Health,
        "unsubscribe" => Unsubscribe,
        "confirm" => Confirm,
        "manage" => Manage,
        "subscribe" when hasSelfService => Subscribe,
        _ => null,
    };

    private async Task ShowUnsubscribeAsync(Visit visit, CancellationToken stop)
    {
        if (await KnownAsync(visit, LinkPurpose.Unsubscribe, stop) is not { } known)
            return;
        var what = known.Schedule is { } schedule && known.Subscriber.Schedules.Count > 1 ? $"'{schedule}'" : "the mail";
        await WriteAsync(visit, 200, new PageView("Unsubscribe", [$"Shall {what} to {known.Subscriber.Address} end?"], [("Unsubscribe", OneClick, OneClickValue)]), stop);
    }

    private async Task UnsubscribeAsync(Visit visit, CancellationToken stop)
    {
        if (visit.Field(OneClick) == OneClickValue)
            await TellAsync(visit, "Unsubscribed", await desk.UnsubscribeAsync(visit.Token, visit.Way, stop), stop);
        else
            visit.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private async Task ShowConfirmAsync(Visit visit, CancellationToken stop)
    {
        if (await KnownAsync(visit, LinkPurpose.Confirm, stop) is { } known)
            await WriteAsync(visit, 200, new PageView("Do you want this mail?", [$"It would go to {known.Subscriber.Address}: {string.Join("; ", known.Subscriber.Schedules)} ({known.Subscriber.ZoneId})."], [("Yes, send it to me", "confirm", "yes")]), stop);
    }

    private async Task ConfirmAsync(Visit visit, CancellationToken stop)
    {
        if (visit.Field("confirm") == "yes")
            await TellAsync(visit, "Thank you", await desk.ConfirmAsync(visit.Token, visit.Way, stop), stop);
        else
            visit.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private async Task ShowManageAsync(Visit visit, string? told, CancellationToken stop)
    {
        if (await KnownAsync(visit, LinkPurpose.Manage, stop) is not { Subscriber: var subscriber })
            return;
        var state = subscriber.State switch
        {
            SubscriberState.Active => $"{subscriber.Address} gets: {string.Join("; ", subscriber.Schedules)} ({subscriber.ZoneId}).",
            SubscriberState.Paused => $"{subscriber.Address} has paused.",
            SubscriberState.Unconfirmed => $"{subscriber.Address} has been asked to confirm, by a letter with a link.",
            _ => $"{subscriber.Address} gets nothing.",
        };
        (string, string, string) end = ("Unsubscribe from everything", "do", "end");
        (string, string, string)[] buttons = subscriber.State switch
        {
            SubscriberState.Active => [("Pause", "do", "pause"), end],
            SubscriberState.Paused => [("Go on", "do", "go-on"), end],
            SubscriberState.Unconfirmed => [end],
            _ => [],
        };
        await WriteAsync(visit, 200, new PageView("Your mail", [.. told is null ? [] : new[] { told }, state], buttons), stop);
    }

    private async Task ManageAsync(Visit visit, CancellationToken stop)
    {
        var answer = visit.Field("do") switch
        {
            "pause" => await desk.PauseAsync(visit.Token, visit.Way, stop),
            "go-on" => await desk.GoOnAsync(visit.Token, visit.Way, stop),
            "end" => await desk.EndAllAsync(visit.Token, visit.Way, stop),
            _ => null,
        };
        if (answer is DeskAnswer.Done done)
            await ShowManageAsync(visit, done.Sentence, stop);
        else if (answer is not null)
            await TellAsync(visit, "Your mail", answer, stop);
        else
            visit.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private Task ShowSubscribeAsync(Visit visit, string? mistake, CancellationToken stop) =>
        WriteAsync(visit, mistake is null ? 200 : 400, new PageView("Get the digest", [mistake ?? "You will get a letter with a link, by which you say that it was you."], [("Send me the letter", "ask", "yes")]) { AsksAddress = true }, stop);

    private async Task SubscribeAsync(Visit visit, CancellationToken stop)
    {
        if (ScheduleOf(visit.Field("often")) is not { } schedule)
            visit.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (await signups.AskAsync(new Subscriber { Address = visit.Field("address").Trim(), Schedules = [schedule] }, visit.Way, stop) is { } mistake)
            await ShowSubscribeAsync(visit, mistake, stop);
        else
            // The same for everybody: a stranger does not learn who reads here.
            await WriteAsync(visit, 200, new PageView("Look into your mail", ["If this address is not subscribed yet, a letter is on its way to it. Its link is good for two days.", "Nothing there? Look where your mail program keeps junk."], []), stop);
    }

    private static Schedule? ScheduleOf(string often)
    {
        TimeOnly[] morning = [new(7, 30)];
        return often switch
        {
            "daily" or "" => new Schedule { Kind = ScheduleKind.Daily, Times = morning },
            "weekdays" => new Schedule { Kind = ScheduleKind.Weekdays, Times = morning },
            "weekly" => new Schedule { Kind = ScheduleKind.Weekly, Weekdays = [DayOfWeek.Monday], Times = morning },
            _ => null,
        };
    }

    /// <summary>For whom the visit's link was made; null when that has been answered.</summary>
    private async Task<KnownLink?> KnownAsync(Visit visit, LinkPurpose purpose, CancellationToken stop)
    {
        var known = await desk.FindAsync(visit.Token, stop);
        if (known is { IsLate: false } && known.Purpose == purpose)
            return known;
        await TellAsync(visit, "", known is { IsLate: true } ? new DeskAnswer.Late() : new DeskAnswer.Unknown(), stop);
        return null;
    }

    private Task TellAsync(Visit visit, string title, DeskAnswer answer, CancellationToken stop) => answer switch
    {
        DeskAnswer.Done done => WriteAsync(visit, 200, new PageView(title, [done.Sentence], []), stop),
        DeskAnswer.Late => WriteAsync(visit, 410, new PageView("This link is too old", ["Please ask for the mail again: you will get a new link."], []), stop),
        _ => WriteAsync(visit, 404, new PageView("This link leads nowhere", ["It has been used, or it is not whole. Links in newer letters work."], []), stop),
    };

    private Task WriteAsync(Visit visit, int status, PageView view, CancellationToken stop) => writer.WriteAsync(visit.Response, status, view, stop);
}
