using Aggregator.Digesting;
using Aggregator.Digests;
using Aggregator.Storing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Aggregator.Mailing;

/// <summary>Letters and their way back, through a real mail server.</summary>
public sealed class PostfixTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Letters_arrive_whole_at_those_who_exist_and_refusals_are_told_one_by_one()
    {
        await using var server = await Postfix.StartAsync(Stop);
        using var mailer = new SmtpMailer(server.Settings, Links.Of(server.Settings), TimeProvider.System);
        var letters = Enumerable.Range(0, 40).Select(number => Letter(server.Settings, number switch
        {
            7 => "nobody@example.org",
            11 => "later@example.org",
            _ => $"reader{number}@example.org",
        })).ToList();
        var outcomes = new List<SendOutcome>();
        foreach (var letter in letters)
            outcomes.Add(await mailer.SendAsync(letter, Stop));
        await mailer.RestAsync(Stop);
        Assert.Equal((true, true), outcomes[7] is SendOutcome.Refused nobody ? (nobody.IsFinal, nobody.IsRecipient) : default);
        Assert.Equal((false, true), outcomes[11] is SendOutcome.Refused later ? (later.IsFinal, later.IsRecipient) : default);
        Assert.Equal(38, outcomes.OfType<SendOutcome.Accepted>().Count());
        var delivered = await Postfix.DeliveredAsync(server.Inbox, 38, Stop);
        Assert.Equal(letters.Where((_, number) => number is not (7 or 11)).Select(letter => letter.MessageId).Order(), delivered.Select(message => message.MessageId).Order());
        Assert.All(delivered, message => Assert.Equal(message.Headers["Delivered-To"], message.To.Mailboxes.Single().Address));
        // What the server put in front is its own; below it stands every byte as it was frozen.
        var text = await File.ReadAllTextAsync(Directory.GetFiles(server.Inbox).Single(file => File.ReadAllText(file).Contains("To: reader3@example.org", StringComparison.Ordinal)), Stop);
        Assert.EndsWith(System.Text.Encoding.UTF8.GetString(letters[3].Message).ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_report_of_a_real_server_stops_the_reader_who_is_gone()
    {
        await using var server = await Postfix.StartAsync(Stop);
        var (book, links, settled) = (new MemoryBook(Reader("gone@example.org"), Reader("ann@example.org")), Links.Of(server.Settings), new List<string>());
        using var mailer = new SmtpMailer(server.Settings, links, TimeProvider.System);
        var letter = Letter(server.Settings, "gone@example.org");
        Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(letter, Stop));
        Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter(server.Settings, "ann@example.org"), Stop));
        await mailer.RestAsync(Stop);
        var report = Assert.Single(await Postfix.DeliveredAsync(server.Bounces, 1, Stop));
        var desk = new BounceDesk(book, links, new SubscriberDesk(book, links, TimeProvider.System), new SentLetters(
            (id, _) => Task.FromResult(id == letter.MessageId ? letter.Recipient : null),
            (id, _, _) =>
            {
                settled.Add(id);
                return Task.CompletedTask;
            }), TimeProvider.System, NullLogger<BounceDesk>.Instance);
        await desk.TakeAsync(BounceReader.Read(report), Stop);
        Assert.Equal(SubscriberState.Stopped, book["gone@example.org"].State);
        Assert.Contains("5.1.1", book["gone@example.org"].Consent[^1].What, StringComparison.Ordinal);
        Assert.Equal(SubscriberState.Active, book["ann@example.org"].State);
        Assert.Equal([letter.MessageId], settled);
    }

    [Fact]
    public async Task A_letter_leaves_under_TLS_to_a_server_that_can_be_trusted_and_to_no_other()
    {
        await using var server = await Postfix.StartAsync(Stop, speaksTls: true);
        using var folder = new ScratchFolder();
        await using (var store = await Some.OpenAsync(folder.Path))
        {
            await store.Subscribers.SaveAsync(Reader("ann@example.org") with { Since = DateTimeOffset.UnixEpoch }, Stop);
            await store.Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), Stop);
        }
        string[] line = ["digest", "send", "--data", folder.Path];
        Assert.Contains("a certificate that this machine does not trust: self-signed certificate. Name the server", await RunningProgram.StartAndEndAsync(line, server.Tell, Stop), StringComparison.Ordinal);
        Assert.False(Directory.Exists(server.Inbox));
        await RunningProgram.StartAndEndAsync(line, Trusting, Stop);
        var letter = Assert.Single(await Postfix.DeliveredAsync(server.Inbox, 1, Stop));
        Assert.Contains("using TLSv1.", letter.Headers["Received"], StringComparison.Ordinal);

        void Trusting(IDictionary<string, string?> environment)
        {
            server.Tell(environment);
            environment["SSL_CERT_FILE"] = server.Certificate;
        }
    }

    private static Subscriber Reader(string address) => new() { Address = address, Schedules = [new Schedule { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] }] };

    private static FrozenLetter Letter(MailingSettings settings, string recipient)
    {
        var digest = SomeDigest.To(recipient, SomeDigest.Entry(1));
        var html = $"<p>{string.Join(' ', Enumerable.Repeat("Küstenwache – ", 300))}</p>";
        var letter = new LetterEnvelope(settings, Links.Of(settings, "https://news.example.org/")).Sealed(digest, "[Energy] 1 new: Küste", html, ".\nA line.\n.leading dot\n", null);
        return new FrozenLetter(letter.MessageId, recipient, letter.Message);
    }
}
