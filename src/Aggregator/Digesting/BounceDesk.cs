using System.Globalization;
using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;
using Microsoft.Extensions.Logging;

namespace Aggregator.Digesting;

/// <summary>What the desk of bounces asks of the ledger.</summary>
/// <param name="RecipientAsync">To whom the letter of a Message-ID went; null when there is no such letter.</param>
/// <param name="SettleAsync">A letter has come back: one that was in doubt is in doubt no more. Takes its Message-ID and what the other side said.</param>
internal sealed record SentLetters(Func<string, CancellationToken, Task<string?>> RecipientAsync, Func<string, string, CancellationToken, Task> SettleAsync)
{
    public static SentLetters In(IDigestLedger ledger, TimeProvider clock) => new(
        async (id, stop) => (await ledger.OfMessageAsync(id, stop))?.Recipient,
        async (id, why, stop) =>
        {
            // What the server took stays taken: that it came back stands with the subscriber.
            if (await ledger.OfMessageAsync(id, stop) is { State: LetterState.Ambiguous } row)
                await ledger.MarkAsync(row.Key, new LetterMark(LetterState.Refused, why, clock.GetUtcNow()), stop);
        });
}

/// <summary>Does what a mail that came back calls for: but only when it shows a token or a Message-ID that only our letter can have given it. Else anybody could end anybody's mail.</summary>
internal sealed class BounceDesk(ISubscriberBook book, SubscriptionLinks links, SubscriberDesk desk, SentLetters letters, TimeProvider clock, ILogger<BounceDesk> log)
{
    /// <summary>So many in a row make a pause.</summary>
    public const int MostSoft = 5;

    private const string Soft = "Came back";

    /// <summary>Takes what the box holds.</summary>
    public async Task EmptyAsync(IReturnBox box, CancellationToken stop)
    {
        if (await box.EmptyAsync(TakeAsync, stop) is { } why)
            log.BouncesUnread(why);
    }

    public async Task TakeAsync(Bounce? bounce, CancellationToken stop)
    {
        if (bounce is null)
            log.ReturnIgnored("It is no bounce, or tells only of a delay.");
        else if (bounce.Kind == BounceKind.Unsubscribe)
            await UnsubscribeAsync(bounce, stop);
        else if (await AddressAsync(bounce, stop) is not { } address)
            log.ReturnIgnored($"A bounce for '{bounce.Recipient}' names no letter of ours.");
        else
        {
            await book.ChangeAsync(address, subscriber => After(bounce, subscriber, clock.GetUtcNow()), stop);
            if (bounce.MessageId is { } id && bounce.Kind != BounceKind.Complaint && await IsForAsync(id, address, stop))
                await letters.SettleAsync(id, $"It came back: {Told(bounce)}", stop);
            log.Returned(bounce.Kind, address, Told(bounce));
        }
    }

    private async Task UnsubscribeAsync(Bounce mail, CancellationToken stop)
    {
        foreach (var token in mail.Tokens)
        {
            if (await desk.UnsubscribeAsync(token, "by mail", stop) is DeskAnswer.Done)
                return;
        }
        log.ReturnIgnored($"A mail to unsubscribe from '{mail.Recipient}' has no link of ours.");
    }

    /// <summary>Whose letter it was, as proved by a token or by the ledger; null when nothing proves it.</summary>
    private async Task<string?> AddressAsync(Bounce bounce, CancellationToken stop)
    {
        if (bounce.Tokens.Count > 0)
        {
            var all = await book.AllAsync(stop);
            if (bounce.Tokens.Select(token => links.Find(token, all, clock.GetUtcNow())).FirstOrDefault(known => known is { Purpose: LinkPurpose.Return or LinkPurpose.Unsubscribe }) is { } known)
                return known.Subscriber.Address;
        }
        return bounce.MessageId is { } id ? await letters.RecipientAsync(id, stop) : null;
    }

    private async Task<bool> IsForAsync(string id, string address, CancellationToken stop) =>
        (await letters.RecipientAsync(id, stop))?.Equals(address, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The subscriber after a bounce; null when nothing changes.</summary>
    private static Subscriber? After(Bounce bounce, Subscriber subscriber, DateTimeOffset now)
    {
        if (subscriber.State == SubscriberState.Stopped)
            return null;
        if (bounce.Kind is BounceKind.Hard)
            return subscriber.Turned(SubscriberState.Stopped, now, $"The address takes no mail: {Told(bounce)}");
        if (bounce.Kind is BounceKind.Complaint)
            return subscriber.Turned(SubscriberState.Stopped, now, $"Complaint: {Told(bounce)}");
        var count = IsInARow(subscriber, now) ? subscriber.SoftBounces + 1 : 1;
        var noted = subscriber.Turned(subscriber.State, now, $"{Soft} ({count.ToString(CultureInfo.InvariantCulture)}): {Told(bounce)}") with { SoftBounces = count };
        return count >= MostSoft && subscriber.State == SubscriberState.Active
            ? noted.Turned(SubscriberState.Paused, now, $"Paused: {count} letters in a row came back.")
            : noted;
    }

    /// <summary>Nobody tells of letters that arrive. So a bounce follows on the last one when not more than one letter can have arrived between them.</summary>
    private static bool IsInARow(Subscriber subscriber, DateTimeOffset now) =>
        subscriber.Consent.LastOrDefault(note => note.What.StartsWith(Soft, StringComparison.Ordinal)) is { } last && now - last.At <= Rhythm(subscriber) * 2;

    private static TimeSpan Rhythm(Subscriber subscriber) => TimeSpan.FromDays(subscriber.Schedules.Select(schedule => schedule.Kind switch
    {
        ScheduleKind.Weekly => 7,
        ScheduleKind.Monthly => 31,
        // A weekend lies between two of them.
        _ => 3,
    }).DefaultIfEmpty(3).Min());

    private static string Told(Bounce bounce) => bounce.Code is { } code && !bounce.Why.Contains(code, StringComparison.Ordinal) ? $"{code} {bounce.Why}" : bounce.Why;
}
