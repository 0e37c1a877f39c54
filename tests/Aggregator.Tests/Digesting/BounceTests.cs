using System.Text;
using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Storing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Xunit;

namespace Aggregator.Digesting;

public sealed class BounceTests : IDisposable
{
    private const string LetterId = "digest.1-20.0123456789abcdef@example.org";

    private static readonly Schedule Daily = new() { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 7, 30, 0, TimeSpan.Zero));
    private readonly MemoryBook _book = new(new Subscriber { Address = "ann@example.org", Schedules = [Daily] }, new Subscriber { Address = "bob@example.org", Schedules = [Daily] });
    private readonly SubscriptionLinks _links = Links.Of(new MailingSettings { Bounces = "bounces@example.org" }, "https://news.example.org/");
    private readonly Dictionary<string, string> _sent = new() { [LetterId] = "ann@example.org" };
    private readonly List<(string Id, string Why)> _settled = [];
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Ann => _links.ReturnTo("ann@example.org").Address;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("5.1.1", SubscriberState.Stopped)]
    [InlineData("5.1.10", SubscriberState.Stopped)]
    [InlineData("5.2.1", SubscriberState.Stopped)]
    [InlineData("5.0.0", SubscriberState.Stopped)]
    [InlineData("5.2.2", SubscriberState.Active)]
    [InlineData("5.7.1", SubscriberState.Active)]
    [InlineData("4.2.2", SubscriberState.Active)]
    [InlineData("4.4.7", SubscriberState.Active)]
    public async Task A_letter_that_came_back_for_good_is_the_last_one(string status, SubscriberState expected)
    {
        await TakeAsync(Report(Ann, status));
        Assert.Equal(expected, _book["ann@example.org"].State);
        Assert.Equal(expected == SubscriberState.Active ? 1 : 0, _book["ann@example.org"].SoftBounces);
        Assert.Contains("the other side's words", _book["ann@example.org"].Consent[^1].What, StringComparison.Ordinal);
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
    }

    [Fact]
    public async Task Five_soft_bounces_in_a_row_make_a_pause()
    {
        for (var day = 1; day <= 5; day++)
        {
            Assert.Equal(SubscriberState.Active, _book["ann@example.org"].State);
            await TakeAsync(Report(Ann, "4.2.2"));
            Assert.Equal(day, _book["ann@example.org"].SoftBounces);
            _clock.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(SubscriberState.Paused, _book["ann@example.org"].State);
        Assert.Contains("5 letters in a row", _book["ann@example.org"].Consent[^1].What, StringComparison.Ordinal);
        Assert.Equal(0, _book["ann@example.org"].Turned(SubscriberState.Active, _clock.GetUtcNow(), "Resumed.").SoftBounces);
    }

    [Fact]
    public async Task Soft_bounces_with_letters_that_arrived_between_them_are_in_no_row()
    {
        for (var week = 0; week < 10; week++)
        {
            await TakeAsync(Report(Ann, "4.2.2"));
            Assert.Equal(1, _book["ann@example.org"].SoftBounces);
            _clock.Advance(TimeSpan.FromDays(7));
        }
    }

    [Theory]
    [InlineData("delayed")]
    [InlineData("delivered")]
    [InlineData("relayed")]
    public async Task A_report_that_tells_of_no_failure_changes_nothing(string action)
    {
        await TakeAsync(Report(Ann, "4.4.1", action));
        Assert.Empty(_book["ann@example.org"].Consent);
    }

    [Theory]
    [InlineData("bounces@example.org")]
    [InlineData("bounces+aeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org")]
    [InlineData("ann@example.org")]
    public async Task A_forged_report_ends_nobodys_mail(string to)
    {
        await TakeAsync(Report(to, "5.1.1", id: "digest.1-20.ffffffffffffffff@example.org"));
        await TakeAsync(Complaint(to, id: "digest.1-20.ffffffffffffffff@example.org"));
        Assert.Equal(SubscriberState.Active, _book["ann@example.org"].State);
        Assert.Empty(_settled);
    }

    [Fact]
    public async Task A_token_of_one_reader_says_nothing_of_another()
    {
        await TakeAsync(Report(_links.ReturnTo("bob@example.org").Address, "5.1.1", recipient: "ann@example.org"));
        Assert.Equal(SubscriberState.Active, _book["ann@example.org"].State);
        Assert.Equal(SubscriberState.Stopped, _book["bob@example.org"].State);
        Assert.Empty(_settled);
    }

    [Fact]
    public async Task A_report_that_names_a_letter_of_the_ledger_is_believed()
    {
        await TakeAsync(Report("postmaster@example.org", "5.1.1"));
        Assert.Equal(SubscriberState.Stopped, _book["ann@example.org"].State);
    }

    [Fact]
    public async Task A_letter_in_doubt_that_came_back_is_in_doubt_no_more()
    {
        await TakeAsync(Report(Ann, "4.4.7"));
        var (id, why) = Assert.Single(_settled);
        Assert.Equal(LetterId, id);
        Assert.Contains("4.4.7", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_alone_name_the_letter_too()
    {
        await TakeAsync(Report(Ann, "5.1.1").Replace("message/rfc822", "text/rfc822-headers", StringComparison.Ordinal));
        Assert.Equal(LetterId, Assert.Single(_settled).Id);
    }

    [Theory]
    [InlineData("abuse", SubscriberState.Stopped)]
    [InlineData("fraud", SubscriberState.Stopped)]
    [InlineData("not-spam", SubscriberState.Active)]
    public async Task Who_calls_it_junk_gets_no_more(string kind, SubscriberState expected)
    {
        await TakeAsync(Complaint("fbl@example.org", kind, Ann));
        Assert.Equal(expected, _book["ann@example.org"].State);
        Assert.Empty(_settled);
    }

    [Fact]
    public async Task A_complaint_is_believed_by_the_link_in_the_letter_it_brings()
    {
        var link = _links.UnsubscribeByMail(new Subscription("ann@example.org|daily", _book["ann@example.org"], Daily))!;
        await TakeAsync(Complaint("fbl@example.org", id: "gone@example.org", extra: $"List-Unsubscribe: <{link.AbsoluteUri}>\r\n"));
        Assert.Equal(SubscriberState.Stopped, _book["ann@example.org"].State);
    }

    [Fact]
    public async Task A_mail_to_unsubscribe_ends_the_subscription()
    {
        var link = _links.UnsubscribeByMail(new Subscription("ann@example.org|daily", _book["ann@example.org"], Daily))!;
        var subject = Uri.UnescapeDataString(link.Query["?subject=".Length..]);
        Assert.StartsWith("unsubscribe ", subject, StringComparison.Ordinal);
        await TakeAsync(Plain($"Re: {subject}", "Auto-Submitted: auto-replied\r\n"));
        Assert.Equal(SubscriberState.Active, _book["ann@example.org"].State);
        await TakeAsync(Plain(subject.ToUpperInvariant()));
        Assert.Equal(SubscriberState.Stopped, _book["ann@example.org"].State);
        Assert.Contains("by mail", Assert.Single(_book["ann@example.org"].Consent).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsubscribe")]
    [InlineData("unsubscribe ann@example.org")]
    [InlineData("unsubscribe aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("hello")]
    public async Task A_mail_without_a_link_of_ours_ends_nothing(string subject)
    {
        await TakeAsync(Plain(subject));
        Assert.All(await _book.AllAsync(Stop), subscriber => Assert.Equal(SubscriberState.Active, subscriber.State));
    }

    [Fact]
    public async Task What_is_read_in_the_folder_is_put_aside_and_one_bad_mail_holds_up_no_other()
    {
        string[] mails = ["", "\0\u0001 no mail at all", "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nnonsense", Report(Ann, "5.1.1")];
        foreach (var (mail, number) in mails.Select((mail, number) => (mail, number)))
            await File.WriteAllTextAsync(_folder.In($"{number}.eml"), mail, Stop);
        await File.WriteAllTextAsync(_folder.In("other.txt"), "not a mail", Stop);
        await Desk().EmptyAsync(new ReturnFolder(_folder.Path), Stop);
        Assert.Equal(SubscriberState.Stopped, _book["ann@example.org"].State);
        Assert.Equal(4, Directory.GetFiles(_folder.In("done")).Length);
        Assert.Equal(["other.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_report_made_of_anything_is_read_or_ignored()
    {
        var report = Report(Ann, "5.1.1");
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Encoding.Latin1.GetBytes(report);
            for (var change = 0; change < 12; change++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(_folder.In($"{round:000}.eml"), bytes[..random.Next(bytes.Length / 2, bytes.Length)], Stop);
        }
        await Desk().EmptyAsync(new ReturnFolder(_folder.Path), Stop);
        Assert.Equal(300, Directory.GetFiles(_folder.In("done")).Length);
        Assert.Equal(SubscriberState.Active, _book["bob@example.org"].State);
    }

    private BounceDesk Desk() => new(_book, _links, new SubscriberDesk(_book, _links, _clock), new SentLetters(
        (id, _) => Task.FromResult(_sent.GetValueOrDefault(id)),
        (id, why, _) =>
        {
            _settled.Add((id, why));
            return Task.CompletedTask;
        }), _clock, NullLogger<BounceDesk>.Instance);

    private async Task TakeAsync(string mail)
    {
        using var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(mail)), Stop);
        await Desk().TakeAsync(BounceReader.Read(message), Stop);
    }

    private static string Plain(string subject, string extra = "") =>
        $"From: ann@example.org\r\nTo: bounces@example.org\r\nSubject: {subject}\r\n{extra}\r\nPlease.\r\n";

    private static string Report(string to, string status, string action = "failed", string id = LetterId, string recipient = "ann@example.org") => $"""
        From: MAILER-DAEMON@mx.example.net
        To: {to}
        Subject: Undelivered mail
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

        --cut
        Content-Type: text/plain

        It could not be delivered.
        --cut
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 {status} the other side's words
        --cut
        Content-Type: message/rfc822

        From: news@example.org
        To: {recipient}
        Subject: [Energy] 3 new
        Message-ID: <{id}>

        --cut--

        """.ReplaceLineEndings("\r\n");

    private static string Complaint(string to, string kind = "abuse", string? sender = null, string id = LetterId, string extra = "") => $"""
        From: fbl@provider.example.net
        To: {to}
        Subject: A complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="cut"

        --cut
        Content-Type: text/plain

        A reader pressed the button.
        --cut
        Content-Type: message/feedback-report

        Feedback-Type: {kind}
        User-Agent: Provider/1.0
        Version: 1
        Original-Mail-From: <{sender ?? "news@example.org"}>
        --cut
        Content-Type: message/rfc822

        From: news@example.org
        To: redacted@example.net
        Message-ID: <{(sender is null ? id : "redacted@example.net")}>
        {extra}
        --cut--

        """.ReplaceLineEndings("\r\n");
}
