using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;
using Aggregator.Watches;

namespace Aggregator.Digesting;

/// <summary>Closes windows: says which are due, composes what they tell, and enters each with its frozen letter.</summary>
internal sealed class DigestPlanner(Store store, Subscriptions subscriptions, LetterDesk letters, SourceTroubles troubles, OrganisationNames names, TimeProvider clock)
{
    /// <summary>The window of an alert that holds nothing stays open until it is so long, in articles and in time: a row for each tick would be none the wiser.</summary>
    private const long LongWindow = 500;

    private static readonly TimeSpan LongTime = TimeSpan.FromHours(6);

    /// <summary>Up to where an alert's open window was found to hold nothing, by subscription and the subscriber's version.</summary>
    private readonly Dictionary<(string Id, int Version), long> _nothingUpTo = [];

    /// <summary>Closes the windows that are due by the calendar, missed ones too; of alerts, those with something to tell.</summary>
    public async Task<IReadOnlyList<PlannedWindow>> CloseDueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var last = await store.Archive.LastNumberAsync(stop);
        var due = new List<DueWindow>();
        foreach (var (subscription, before) in await BeginningsAsync(await subscriptions.ActiveAsync(null, stop), now, stop))
        {
            if (subscription.IsAlert)
                due.AddRange(before.UpTo < last && _nothingUpTo.GetValueOrDefault(KeyOf(subscription)) < last ? [new DueWindow(subscription, before.Next(last, now))] : []);
            else
                due.AddRange(await DueAsync(subscription, before, now, stop));
        }
        return await CloseAsync(due, stop);
    }

    /// <summary>Closes the windows of all, or of one subscriber, here and now.</summary>
    public async Task<IReadOnlyList<PlannedWindow>> CloseNowAsync(string? address, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var last = await store.Archive.LastNumberAsync(stop);
        var beginnings = await BeginningsAsync(await subscriptions.ActiveAsync(address, stop), now, stop);
        return await CloseAsync([.. beginnings.Where(pair => pair.Before.UpTo < last).Select(pair => new DueWindow(pair.Subscription, pair.Before.Next(last, now)))], stop);
    }

    /// <summary>The letter that one subscription would get of a window; null when it holds nothing. Nothing is written down.</summary>
    public async Task<Letter?> PreviewAsync(Subscription subscription, Window window, CancellationToken stop)
    {
        var due = new DueWindow(subscription, new WindowSpan(1, window, null, clock.GetUtcNow()));
        await FillAsync([due], stop);
        var digest = DigestComposer.Compose(subscription, due.Span, due.Without(new HashSet<long>()).New, await troubles.NowAsync(stop));
        return digest is null ? null : await letters.WriteAsync(digest, stop);
    }

    /// <summary>Where each subscription goes on; one that begins, or begins anew, is given its anchor here.</summary>
    private async Task<IReadOnlyList<(Subscription Subscription, Beginning Before)>> BeginningsAsync(IReadOnlyList<Subscription> active, DateTimeOffset now, CancellationToken stop)
    {
        var lasts = (await store.Ledger.LastWindowsAsync(stop)).ToDictionary(row => row.Subscription);
        var found = new List<(Subscription, Beginning)>();
        foreach (var subscription in active)
        {
            var last = lasts.GetValueOrDefault(subscription.Id);
            if (await AnchorAsync(subscription, last, now, stop) is { } anchor)
                last = await store.Ledger.PlanAsync(anchor, null, stop) ? anchor : null;
            if (last is not null)
                found.Add((subscription, Beginning.After(last)));
        }
        return found;
    }

    private async Task<WindowRow?> AnchorAsync(Subscription subscription, WindowRow? last, DateTimeOffset now, CancellationToken stop)
    {
        var since = subscription.Subscriber.Since;
        if (last is null || last.Span.Closed < since)
        {
            var upTo = Math.Max(last?.Span.Window.UpTo ?? 0, since is { } from ? await store.Archive.LastNumberBeforeAsync(from, now, stop) : 0);
            return Anchor(upTo, since ?? now, last is null ? "The subscription begins here." : "Subscribed anew: what came meanwhile is not told.");
        }
        // By a clock that was wrong the next window would close long after it should.
        return WindowClock.IsAstray(last.Span.Closed, now) ? Anchor(last.Span.Window.UpTo, now, $"The clock was set back: the window before closed at {last.Span.Closed:yyyy-MM-dd HH:mm} UTC.") : null;

        WindowRow Anchor(long upTo, DateTimeOffset closed, string note) => new()
        {
            Subscription = subscription.Id,
            Span = new WindowSpan((last?.Span.Number ?? 0) + 1, new Window(upTo, upTo), last?.Span.Closed, closed),
            Outcome = WindowOutcome.Anchor,
            Note = note,
            Subscriber = subscription.Subscriber,
        };
    }

    private async Task<IReadOnlyList<DueWindow>> DueAsync(Subscription subscription, Beginning before, DateTimeOffset now, CancellationToken stop)
    {
        var due = new List<DueWindow>();
        foreach (var closing in WindowClock.Due(subscription.Schedule, subscription.Subscriber.Zone, before.Closed, now))
        {
            // A clock that was set back may have given a later number an earlier moment; no number is ever left behind.
            var upTo = Math.Max(before.UpTo, await store.Archive.LastNumberBeforeAsync(closing.At, now, stop));
            due.Add(new DueWindow(subscription, before.Next(upTo, closing.At) with { Windows = closing.Windows }));
            before = new Beginning(due[^1].Span.Number + 1, upTo, closing.At);
        }
        return due;
    }

    private async Task<IReadOnlyList<PlannedWindow>> CloseAsync(IReadOnlyList<DueWindow> due, CancellationToken stop)
    {
        if (due.Count == 0)
            return [];
        await FillAsync(due, stop);
        var now = await troubles.NowAsync(stop);
        var planned = new List<PlannedWindow>();
        // A window that cannot be entered holds up those behind it: they count from where it ends.
        foreach (var subscription in due.GroupBy(window => window.Subscription.Id))
        {
            foreach (var window in subscription.OrderBy(window => window.Span.Number))
            {
                if (await CloseAsync(window, now, stop) is not { } closed)
                    break;
                planned.Add(closed);
            }
        }
        return planned;
    }

    /// <summary>Reads the articles of all windows once, whole and page by page, and offers each to every subscription.</summary>
    private async Task FillAsync(IReadOnlyList<DueWindow> due, CancellationToken stop)
    {
        var judge = new InterestJudge(names);
        var upTo = due.Max(window => window.Span.Window.UpTo);
        for (var after = due.Min(window => window.Span.Window.After); after < upTo;)
        {
            var page = await store.Archive.InWindowAsync(new Window(after, upTo), stop);
            foreach (var (kept, first) in page)
            {
                using var article = judge.Of(kept);
                var opening = DigestArticle.Opening(kept);
                foreach (var window in due)
                    window.Offer(opening, first, article);
            }
            if (page.Count == 0)
                return;
            after = page[^1].Kept.Number;
        }
    }

    private async Task<PlannedWindow?> CloseAsync(DueWindow due, IReadOnlyList<SourceTrouble> troubles, CancellationToken stop)
    {
        var told = due.Earlier.Count == 0 ? [] : await store.Ledger.ToldAsync(due.Subscription.Id, due.Earlier, stop);
        var (articles, late) = due.Without(told.ToHashSet());
        var digest = DigestComposer.Compose(due.Subscription, due.Span, articles, troubles);
        var letter = digest is null ? null : await letters.WriteAsync(digest, stop);
        if (letter is null && StaysOpen(due))
            return null;
        var window = new WindowRow
        {
            Subscription = due.Subscription.Id,
            Span = due.Span,
            Outcome = letter is null ? WindowOutcome.Nothing : WindowOutcome.Letter,
            Subscriber = due.Subscription.Subscriber,
            Told = letter is null ? [] : [.. letter.Digest.Sections.SelectMany(section => section.Entries).SelectMany(entry => entry.Numbers).Order()],
            OverCap = letter is null ? [] : [.. letter.Digest.NotShown.SelectMany(story => story).Order()],
            LateCopies = [.. late.Select(pair => new LateCopy(pair.Number, pair.Of))],
        };
        var planned = letter is null ? null : new PlannedLetter(Row(due, letter), letter.Message);
        return await store.Ledger.PlanAsync(window, planned, stop) ? new PlannedWindow(window, planned?.Row, letter) : null;
    }

    private bool StaysOpen(DueWindow due)
    {
        var (window, opened, closed) = (due.Span.Window, due.Span.Opened, due.Span.Closed);
        if (!due.Subscription.IsAlert || window.UpTo - window.After >= LongWindow || closed - opened >= LongTime)
            return false;
        _nothingUpTo[KeyOf(due.Subscription)] = window.UpTo;
        return true;
    }

    private static (string Id, int Version) KeyOf(Subscription subscription) => (subscription.Id, subscription.Subscriber.Version);

    private LedgerRow Row(DueWindow due, Letter letter) => new()
    {
        Subscription = due.Subscription.Id,
        Number = due.Span.Number,
        Window = due.Span.Window,
        Recipient = due.Subscription.Subscriber.Address,
        MessageId = letter.MessageId,
        Subject = letter.Subject,
        IsAlert = due.Subscription.IsAlert,
        Planned = clock.GetUtcNow(),
        Changed = clock.GetUtcNow(),
    };

    /// <summary>Where the next window of a subscription begins.</summary>
    /// <param name="Number">The next window's number.</param>
    private readonly record struct Beginning(int Number, long UpTo, DateTimeOffset Closed)
    {
        public static Beginning After(WindowRow last) => new(last.Span.Number + 1, last.Span.Window.UpTo, last.Span.Closed);

        public WindowSpan Next(long upTo, DateTimeOffset closed) => new(Number, new Window(UpTo, upTo), Closed, closed);
    }
}

/// <summary>A window that was closed, with its letter when it has one.</summary>
internal sealed record PlannedWindow(WindowRow Window, LedgerRow? Row, Letter? Letter);
