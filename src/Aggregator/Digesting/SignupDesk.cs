using System.Globalization;
using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>Asks the owner of an address whether they want the mail: until they say so, that question is all they get.</summary>
internal sealed class SignupDesk(ISubscriberBook book, SubscriptionLinks links, LetterEnvelope envelope, IMailer mailer, MailingSettings settings, TimeProvider clock)
{
    /// <summary>How long the question can be answered.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    /// <summary>Unanswered questions in the book; more are not asked, so that nobody fills it.</summary>
    private const int MostOpen = 1000;

    private const int MostAsked = 3;

    private const string Asked = "Asked to confirm";

    private static readonly TimeSpan Between = TimeSpan.FromDays(1);

    /// <summary>So long a question counts; then who never answered is forgotten.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private static readonly TimeSpan PageWait = TimeSpan.FromSeconds(20);

    /// <summary>Enters a subscriber as unconfirmed and writes to it. Whoever has an address is not told whether it was known here.</summary>
    /// <param name="wanted">A new subscriber, with what it wants.</param>
    /// <param name="way">Who asked, for the record, as "by the page, from 192.0.2.7".</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Why nothing was sent, when the one who asks should know; null when all is as it should be.</returns>
    public async Task<string?> AskAsync(Subscriber wanted, string way, CancellationToken stop)
    {
        if (!Recipient.IsMail(wanted.Address))
            return "This is not a mail address that can be written to.";
        if (links.Confirm(wanted, clock.GetUtcNow()) is null)
            return "There is no page on which it could be confirmed: set Serving:PublicAddress.";
        return await EnterAsync(wanted, way, stop) switch
        {
            (null, var why) => why,
            ({ } entered, _) => await WriteAsync(entered, stop),
        };
    }

    /// <summary>Forgets who was asked and never answered: nobody agreed to be in the book. Who had been a subscriber before is stopped again, and keeps their history.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(CancellationToken stop)
    {
        var (now, count) = (clock.GetUtcNow(), 0);
        foreach (var silent in (await book.AllAsync(stop)).Where(subscriber => subscriber.State == SubscriberState.Unconfirmed && subscriber.Consent.All(note => note.At <= now - Memory)))
        {
            // Who answers in this moment has changed meanwhile, and stays.
            if (silent.Consent.All(IsQuestion) ? await book.RemoveAsync(silent, stop) : await book.SaveAsync(silent.Turned(SubscriberState.Stopped, now, "Did not confirm."), stop))
                count++;
        }
        return count;
    }

    /// <returns>The subscriber to write to; or none, perhaps with a reason.</returns>
    private async Task<(Subscriber? Entered, string? Why)> EnterAsync(Subscriber wanted, string way, CancellationToken stop)
    {
        while (true)
        {
            var known = await book.FindAsync(wanted.Address, stop);
            var now = clock.GetUtcNow();
            if (known is { State: SubscriberState.Active or SubscriberState.Paused } || (known is not null && !MayAsk(known, now)))
                return (null, null);
            if (known is null && (await book.AllAsync(stop)).Count(subscriber => subscriber.State == SubscriberState.Unconfirmed) >= MostOpen)
                return (null, "Too many addresses wait to be confirmed. Please try again in some days.");
            // Who comes back keeps what they followed, and their history.
            if (await book.SaveAsync((known ?? wanted).Turned(SubscriberState.Unconfirmed, now, $"{Asked} {way}."), stop))
                return (await book.FindAsync(wanted.Address, stop), null);
        }
    }

    /// <summary>At most once a day, and some times in a month: the question must not become a nuisance of its own.</summary>
    private static bool MayAsk(Subscriber known, DateTimeOffset now)
    {
        var asked = known.Consent.Where(IsQuestion).Select(note => note.At).ToList();
        return asked.All(at => at <= now - Between) && asked.Count(at => at > now - Memory) < MostAsked;
    }

    private static bool IsQuestion(ConsentNote note) => note.What.StartsWith(Asked, StringComparison.Ordinal);

    private async Task<string?> WriteAsync(Subscriber subscriber, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        // Somebody waits before a page.
        using var limit = new CancellationTokenSource(PageWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        var outcome = await mailer.SendAsync(envelope.Sealed(subscriber, $"Please confirm: {settings.List}", Question(subscriber, now + Patience), now), either.Token);
        await mailer.RestAsync(stop);
        return outcome is SendOutcome.Refused ? "The letter with the link could not be sent now. Please try again tomorrow." : null;
    }

    private string Question(Subscriber subscriber, DateTimeOffset until) => $"""
        Somebody, we hope it was you, asked for this mail:

          {settings.List}: {string.Join("; ", subscriber.Schedules)} ({subscriber.ZoneId})

        If you want it, open this page and press its button:

        {links.Confirm(subscriber, until)}

        The link is good once, until {TimeZoneInfo.ConvertTime(until, subscriber.Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)}.
        If you do not want it, do nothing: you will get nothing more.

        """;
}
