using Aggregator.Text;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>Hands letters to an SMTP server, and tells "not taken" from "perhaps taken".</summary>
internal sealed class SmtpMailer(MailingSettings settings, SubscriptionLinks links, TimeProvider clock) : IMailer, IDisposable
{
    /// <summary>For a letter whose answer is awaited when the program is stopped: a short wait spares a long doubt.</summary>
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    private readonly SmtpLine _line = new(settings, clock);
    private readonly Pace _pace = new(settings.PerMinute, clock);
    private readonly SemaphoreSlim _turn = new(1);

    public bool MayRepeat(string recipient) => false;

    public Task ReadyAsync(string recipient, CancellationToken stop) => _pace.WaitAsync(stop);

    public async Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
    {
        if (!Recipient.IsMail(letter.Recipient) || !MailboxAddress.TryParse(letter.Recipient, out var recipient))
            return new SendOutcome.Refused($"'{PlainText.OneLine(letter.Recipient)}' is not a mail address that can be written to.", IsFinal: true) { IsRecipient = true };
        try
        {
            await _turn.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return Stopped();
        }
        try
        {
            await _pace.WaitAsync(stop);
            _pace.Step();
            return await TryAsync(letter, new Envelope(links.ReturnTo(letter.Recipient), recipient), stop);
        }
        catch (OperationCanceledException)
        {
            return Stopped();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task RestAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await _line.CloseAsync(stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _line.Dispose();
        _turn.Dispose();
    }

    /// <summary>Sends it once; over a new connection when the old one turns out to be gone before the letter began.</summary>
    private async Task<SendOutcome> TryAsync(FrozenLetter letter, Envelope envelope, CancellationToken stop)
    {
        using var attempt = new Attempt(letter, settings.Timeout, clock, stop);
        try
        {
            while (true)
            {
                if (await _line.OpenAsync(attempt.Token) is { } closed)
                    return closed;
                var isFresh = _line.IsFresh;
                var (outcome, isGone) = await HandOverAsync(letter, envelope, attempt, attempt.Token);
                if (!isGone || isFresh)
                    return outcome;
            }
        }
        catch (OperationCanceledException)
        {
            _line.Dispose();
            return attempt.IsStopped ? Stopped() : TooSlow();
        }
    }

    /// <returns>What came of it; and true when the connection was gone before the letter began.</returns>
    private async Task<(SendOutcome Outcome, bool IsGone)> HandOverAsync(FrozenLetter letter, Envelope envelope, Attempt attempt, CancellationToken stop)
    {
        using var message = await MimeMessage.LoadAsync(new MemoryStream(letter.Message), stop);
        try
        {
            return (new SendOutcome.Accepted($"{_line.Where} ({PlainText.OneLine(await _line.SendAsync(message, envelope, attempt, stop))})"), false);
        }
        catch (SmtpCommandException e)
        {
            // With 421 a server hangs up.
            var isClosing = e.StatusCode == SmtpStatusCode.ServiceNotAvailable;
            if (isClosing)
                _line.Dispose();
            return (Refused((int)e.StatusCode, e.Message) with { IsRecipient = e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && IsOfAddress(e.Message) }, isClosing && !attempt.HasBegun);
        }
        catch (Exception e) when (SmtpLine.IsTrouble(e) || e is OperationCanceledException)
        {
            _line.Dispose();
            var isLost = e is not OperationCanceledException;
            if (!attempt.HasEnded)
                return (isLost ? new SendOutcome.Refused($"{_line.Where} broke off before it had the letter: {PlainText.OneLine(e.Message)}", IsFinal: false) : attempt.IsStopped ? Stopped() : TooSlow(), isLost && !attempt.HasBegun);
            if (_line.Refusal is { } refusal)
                return (Refused(refusal.Code, refusal.Words), false);
            return (new SendOutcome.Ambiguous(isLost ? $"{_line.Where} broke off when it had the letter: {PlainText.OneLine(e.Message)}"
                : attempt.IsStopped ? $"The program was stopped before {_line.Where} said whether it took the letter." : $"{_line.Where} had the letter, and did not say whether it took it."), false);
        }
    }

    /// <summary>False for what a server refuses by policy, as a relay that is denied: that is not the address's fault, and would be said of every one.</summary>
    private static bool IsOfAddress(string words) => BounceReader.StatusIn(words) is not { } status || status[1..].StartsWith(".1.", StringComparison.Ordinal) || status[1..].StartsWith(".2.", StringComparison.Ordinal);

    private SendOutcome.Refused Refused(int code, string words) => new($"{_line.Where} answered {code}: {PlainText.OneLine(words)}", IsFinal: code >= 500);

    /// <summary>A stop that came in time: an exception would leave the letter in doubt, and a letter in doubt is not sent again.</summary>
    private SendOutcome.Refused Stopped() => new($"The program was stopped before {_line.Where} had the letter.", IsFinal: false);

    private SendOutcome.Refused TooSlow() => new($"{_line.Where} did not take the letter within {settings.Timeout.TotalMinutes:0.#} minutes.", IsFinal: false);

    /// <summary>One attempt: how far the letter got, and how long it may take.</summary>
    private sealed class Attempt : ITransferProgress, IDisposable
    {
        private readonly CancellationTokenSource _limit;
        private readonly CancellationTokenRegistration _stopping;
        private readonly CancellationToken _stop;
        private readonly int _size;
        private long _written;

        public Attempt(FrozenLetter letter, TimeSpan limit, TimeProvider clock, CancellationToken stop)
        {
            (_limit, _stop, _size) = (new CancellationTokenSource(limit, clock), stop, letter.Message.Length);
            _stopping = stop.Register(Shorten);
        }

        public CancellationToken Token => _limit.Token;

        public bool IsStopped => _stop.IsCancellationRequested;

        /// <summary>True when the first byte of the letter itself was written.</summary>
        public bool HasBegun => Interlocked.Read(ref _written) > 0;

        /// <summary>True when all of the letter may have been written. Before that, a server cannot have taken it: it never saw the end.</summary>
        public bool HasEnded => Interlocked.Read(ref _written) >= _size;

        public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

        public void Report(long bytesTransferred) => Interlocked.Exchange(ref _written, bytesTransferred);

        public void Dispose()
        {
            _stopping.Dispose();
            _limit.Dispose();
        }

        private void Shorten()
        {
            if (HasEnded)
                _limit.CancelAfter(LastWait);
            else
                _limit.Cancel();
        }
    }
}
