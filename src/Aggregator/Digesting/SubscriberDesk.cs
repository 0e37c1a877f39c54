using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>What a subscriber's answer came to.</summary>
internal abstract record DeskAnswer
{
    private DeskAnswer()
    {
    }

    /// <param name="Sentence">What holds now, for the subscriber.</param>
    public sealed record Done(string Sentence) : DeskAnswer;

    /// <summary>Nobody was given such a link, or it has been used.</summary>
    public sealed record Unknown : DeskAnswer;

    /// <summary>Its time is over.</summary>
    public sealed record Late : DeskAnswer;
}

/// <summary>Takes what subscribers answer to their letters: that they asked for them, want a pause, or no more. Each answer is noted with its time and its way.</summary>
internal sealed class SubscriberDesk(ISubscriberBook book, SubscriptionLinks links, TimeProvider clock)
{
    /// <summary>For whom a link was made; null when it is none of ours.</summary>
    public async Task<KnownLink?> FindAsync(string token, CancellationToken stop) =>
        LinkToken.Read(token) is null ? null : links.Find(token, await book.AllAsync(stop), clock.GetUtcNow());

    /// <summary>The person says that they asked for the mail. Good once: the subscriber is another afterwards.</summary>
    /// <param name="token">Of the link.</param>
    /// <param name="way">How the answer came, for the record, as "by the page, from 192.0.2.7".</param>
    public Task<DeskAnswer> ConfirmAsync(string token, string way, CancellationToken stop) =>
        AnswerAsync(token, LinkPurpose.Confirm, (known, now) => known.Subscriber.State == SubscriberState.Unconfirmed
            ? (known.Subscriber.Turned(SubscriberState.Active, now, $"Confirmed {way}."), $"{known.Subscriber.Address} will get the digest.")
            : (null, $"{known.Subscriber.Address} is confirmed already."), stop);

    /// <summary>Ends the subscription that the link is about; when it was the last one, the subscriber gets nothing more.</summary>
    public Task<DeskAnswer> UnsubscribeAsync(string token, string way, CancellationToken stop) =>
        AnswerAsync(token, LinkPurpose.Unsubscribe, (known, now) => (Without(known, way, now), Ended(known)), stop);

    public Task<DeskAnswer> EndAllAsync(string token, string way, CancellationToken stop) =>
        AnswerAsync(token, LinkPurpose.Manage, (known, now) => known.Subscriber.State == SubscriberState.Stopped
            ? (null, $"{known.Subscriber.Address} gets nothing.")
            : (known.Subscriber.Turned(SubscriberState.Stopped, now, $"Unsubscribed from everything {way}."), $"{known.Subscriber.Address} gets nothing more."), stop);

    public Task<DeskAnswer> PauseAsync(string token, string way, CancellationToken stop) =>
        AnswerAsync(token, LinkPurpose.Manage, (known, now) => known.Subscriber.State == SubscriberState.Active
            ? (known.Subscriber.Turned(SubscriberState.Paused, now, $"Paused {way}."), "It is paused. What comes meanwhile is told in one letter when you go on.")
            : (null, "There is nothing to pause."), stop);

    /// <summary>Goes on after a pause. Who was stopped must ask anew: a link in an old letter is no new consent.</summary>
    public Task<DeskAnswer> GoOnAsync(string token, string way, CancellationToken stop) =>
        AnswerAsync(token, LinkPurpose.Manage, (known, now) => known.Subscriber.State == SubscriberState.Paused
            ? (known.Subscriber.Turned(SubscriberState.Active, now, $"Went on {way}."), "It goes on. The next letter tells what came in the pause.")
            : (null, "There is no pause."), stop);

    /// <summary>Does what a link asks for, again when somebody else changed the subscriber meanwhile: then the link is judged anew, too.</summary>
    private async Task<DeskAnswer> AnswerAsync(string token, LinkPurpose purpose, Func<KnownLink, DateTimeOffset, (Subscriber? Changed, string Sentence)> answer, CancellationToken stop)
    {
        while (true)
        {
            if (await FindAsync(token, stop) is not { } known || known.Purpose != purpose)
                return new DeskAnswer.Unknown();
            if (known.IsLate)
                return new DeskAnswer.Late();
            var (changed, sentence) = answer(known, clock.GetUtcNow());
            if (changed is null || await book.SaveAsync(changed, stop))
                return new DeskAnswer.Done(sentence);
        }
    }

    private static Subscriber? Without(KnownLink known, string way, DateTimeOffset now)
    {
        var subscriber = known.Subscriber;
        if (known.Schedule is not { } schedule || subscriber.State == SubscriberState.Stopped)
            return null;
        return subscriber.Schedules.Count == 1
            ? subscriber.Turned(SubscriberState.Stopped, now, $"Unsubscribed {way}.")
            : subscriber.Turned(subscriber.State, now, $"Unsubscribed from '{schedule}' {way}.") with { Schedules = [.. subscriber.Schedules.Where(other => other != schedule)] };
    }

    private static string Ended(KnownLink known)
    {
        var subscriber = known.Subscriber;
        var left = subscriber.State == SubscriberState.Stopped ? [] : subscriber.Schedules.Where(schedule => schedule != known.Schedule).ToList();
        return left.Count == 0 ? $"{subscriber.Address} gets nothing more." : $"This one has ended. {subscriber.Address} still gets: {string.Join("; ", left)}.";
    }
}
