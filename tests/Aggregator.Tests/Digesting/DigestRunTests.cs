using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Items;
using Aggregator.Mailing;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Aggregator.Digesting;

public sealed class DigestRunTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 7, 30, 0, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private Store _store = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static SourceId Rusi => SourceId.TryParse("rusi", out var id) ? id : default;

    private string Outbox => _folder.In("outbox");

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_new_is_sent_once()
    {
        await KeepAsync("a", "b");
        var sent = Assert.IsType<DigestReport.Sent>(await SendAsync());
        Assert.Equal([2, 1], Numbers(sent));
        Assert.Equal(sent.Letter.Message, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Outbox)), Stop));
        Assert.IsType<DigestReport.NothingNew>(await SendAsync());
        Assert.Single(Directory.GetFiles(Outbox));
    }

    [Fact]
    public async Task An_empty_archive_sends_nothing()
    {
        Assert.Contains("poll first", Assert.IsType<DigestReport.NothingNew>(await SendAsync()).Sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Outbox));
    }

    [Fact]
    public async Task What_comes_later_is_in_the_next_and_none_is_missed_or_told_twice()
    {
        var told = new List<long>();
        for (var day = 0; day < 4; day++)
        {
            await KeepAsync(Enumerable.Range(0, day + 1).Select(item => $"{day}-{item}"));
            told.AddRange(Numbers(Assert.IsType<DigestReport.Sent>(await SendAsync())).Order());
            _clock.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(Enumerable.Range(1, 10).Select(number => (long)number), told);
        Assert.Equal(4, Directory.GetFiles(Outbox).Length);
    }

    [Fact]
    public async Task A_new_program_on_the_same_folder_goes_on_where_the_last_one_ended()
    {
        await KeepAsync("a");
        await SendAsync();
        await _store.DisposeAsync();
        _store = await OpenAsync();
        Assert.IsType<DigestReport.NothingNew>(await SendAsync());
        await KeepAsync("b");
        Assert.Equal([2], Numbers(Assert.IsType<DigestReport.Sent>(await SendAsync())));
    }

    [Fact]
    public async Task A_letter_that_was_not_taken_stays_planned_and_leaves_later_byte_for_byte()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example could not be reached.", IsFinal: false) };
        var not = Assert.IsType<DigestReport.NotSent>(await SendAsync(mailer));
        Assert.Contains("mail.example could not be reached. The letter stays", not.Why, StringComparison.Ordinal);
        var open = Assert.Single(await _store.Ledger.OpenAsync(Stop));
        Assert.Equal(LetterState.Planned, open.State);

        // What comes in between belongs to a letter of its own.
        await KeepAsync("b");
        _clock.Advance(TimeSpan.FromDays(1));
        mailer.Outcome = new SendOutcome.Accepted("mail.example");
        Assert.Equal([2], Numbers(Assert.IsType<DigestReport.Sent>(await SendAsync(mailer))));
        Assert.Equal(3, mailer.Handed.Count);
        Assert.Equal(mailer.Handed[0].Message, mailer.Handed[1].Message);
        Assert.Equal(mailer.Handed[0].MessageId, mailer.Handed[1].MessageId);
        Assert.Empty(await _store.Ledger.OpenAsync(Stop));
    }

    [Fact]
    public async Task A_letter_that_leaves_late_is_told()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example could not be reached.", IsFinal: false) };
        await SendAsync(mailer);
        var again = Assert.IsType<DigestReport.NotSent>(await SendAsync(mailer));
        Assert.Contains("mail.example could not be reached.", again.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_the_server_will_never_take_is_not_tried_again()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example answered 550.", IsFinal: true) };
        Assert.Contains("never", Assert.IsType<DigestReport.NotSent>(await SendAsync(mailer)).Why, StringComparison.Ordinal);
        Assert.IsType<DigestReport.NothingNew>(await SendAsync(mailer));
        Assert.Single(mailer.Handed);
    }

    [Fact]
    public async Task A_letter_that_may_have_arrived_is_not_sent_again()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Ambiguous("mail.example broke off.") };
        Assert.Contains("may have arrived", Assert.IsType<DigestReport.NotSent>(await SendAsync(mailer)).Why, StringComparison.Ordinal);
        Assert.IsType<DigestReport.NothingNew>(await SendAsync(mailer));
        Assert.Single(mailer.Handed);
    }

    [Fact]
    public async Task A_crash_while_a_file_is_written_writes_the_same_file_again()
    {
        await KeepAsync("a");
        await CrashAsync();
        Assert.IsType<DigestReport.NothingNew>(await SendAsync());
        var open = Assert.Single(Directory.GetFiles(Outbox));
        Assert.IsType<DigestReport.NothingNew>(await SendAsync());
        Assert.Equal(open, Assert.Single(Directory.GetFiles(Outbox)));
        Assert.Empty(await _store.Ledger.OpenAsync(Stop));
    }

    [Fact]
    public async Task A_crash_while_a_server_was_told_is_ambiguous_and_is_not_told_again()
    {
        await KeepAsync("a");
        await CrashAsync();
        var mailer = new TestMailer { Outcome = new SendOutcome.Accepted("mail.example") };
        await KeepAsync("b");
        Assert.Equal([2], Numbers(Assert.IsType<DigestReport.Sent>(await SendAsync(mailer))));
        Assert.Single(mailer.Handed);
        Assert.Empty(await _store.Ledger.OpenAsync(Stop));
    }

    [Fact]
    public async Task A_stop_before_the_letter_leaves_keeps_it_planned()
    {
        await KeepAsync("a");
        using var stopping = new CancellationTokenSource();
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("Stopped.", IsFinal: false), Before = stopping.Cancel };
        // A stop is no failure: nothing is reported, and nothing is lost.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunOf(mailer).SendAsync(stopping.Token));
        Assert.Equal(LetterState.Planned, Assert.Single(await _store.Ledger.OpenAsync(Stop)).State);
    }

    [Fact]
    public async Task A_preview_writes_nothing_down()
    {
        await KeepAsync("a");
        var run = RunOf(new FolderMailer(Outbox));
        Assert.NotNull(await run.PreviewAsync(_clock.GetUtcNow().AddDays(-1), Stop));
        Assert.Null(await run.PreviewAsync(_clock.GetUtcNow().AddDays(1), Stop));
        Assert.Equal([1], Numbers(Assert.IsType<DigestReport.Sent>(await run.SendAsync(Stop))));
    }

    [Fact]
    public async Task A_source_that_fails_is_named_in_the_letter()
    {
        await KeepAsync("a");
        Assert.True(SourceId.TryParse("ceps", out var ceps));
        var source = new Source { Id = ceps, Kind = SourceKind.Feed, Address = new Uri("https://ceps.example/feed"), Organisation = new Organisation { Name = "CEPS" } };
        var broken = new PollMemory { Source = ceps }.After(new PollOutcome.Broken("ceps.example answered 403 Forbidden."), _clock.GetUtcNow(), source);
        await _store.Book.CompleteAsync(new PollCompletion(broken, [], _clock.GetUtcNow()), Stop);
        var sent = Assert.IsType<DigestReport.Sent>(await SendAsync());
        Assert.Equal(new SourceTrouble("ceps", "ceps.example answered 403 Forbidden."), Assert.Single(sent.Digest.Troubles));
    }

    private static IEnumerable<long> Numbers(DigestReport.Sent sent) => sent.Digest.Sections.SelectMany(section => section.Entries).Select(entry => entry.Number);

    private async Task<Store> OpenAsync() => Assert.IsType<StoreOutcome.Opened>(await Store.OpenAsync(_folder.In("data"), "test", mustOwn: true, Stop)).Store;

    private DigestRun RunOf(IMailer mailer) =>
        new(_store, new LetterWriter(new MailingSettings(), new LetterEnvelope(new MailingSettings(), Links.Of(new MailingSettings())), _services, NullLoggerFactory.Instance), mailer, new DigestingSettings(), _clock);

    private Task<DigestReport> SendAsync(IMailer? mailer = null) => RunOf(mailer ?? new FolderMailer(Outbox)).SendAsync(Stop);

    /// <summary>Ends a run as a killed program does: the letter is being sent, and nobody writes down what came of it.</summary>
    private Task CrashAsync() => Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(new TestMailer()));

    private Task<PollResult> KeepAsync(params IEnumerable<string> names) => _store.Book.CompleteAsync(
        new PollCompletion(new PollMemory { Source = Rusi, LastPolled = _clock.GetUtcNow() }, [.. names.Select((name, place) => ArticleOf(name, place))], _clock.GetUtcNow()), Stop);

    private static ReadArticle ArticleOf(string name, int place)
    {
        var item = new Item { Id = name, Link = new Uri($"https://rusi.example/{name}"), Title = $"On {name}" };
        return new ReadArticle(new AskedItem(place, ItemKey.Of([item])[0], ItemKey.Fingerprint(item)), new Article
        {
            Source = Rusi,
            Link = item.Link,
            Title = item.Title,
            Text = "A text.",
            Html = "<p>A text.</p>",
            Original = OriginalLink.None,
            Publisher = "RUSI",
        });
    }

    /// <summary>A mailer whose answer the test gives. Without one it breaks, as a program does that is killed.</summary>
    private sealed class TestMailer : IMailer
    {
        public SendOutcome? Outcome { get; set; }

        public Action Before { get; init; } = () => { };

        public List<FrozenLetter> Handed { get; } = [];

        public bool MayRepeat(string recipient) => false;

        public Task RestAsync(CancellationToken stop) => Task.CompletedTask;

        public Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
        {
            Before();
            Handed.Add(letter);
            return Task.FromResult(Outcome ?? throw new InvalidOperationException("Killed."));
        }
    }
}
