using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>Sends what the ledger holds: claimed before it leaves, the outcome written down after. Only the store's owner has one at work.</summary>
internal sealed class Outbox(Store store, IMailer mailer, TimeProvider clock)
{
    /// <summary>A letter that could not leave for so long is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>An alert whose arrival nobody knows is sent again so often; then a person decides.</summary>
    private const int MostResent = 5;

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    private bool _isRecovered;

    /// <summary>Tries every letter whose time has come, each once; what hinders one never holds the others.</summary>
    /// <param name="isPatient">False to try also those that were to be tried later: a person asks.</param>
    public async Task<IReadOnlyList<LedgerRow>> SendAsync(bool isPatient, CancellationToken stop)
    {
        await RecoverAsync(stop);
        var sent = new List<LedgerRow>();
        try
        {
            foreach (var row in await store.Ledger.LettersAsync([LetterState.Planned], stop))
            {
                if (isPatient && row.Next > clock.GetUtcNow())
                    continue;
                // Before it is claimed: a program that ends while it waits leaves no letter in doubt.
                await mailer.ReadyAsync(row.Recipient, stop);
                if (await store.Ledger.ClaimAsync(row.Key, clock.GetUtcNow(), stop))
                    sent.Add(await HandOverAsync(row with { Tries = row.Tries + 1 }, stop));
                stop.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await mailer.RestAsync(CancellationToken.None);
        }
        return sent;
    }

    /// <summary>What an earlier process was sending when it ended: the one owner of the store is we, so nobody sends it now.</summary>
    private async Task RecoverAsync(CancellationToken stop)
    {
        if (_isRecovered)
            return;
        foreach (var row in await store.Ledger.LettersAsync([LetterState.Sending], stop))
        {
            const string What = "The program ended while the letter was being sent";
            var mark = mailer.MayRepeat(row.Recipient) ? Again($"{What}; sending it again leaves one.")
                : row.IsAlert ? Again($"{What}. It is an alert, so it is sent again under the same Message-ID.")
                : new LetterMark(LetterState.Ambiguous, $"{What}: it may have arrived.", clock.GetUtcNow());
            await store.Ledger.MarkAsync(row.Key, mark, stop);
        }
        _isRecovered = true;

        LetterMark Again(string why) => new(LetterState.Planned, why, clock.GetUtcNow());
    }

    private async Task<LedgerRow> HandOverAsync(LedgerRow row, CancellationToken stop)
    {
        var message = await store.Ledger.LetterAsync(row.Key, stop) ?? throw new InvalidDataException($"The store is damaged: letter {row.Key} has no message.");
        var outcome = await mailer.SendAsync(new FrozenLetter(row.MessageId, row.Recipient, message), stop);
        var mark = MarkOf(row, outcome);
        // The answer is known: it is written down even when the program is being stopped.
        await store.Ledger.MarkAsync(row.Key, mark, CancellationToken.None);
        if (outcome is SendOutcome.Refused { IsFinal: true, IsRecipient: true } refused)
            await EndAsync(row.Recipient, refused.Why, CancellationToken.None);
        return row with { State = mark.State, Why = mark.Why, Next = mark.Next, Changed = mark.At };
    }

    private LetterMark MarkOf(LedgerRow row, SendOutcome outcome)
    {
        var now = clock.GetUtcNow();
        return outcome switch
        {
            SendOutcome.Accepted accepted => new LetterMark(LetterState.Accepted, accepted.Where, now),
            SendOutcome.Refused { IsFinal: true } refused => new LetterMark(LetterState.Refused, $"{refused.Why} It is not tried again.", now),
            SendOutcome.Refused refused when now - (row.AskedFor ?? row.Planned) > Patience => new LetterMark(LetterState.Refused, $"{refused.Why} It was tried for {Patience.Days} days and is given up.", now),
            // A letter that has certainly not arrived is tried again, with the same bytes.
            SendOutcome.Refused refused => new LetterMark(LetterState.Planned, $"{refused.Why} It stays in the ledger and is tried again.", now, now + Pause(row)),
            SendOutcome.Ambiguous ambiguous when mailer.MayRepeat(row.Recipient) => new LetterMark(LetterState.Planned, $"{ambiguous.Why} Sending it again leaves one, so it is tried again.", now, now + Pause(row)),
            SendOutcome.Ambiguous ambiguous when row.IsAlert && row.Tries < MostResent => new LetterMark(LetterState.Planned, $"{ambiguous.Why} It is an alert, so it is sent again under the same Message-ID.", now, now + Pause(row)),
            SendOutcome.Ambiguous ambiguous => new LetterMark(LetterState.Ambiguous, $"{ambiguous.Why} It may have arrived, so it is not sent again.", now),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static TimeSpan Pause(LedgerRow row) => Pauses[Math.Min(row.Tries, Pauses.Length) - 1];

    /// <summary>An address that does not exist is written to no more.</summary>
    private Task EndAsync(string address, string why, CancellationToken stop) => store.Subscribers.ChangeAsync(
        address,
        subscriber => subscriber.State == SubscriberState.Active ? subscriber.Turned(SubscriberState.Stopped, clock.GetUtcNow(), $"The mail server does not take the address: {why}") : null,
        stop);
}
