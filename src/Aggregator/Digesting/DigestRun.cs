using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Polls;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>What one round of digests came to.</summary>
internal abstract record DigestReport
{
    private DigestReport()
    {
    }

    public sealed record NothingNew(string Sentence) : DigestReport;

    public sealed record Sent(Letter Letter, Digest Digest, string Where) : DigestReport;

    public sealed record NotSent(string Why) : DigestReport;
}

/// <summary>Plan, letter, send, record: in this order, so that whatever happens in between is known afterwards.</summary>
internal sealed class DigestRun(Store store, LetterWriter writer, IMailer mailer, DigestingSettings settings, TimeProvider clock)
{
    private const string Daily = "daily";

    /// <summary>Sends what is new since the last digest, after finishing what an earlier run left open.</summary>
    public async Task<DigestReport> SendAsync(CancellationToken stop)
    {
        var late = await FinishOpenAsync(stop);
        var after = await store.Ledger.LastPlannedAsync(Daily, stop);
        var window = new Window(after, await store.Archive.LastNumberAsync(stop));
        if (await ComposeAsync(window, stop) is not { } digest)
            return Nothing(after, late);
        var letter = await writer.WriteAsync(digest, stop);
        var row = new LedgerRow
        {
            Subscription = Daily,
            Window = window,
            Recipient = settings.To,
            MessageId = letter.MessageId,
            Letter = letter.Message,
            Planned = digest.Closed,
        };
        if (!await store.Ledger.PlanAsync(row, stop))
            return new DigestReport.NothingNew($"The digest of {window} is in the ledger already.");
        var outcome = await HandOverAsync(row, stop);
        return outcome is SendOutcome.Accepted accepted ? new DigestReport.Sent(letter, digest, accepted.Where) : new DigestReport.NotSent(WhyNot(outcome));
    }

    /// <summary>The digest of a window; null when it holds nothing. Nothing is written down.</summary>
    public async Task<Digest?> ComposeAsync(Window window, CancellationToken stop)
    {
        if (window.IsEmpty)
            return null;
        var articles = await store.Archive.InWindowAsync(window, stop);
        var subscriber = new Subscriber { Address = settings.To, ZoneId = settings.Zone };
        var subscription = new Subscription(Daily, subscriber, new Schedule { Kind = ScheduleKind.Daily });
        return DigestComposer.Compose(subscription, new WindowSpan(1, window, null, clock.GetUtcNow()), [.. articles.Select(kept => new DigestArticle(kept, []))], await TroublesAsync(stop));
    }

    /// <summary>The letter of a window, for looking at; null when the window holds nothing.</summary>
    public async Task<Letter?> PreviewAsync(DateTimeOffset since, CancellationToken stop)
    {
        var window = new Window(await store.Archive.LastNumberBeforeAsync(since, stop), await store.Archive.LastNumberAsync(stop));
        return await ComposeAsync(window, stop) is { } digest ? await writer.WriteAsync(digest, stop) : null;
    }

    /// <summary>What came of the letters that earlier runs left open: of several, one that has not left; null when there was none.</summary>
    private async Task<SendOutcome?> FinishOpenAsync(CancellationToken stop)
    {
        SendOutcome? late = null;
        foreach (var row in await store.Ledger.OpenAsync(stop))
        {
            var outcome = row.State == LetterState.Sending && !mailer.MayRepeat(row.Recipient) ? await GiveUpAsync(row, stop) : await HandOverAsync(row, stop);
            late = late is null or SendOutcome.Accepted ? outcome : late;
        }
        return late;
    }

    private async Task<SendOutcome> GiveUpAsync(LedgerRow row, CancellationToken stop)
    {
        var outcome = new SendOutcome.Ambiguous("The program ended while a letter was being sent.");
        await store.Ledger.MarkAsync(row.Key, LetterState.Ambiguous, outcome.Why, clock.GetUtcNow(), stop);
        return outcome;
    }

    private async Task<SendOutcome> HandOverAsync(LedgerRow row, CancellationToken stop)
    {
        await store.Ledger.MarkAsync(row.Key, LetterState.Sending, null, clock.GetUtcNow(), stop);
        var outcome = await mailer.SendAsync(new FrozenLetter(row.MessageId, row.Recipient, row.Letter), stop);
        var (state, why) = outcome switch
        {
            SendOutcome.Accepted accepted => (LetterState.Accepted, accepted.Where),
            SendOutcome.Refused { IsFinal: true } refused => (LetterState.Refused, refused.Why),
            // A letter that has certainly not arrived is tried again, with the same bytes.
            SendOutcome.Refused refused => (LetterState.Planned, refused.Why),
            SendOutcome.Ambiguous ambiguous => (LetterState.Ambiguous, ambiguous.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        // The answer is known: it is written down even when the program is being stopped.
        await store.Ledger.MarkAsync(row.Key, state, why, clock.GetUtcNow(), CancellationToken.None);
        if (outcome is not SendOutcome.Accepted)
            stop.ThrowIfCancellationRequested();
        return outcome;
    }

    /// <summary>Nothing new is no news; a letter that still waits is.</summary>
    private static DigestReport Nothing(long after, SendOutcome? late)
    {
        var nothing = after == 0 ? "Nothing has been kept yet: poll first." : $"Nothing new since no. {after}, where the last digest ended.";
        return late switch
        {
            null => new DigestReport.NothingNew(nothing),
            SendOutcome.Accepted accepted => new DigestReport.NothingNew($"A letter that had waited has left now: {accepted.Where}. {nothing}"),
            _ => new DigestReport.NotSent(WhyNot(late)),
        };
    }

    private static string WhyNot(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Refused { IsFinal: true } refused => $"{refused.Why} The server will never take it: it is not tried again.",
        SendOutcome.Refused refused => $"{refused.Why} The letter stays in the ledger and is tried again by the next digest.",
        SendOutcome.Ambiguous ambiguous => $"{ambiguous.Why} It may have arrived, so it is not sent again.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<IReadOnlyList<SourceTrouble>> TroublesAsync(CancellationToken stop) =>
        [.. (await store.Book.RecallAllAsync(stop))
            // A source that was taken out of feeds.json is asked no more: its last trouble is no news.
            .Where(memory => memory.LastPolled > clock.GetUtcNow() - PollSchedule.Longest - TimeSpan.FromDays(1))
            .Select(memory => (memory.Source, Health: SourceHealth.Of(memory)))
            .Where(source => source.Health.IsTrouble)
            .OrderBy(source => source.Source.Value, StringComparer.Ordinal)
            .Select(source => new SourceTrouble(source.Source.Value, source.Health.Sentence))];
}
