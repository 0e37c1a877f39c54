using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Items;
using Aggregator.Mailing;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Aggregator.Watches;
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
        Assert.Equal([2, 1], Told(await SendAsync()));
        Assert.Single(Directory.GetFiles(Outbox));
        Assert.Empty((await SendAsync()).Letters);
        Assert.Single(Directory.GetFiles(Outbox));
    }

    [Fact]
    public async Task An_empty_archive_sends_nothing()
    {
        Assert.Empty((await SendAsync()).Letters);
        Assert.False(Directory.Exists(Outbox));
    }

    [Fact]
    public async Task What_comes_later_is_in_the_next_and_none_is_missed_or_told_twice()
    {
        var told = new List<long>();
        for (var day = 0; day < 4; day++)
        {
            await KeepAsync(Enumerable.Range(0, day + 1).Select(item => $"{day}-{item}"));
            told.AddRange(Told(await SendAsync()).Order());
            _clock.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(Enumerable.Range(1, 10).Select(number => (long)number), told);
        Assert.Equal(4, Directory.GetFiles(Outbox).Length);
        await AuditedAsync();
    }

    [Fact]
    public async Task A_new_program_on_the_same_folder_goes_on_where_the_last_one_ended()
    {
        await KeepAsync("a");
        await SendAsync();
        await RestartAsync();
        Assert.Empty((await SendAsync()).Letters);
        await KeepAsync("b");
        Assert.Equal([2], Told(await SendAsync()));
    }

    [Fact]
    public async Task A_letter_that_was_not_taken_stays_planned_and_leaves_later_byte_for_byte()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example could not be reached.", IsFinal: false) };
        var not = Assert.Single((await SendAsync(mailer)).Letters);
        Assert.Equal((LetterState.Planned, "mail.example could not be reached. It stays in the ledger and is tried again."), (not.State, not.Why));

        // What comes in between belongs to a letter of its own.
        await KeepAsync("b");
        _clock.Advance(TimeSpan.FromDays(1));
        mailer.Outcome = new SendOutcome.Accepted("mail.example");
        Assert.Equal([2], Told(await SendAsync(mailer)));
        Assert.Equal(3, mailer.Handed.Count);
        Assert.Equal(mailer.Handed[0].Message, mailer.Handed[1].Message);
        Assert.Equal(mailer.Handed[0].MessageId, mailer.Handed[1].MessageId);
        await AuditedAsync();
    }

    [Fact]
    public async Task A_letter_that_waits_is_tried_when_its_time_has_come_and_given_up_in_the_end()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example could not be reached.", IsFinal: false) };
        await SendAsync(mailer);
        Assert.Empty((await RunOf(mailer).TickAsync(Stop)).Letters);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single((await RunOf(mailer).TickAsync(Stop)).Letters);
        LedgerRow? last = null;
        for (var hour = 0; hour < 100; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            last = (await RunOf(mailer).TickAsync(Stop)).Letters is [var letter] ? letter : last;
        }
        Assert.Equal(LetterState.Refused, last!.State);
        Assert.Contains("is given up", last.Why, StringComparison.Ordinal);
        Assert.InRange(mailer.Handed.Count, 10, 30);
    }

    [Fact]
    public async Task A_letter_that_a_person_asks_for_again_is_tried_as_long_as_a_new_one()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example answered 554.", IsFinal: true) };
        var letter = Assert.Single((await SendAsync(mailer)).Letters);
        _clock.Advance(TimeSpan.FromDays(30));
        await _store.Ledger.MarkAsync(letter.Key, new LetterMark(LetterState.Planned, "A person asks.", _clock.GetUtcNow()) { IsAskedFor = true }, Stop);
        mailer.Outcome = new SendOutcome.Refused("mail.example answered 451.", IsFinal: false);
        Assert.Equal(LetterState.Planned, Assert.Single((await RunOf(mailer).TickAsync(Stop)).Letters, row => row.Key == letter.Key).State);
        _clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(LetterState.Refused, Assert.Single((await RunOf(mailer).TickAsync(Stop)).Letters, row => row.Key == letter.Key).State);
    }

    [Fact]
    public async Task A_letter_that_the_server_will_never_take_is_not_tried_again()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example answered 550.", IsFinal: true) };
        Assert.Equal(LetterState.Refused, Assert.Single((await SendAsync(mailer)).Letters).State);
        Assert.Empty((await SendAsync(mailer)).Letters);
        Assert.Single(mailer.Handed);
        Assert.Contains("was not taken", Assert.Single((await AuditAsync()).Subscriptions[0].Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_may_have_arrived_is_not_sent_again()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Ambiguous("mail.example broke off.") };
        Assert.Equal(LetterState.Ambiguous, Assert.Single((await SendAsync(mailer)).Letters).State);
        Assert.Empty((await SendAsync(mailer)).Letters);
        Assert.Single(mailer.Handed);
        Assert.Equal(FateKind.InDoubt, Assert.Single((await AuditAsync()).Subscriptions[0].Fates).Kind);
    }

    [Fact]
    public async Task An_alert_that_may_have_arrived_is_sent_again_under_its_old_id()
    {
        await SaveAsync(Ana with { Schedules = [new Schedule { Kind = ScheduleKind.Immediate }] });
        await RunOf(new FolderMailer(Outbox)).TickAsync(Stop);
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Ambiguous("mail.example broke off.") };
        Assert.Equal(LetterState.Planned, Assert.Single((await RunOf(mailer).TickAsync(Stop)).Letters).State);
        _clock.Advance(TimeSpan.FromMinutes(1));
        mailer.Outcome = new SendOutcome.Accepted("mail.example");
        Assert.Equal(LetterState.Accepted, Assert.Single((await RunOf(mailer).TickAsync(Stop)).Letters).State);
        Assert.Equal(mailer.Handed[0].Message, mailer.Handed[1].Message);
        await AuditedAsync();
    }

    [Fact]
    public async Task A_crash_while_a_file_is_written_writes_the_same_file_again()
    {
        await KeepAsync("a");
        await CrashAsync();
        Assert.Single((await SendAsync()).Letters);
        var open = Assert.Single(Directory.GetFiles(Outbox));
        Assert.Empty((await SendAsync()).Letters);
        Assert.Equal(open, Assert.Single(Directory.GetFiles(Outbox)));
        await AuditedAsync();
    }

    [Fact]
    public async Task A_crash_while_a_server_was_told_is_ambiguous_and_is_not_told_again()
    {
        await KeepAsync("a");
        await CrashAsync();
        var mailer = new TestMailer { Outcome = new SendOutcome.Accepted("mail.example") };
        await KeepAsync("b");
        Assert.Equal([2], Told(await SendAsync(mailer)));
        Assert.Single(mailer.Handed);
        Assert.Equal([FateKind.InDoubt, FateKind.Told], (await AuditAsync()).Subscriptions[0].Fates.Select(fate => fate.Kind));
    }

    [Fact]
    public async Task A_stop_before_the_letter_leaves_keeps_it_planned()
    {
        await KeepAsync("a");
        using var stopping = new CancellationTokenSource();
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("Stopped.", IsFinal: false), Before = stopping.Cancel };
        // A stop is no failure: nothing is reported, and nothing is lost.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunOf(mailer).SendAsync(null, stopping.Token));
        Assert.Single(await _store.Ledger.LettersAsync([LetterState.Planned], Stop));
    }

    [Fact]
    public async Task A_preview_writes_nothing_down()
    {
        await KeepAsync("a");
        var run = RunOf(new FolderMailer(Outbox));
        Assert.NotNull(await run.PreviewAsync(null, _clock.GetUtcNow().AddDays(-1), Stop));
        Assert.Null(await run.PreviewAsync(null, _clock.GetUtcNow().AddDays(1), Stop));
        Assert.Equal([1], Told(await run.SendAsync(null, Stop)));
    }

    [Fact]
    public async Task A_source_that_fails_is_named_in_the_letter()
    {
        await KeepAsync("a");
        Assert.True(SourceId.TryParse("ceps", out var ceps));
        var source = new Source { Id = ceps, Kind = SourceKind.Feed, Address = new Uri("https://ceps.example/feed"), Organisation = new Organisation { Name = "CEPS" } };
        var broken = new PollMemory { Source = ceps }.After(new PollOutcome.Broken("ceps.example answered 403 Forbidden."), _clock.GetUtcNow(), source);
        await _store.Book.CompleteAsync(new PollCompletion(broken, [], _clock.GetUtcNow()), Stop);
        var sent = Assert.Single((await SendAsync()).Windows).Letter!;
        Assert.Equal(new SourceTrouble("ceps", "ceps.example answered 403 Forbidden."), Assert.Single(sent.Digest.Troubles));
    }

    [Fact]
    public async Task Each_subscriber_is_told_what_it_follows_and_one_that_is_refused_holds_up_no_other()
    {
        await SaveAsync(Ana with { Interest = new Interest { Watches = [new Watch("Bees", "bees")] } });
        await SaveAsync(Ana with { Address = "ben@example.org" });
        await SaveAsync(Ana with { Address = "gone@example.org" });
        await SendAsync();
        await KeepAsync("ants", "bees");
        var mailer = new TestMailer
        {
            OutcomeOf = letter => letter.Recipient == "gone@example.org" ? new SendOutcome.Refused("mail.example answered 550: no such user.", IsFinal: true) { IsRecipient = true } : new SendOutcome.Accepted("mail.example"),
        };
        var report = await SendAsync(mailer);
        Assert.Equal(["ana@example.org: 2", "ben@example.org: 2 1", "gone@example.org: 2 1"], report.Windows.Select(window => $"{window.Row!.Recipient}: {string.Join(' ', TellsOf(window))}").Order());
        var bees = report.Windows.First(window => window.Row!.Recipient == "ana@example.org").Letter!.Digest.Sections[0];
        Assert.Equal((SectionKind.Watch, "Bees", "bees"), (bees.Kind, bees.Title, bees.Entries[0].Hits[0].Reasons[0].Term));
        Assert.Equal(SubscriberState.Stopped, (await _store.Subscribers.FindAsync("gone@example.org", Stop))!.State);
    }

    [Fact]
    public async Task Whom_a_stranger_wrote_down_does_not_silence_the_reader_of_the_settings()
    {
        await SaveAsync(Ana with { State = SubscriberState.Unconfirmed });
        await KeepAsync("a");
        var letter = Assert.Single((await SendAsync()).Letters);
        Assert.Equal(new DigestingSettings().To, letter.Recipient);
        await ChangeAsync(subscriber => subscriber.Turned(SubscriberState.Active, _clock.GetUtcNow(), "Confirmed."));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await KeepAsync("b");
        Assert.Equal(Ana.Address, Assert.Single((await SendAsync()).Letters).Recipient);
    }

    [Fact]
    public async Task A_new_subscriber_is_told_what_comes_from_now_on_and_one_who_comes_back_too()
    {
        await KeepAsync("before");
        await SaveAsync(Ana with { Since = _clock.GetUtcNow().AddMinutes(1) });
        _clock.Advance(TimeSpan.FromMinutes(2));
        await KeepAsync("after");
        Assert.Equal([2], Told(await SendAsync()));

        await ChangeAsync(subscriber => subscriber.Turned(SubscriberState.Stopped, _clock.GetUtcNow(), "Unsubscribed."));
        await KeepAsync("meanwhile");
        Assert.Empty((await SendAsync()).Letters);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await ChangeAsync(subscriber => subscriber.Turned(SubscriberState.Active, _clock.GetUtcNow(), "Subscribed again."));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await KeepAsync("again");
        Assert.Equal([4], Told(await SendAsync()));
        await AuditedAsync();
    }

    [Fact]
    public async Task Who_paused_is_told_in_one_letter_what_came_meanwhile()
    {
        await SaveAsync(Ana with { Schedules = [Daily] });
        await TickAsync();
        await ChangeAsync(subscriber => subscriber.Turned(SubscriberState.Paused, _clock.GetUtcNow(), "Holiday."));
        for (var day = 0; day < 14; day++)
        {
            await KeepAsync($"{day}");
            _clock.Advance(TimeSpan.FromDays(1));
            Assert.Empty((await TickAsync()).Letters);
        }
        await ChangeAsync(subscriber => subscriber.Turned(SubscriberState.Active, _clock.GetUtcNow(), "Back."));
        var window = Assert.Single((await TickAsync()).Windows);
        Assert.Equal((14, 14), (window.Window.Span.Windows, TellsOf(window).Count()));
        await AuditedAsync();
    }

    [Fact]
    public async Task A_copy_that_comes_after_its_original_was_told_is_not_told_again_and_the_audit_says_why()
    {
        await KeepAsync("a");
        await SendAsync();
        await KeepAsync([Copy("copy", "a"), Copy("of another", "b")]);
        Assert.Equal([3], Told(await SendAsync()));
        Assert.Equal("A copy of no. 1, which was told before.", Assert.Single((await AuditAsync()).Subscriptions[0].Fates, fate => fate.Kind == FateKind.LateCopy).Why);
    }

    [Fact]
    public async Task A_copy_of_what_nobody_was_told_is_told()
    {
        await KeepAsync("a");
        var mailer = new TestMailer { Outcome = new SendOutcome.Refused("mail.example answered 554.", IsFinal: true) };
        await SendAsync(mailer);
        await KeepAsync([Copy("copy", "a")]);
        Assert.Equal([2], Told(await SendAsync()));
    }

    [Fact]
    public async Task What_is_over_the_cap_is_named_by_the_audit()
    {
        await SaveAsync(Ana with { Cap = 3 });
        await SendAsync();
        await KeepAsync(Enumerable.Range(0, 5).Select(number => $"{number}"));
        Assert.Equal(3, Told(await SendAsync()).Count());
        var report = await AuditedAsync();
        Assert.Equal([1, 2], report.Subscriptions[0].Fates.Where(fate => fate.Kind == FateKind.OverCap).Select(fate => fate.Number));
    }

    [Fact]
    public async Task Nothing_new_is_told_to_who_wants_to_hear_it()
    {
        await SaveAsync(Ana with { Schedules = [Daily], TellsNothing = true });
        await TickAsync();
        for (var day = 0; day < 3; day++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            Assert.Contains("Nothing new", Assert.Single((await TickAsync()).Letters).Subject, StringComparison.Ordinal);
        }
        Assert.Equal(3, Directory.GetFiles(Outbox).Length);
    }

    [Fact]
    public async Task A_clock_that_was_years_ahead_keeps_nobody_waiting_and_tells_nothing_twice()
    {
        await SaveAsync(Ana with { Schedules = [Daily] });
        await TickAsync();
        await KeepAsync("a");
        var right = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromDays(800));
        Assert.Equal([1], Told(await TickAsync()));
        // A fake clock cannot go back: a new one begins where the wrong one left.
        var back = new FakeTimeProvider(right.AddMinutes(5));
        await KeepAsync("b");
        Assert.Empty(Told(await RunOf(new FolderMailer(Outbox), back).TickAsync(Stop)));
        back.Advance(TimeSpan.FromDays(1));
        Assert.Equal([2], Told(await RunOf(new FolderMailer(Outbox), back).TickAsync(Stop)));
        await AuditedAsync();
    }

    [Fact]
    public async Task What_retention_removed_is_proven_by_the_ledger_and_never_missed()
    {
        await KeepAsync("a", "b", "c");
        await SendAsync();
        await KeepAsync("d");
        _clock.Advance(TimeSpan.FromDays(20));

        var report = await TrimAsync(TenDays);

        Assert.Equal((3, 1), (report.Articles, report.Held));
        var fates = (await AuditedAsync()).Subscriptions[0].Fates;
        Assert.Equal([(1, FateKind.Told), (2, FateKind.Told), (3, FateKind.Told), (4, FateKind.Waiting)], fates.Select(fate => ((int)fate.Number, fate.Kind)));
        Assert.EndsWith("The article was removed by retention on 2026-12-12.", fates[0].Why, StringComparison.Ordinal);
        Assert.Equal([4], Told(await SendAsync()));
    }

    [Fact]
    public async Task What_the_ledger_tells_of_and_the_archive_never_knew_is_a_problem()
    {
        await KeepAsync("a");
        await SendAsync();
        var last = Assert.Single(await _store.Ledger.LastWindowsAsync(Stop));
        var lost = new WindowRow { Subscription = last.Subscription, Span = new WindowSpan(last.Span.Number + 1, new Window(1, 7), null, _clock.GetUtcNow()), Outcome = WindowOutcome.Nothing, OverCap = [7] };
        Assert.True(await _store.Ledger.PlanAsync(lost, null, Stop));

        Assert.Contains("The ledger names no. 7, and the archive does not know it.", (await AuditAsync()).Subscriptions[0].Problems);
    }

    [Theory]
    [InlineData(SubscriberState.Active, 0), InlineData(SubscriberState.Paused, 0), InlineData(SubscriberState.Unconfirmed, 2), InlineData(SubscriberState.Stopped, 2)]
    public async Task Nothing_goes_that_a_subscriber_is_still_to_be_told(SubscriberState state, int removed)
    {
        await SaveAsync(Ana with { State = state });
        // Who has ended it; else it would be the reader of the settings who is still to be told.
        await SaveAsync(Ana with { Address = "ben@example.org", State = SubscriberState.Stopped });
        await KeepAsync("a", "b");
        _clock.Advance(TimeSpan.FromDays(20));

        Assert.Equal(removed, (await TrimAsync(TenDays)).Articles);
    }

    [Fact]
    public async Task A_text_that_retention_removed_leaves_nothing_to_be_judged_anew()
    {
        await SaveAsync(Ana with { Interest = new Interest { Watches = [new Watch("Quiet", "rusi NOT text")] } });
        await KeepAsync("rusi");
        await SendAsync();
        _clock.Advance(TimeSpan.FromDays(20));
        await KeepAsync("rusi once more");

        Assert.Equal(1, (await TrimAsync(new RetentionSettings { BodiesFor = TimeSpan.FromDays(10) })).Bodies);

        Assert.Empty((await AuditedAsync()).Subscriptions[0].Fates);
    }

    private static RetentionSettings TenDays => new() { ArticlesFor = TimeSpan.FromDays(10) };

    private Task<TrimReport> TrimAsync(RetentionSettings keep) => new Retention(_store, new Subscriptions(_store, new DigestingSettings()), keep, _clock).RunAsync(isDry: false, Stop);

    private static Schedule Daily => new() { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] };

    private static Subscriber Ana => new() { Address = "ana@example.org", Schedules = [Daily] };

    private static IEnumerable<long> Told(DigestReport report) => report.Windows.SelectMany(TellsOf);

    private static IEnumerable<long> TellsOf(PlannedWindow window) => window.Letter?.Digest.Sections.SelectMany(section => section.Entries).Select(entry => entry.Number) ?? [];

    private async Task<Store> OpenAsync() => Assert.IsType<StoreOutcome.Opened>(await Store.OpenAsync(_folder.In("data"), "test", mustOwn: true, Stop)).Store;

    private async Task RestartAsync()
    {
        await _store.DisposeAsync();
        _store = await OpenAsync();
    }

    private DigestRun RunOf(IMailer mailer, TimeProvider? clock = null)
    {
        clock ??= _clock;
        var subscriptions = new Subscriptions(_store, new DigestingSettings());
        var (settings, links) = (new MailingSettings(), Links.Of(new MailingSettings()));
        var envelope = new LetterEnvelope(settings, links);
        var writer = new LetterDesk(new LetterWriter(settings, envelope, _services, NullLoggerFactory.Instance), envelope, links, settings);
        var planner = new DigestPlanner(_store, subscriptions, writer, new SourceTroubles(_store, clock), OrganisationNames.None, clock);
        return new DigestRun(_store, subscriptions, planner, new Outbox(_store, mailer, clock), clock);
    }

    private Task<DigestReport> SendAsync(IMailer? mailer = null) => RunOf(mailer ?? new FolderMailer(Outbox)).SendAsync(null, Stop);

    private Task<DigestReport> TickAsync() => RunOf(new FolderMailer(Outbox)).TickAsync(Stop);

    private Task<AuditReport> AuditAsync() => new DigestAudit(_store, OrganisationNames.None).RunAsync(null, Stop);

    private async Task<AuditReport> AuditedAsync()
    {
        var report = await AuditAsync();
        Assert.Empty(report.Subscriptions.SelectMany(subscription => subscription.Problems));
        return report;
    }

    private async Task SaveAsync(Subscriber subscriber) => Assert.True(await _store.Subscribers.SaveAsync(subscriber, Stop));

    private async Task ChangeAsync(Func<Subscriber, Subscriber> change) => await SaveAsync(change((await _store.Subscribers.FindAsync(Ana.Address, Stop))!));

    /// <summary>Ends a run as a killed program does: the letter is being sent, nobody writes down what came of it, and the store is opened anew.</summary>
    private async Task CrashAsync()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(new TestMailer()));
        await RestartAsync();
    }

    private Task<PollResult> KeepAsync(params IEnumerable<string> names) => KeepAsync([.. names.Select((name, place) => ArticleOf(name, place))]);

    private Task<PollResult> KeepAsync(IReadOnlyList<ReadArticle> articles) =>
        _store.Book.CompleteAsync(new PollCompletion(new PollMemory { Source = Rusi, LastPolled = _clock.GetUtcNow() }, articles, _clock.GetUtcNow()), Stop);

    private static ReadArticle Copy(string name, string of)
    {
        var read = ArticleOf(name, 0);
        return read with { Article = read.Article with { Link = new Uri($"https://wire.example/{of}"), Original = new OriginalLink(new Uri($"https://rusi.example/{of}"), Evidence.Stated, null, []) } };
    }

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

        public Func<FrozenLetter, SendOutcome>? OutcomeOf { get; init; }

        public Action Before { get; init; } = () => { };

        public List<FrozenLetter> Handed { get; } = [];

        public bool MayRepeat(string recipient) => false;

        public Task RestAsync(CancellationToken stop) => Task.CompletedTask;

        public Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
        {
            Before();
            Handed.Add(letter);
            return Task.FromResult(OutcomeOf?.Invoke(letter) ?? Outcome ?? throw new InvalidOperationException("Killed."));
        }
    }
}
