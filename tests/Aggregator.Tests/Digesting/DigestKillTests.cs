using System.Collections.Concurrent;
using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Items;
using Aggregator.Mailing;
using Aggregator.Polls;
using Aggregator.Storing;
using Aggregator.Watches;
using MimeKit;
using Xunit;

namespace Aggregator.Digesting;

/// <summary>The real program, killed again and again while it plans and sends, before a server that has moods: what it tells, it tells once.</summary>
public sealed class DigestKillTests : IAsyncLifetime
{
    private const int Subscribers = 6;

    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentQueue<string> _delivered = new();
    private readonly Random _moods = new(2026);
    private readonly TestSmtp _server;
    private volatile bool _hasMoods = true;
    private int _talked;

    public DigestKillTests() => _server = new TestSmtp { Whim = Mood, Delivered = Deliver };

    /// <summary>CI proves it with a hundred; here a few show that it works.</summary>
    private static int Kills => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 100 : 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _folder.In("data");

    public async ValueTask InitializeAsync()
    {
        await using var store = await Some.OpenAsync(Data);
        for (var number = 0; number < Subscribers; number++)
        {
            var address = number == 0 ? "gone@example.org" : $"reader{number}@example.org";
            // A window closes each minute, and whenever a person says so.
            var schedule = new Schedule { Kind = ScheduleKind.Daily, Times = [.. Enumerable.Range(0, 1440).Select(minute => TimeOnly.MinValue.AddMinutes(minute))] };
            Assert.True(await store.Subscribers.SaveAsync(new Subscriber { Address = address, Schedules = [schedule], Since = DateTimeOffset.UnixEpoch }, Stop));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task However_often_it_is_killed_no_letter_is_delivered_twice_and_no_article_is_missed()
    {
        var (kept, killed) = (0, 0);
        for (var round = 0; round < Kills; round++)
        {
            await using (var store = await Some.OpenAsync(Data))
                await KeepAsync(store, kept += 2);
            using var program = RunningProgram.Start(round % 2 == 0 ? ["digest", "send", "--data", Data] : ["run", "--data", Data, "--feeds", NoFeeds()], Settings);
            await BadMomentAsync(round, program);
            killed += await program.KillAsync(Stop) ? 1 : 0;
        }

        _hasMoods = false;
        await RunningProgram.StartAndEndAsync(["digest", "send", "--data", Data], Settings, Stop);
        await using var last = await Some.OpenAsync(Data);
        await CheckAsync(last, killed);
    }

    private async Task CheckAsync(Store store, int killed)
    {
        var letters = await store.Ledger.LettersAsync(Enum.GetValues<LetterState>(), Stop);
        var times = _delivered.CountBy(id => id).ToDictionary();
        TestContext.Current.TestOutputHelper!.WriteLine($"{killed} kills; {letters.Count} letters: {string.Join(", ", letters.CountBy(letter => letter.State).Select(pair => $"{pair.Value} {pair.Key}"))}; {_delivered.Count} deliveries, {times.Count(pair => pair.Value > 1)} of a letter delivered before.");

        Assert.DoesNotContain(letters, letter => letter.State is LetterState.Planned or LetterState.Sending);
        Assert.All(times, pair => Assert.Equal(1, pair.Value));
        Assert.All(letters.Where(letter => letter.State == LetterState.Accepted), letter => Assert.True(times.ContainsKey(letter.MessageId), $"{letter.Key} is accepted and never came."));
        Assert.All(letters.Where(letter => letter.State == LetterState.Refused), letter => Assert.False(times.ContainsKey(letter.MessageId), $"{letter.Key} is refused and came."));
        Assert.True(letters.Count(letter => letter.State == LetterState.Accepted) > Subscribers, "Too few letters to prove anything.");

        var audit = await new DigestAudit(store, OrganisationNames.None).RunAsync(null, Stop);
        var all = await store.Archive.LastNumberAsync(Stop);
        foreach (var subscription in audit.Subscriptions)
        {
            Assert.DoesNotContain(subscription.Fates, fate => fate.Kind == FateKind.Missed);
            // Every article, once, with what became of it.
            Assert.Equal(Enumerable.Range(1, (int)all).Select(number => (long)number), subscription.Fates.Select(fate => fate.Number));
            if (!subscription.Subscription.StartsWith("gone", StringComparison.Ordinal))
                Assert.DoesNotContain(subscription.Fates, fate => fate.Kind is FateKind.Waiting or FateKind.Refused);
        }
    }

    /// <summary>Waits for one of the moments that planning and sending go through, never for a time.</summary>
    private async Task BadMomentAsync(int round, RunningProgram program)
    {
        if (round % 3 == 0)
        {
            await program.FileChangesAsync(Data, "aggregator-log.db", 1 + (round % 7), Stop);
            return;
        }
        var goal = Volatile.Read(ref _talked) + 1 + (round * 7 % 23);
        while (Volatile.Read(ref _talked) < goal && !program.IsOver)
            await Task.Delay(1, Stop);
    }

    /// <summary>Now and then it drops the line before, in or after a letter, asks to come later, or does not know somebody.</summary>
    private string? Mood(string line)
    {
        Interlocked.Increment(ref _talked);
        if (line.StartsWith("RCPT", StringComparison.Ordinal) && line.Contains("gone@", StringComparison.Ordinal))
            return "550 5.1.1 no such user";
        if (!_hasMoods)
            return null;
        return (line.Split(' ')[0], Luck()) switch
        {
            ("GREETING", < 5) => "421 4.3.2 too busy",
            ("RCPT", < 5) => "450 4.2.1 later",
            ("DATA", < 4) => "",
            (".", < 6) => "",
            (".", < 12) => "451 4.3.0 later",
            (".", < 16) => "250 2.0.0 taken!",
            _ => null,
        };
    }

    private int Luck()
    {
        lock (_moods)
            return _moods.Next(100);
    }

    private void Deliver(byte[] message)
    {
        using var parsed = MimeMessage.Load(new MemoryStream(message), CancellationToken.None);
        _delivered.Enqueue(parsed.MessageId!);
    }

    private void Settings(IDictionary<string, string?> environment)
    {
        environment["AGGREGATOR_Mailing__Server"] = "127.0.0.1";
        environment["AGGREGATOR_Mailing__Port"] = $"{_server.Port}";
        environment["AGGREGATOR_Mailing__RequireTls"] = "false";
        environment["AGGREGATOR_Mailing__PerMinute"] = "0";
        environment["AGGREGATOR_Digesting__Tick"] = "00:00:01";
    }

    private string NoFeeds()
    {
        var path = _folder.In("feeds.json");
        if (!File.Exists(path))
            File.WriteAllText(path, """{ "organisations": [] }""");
        return path;
    }

    private static Task KeepAsync(Store store, int upTo) => store.Book.CompleteAsync(
        new PollCompletion(new PollMemory { Source = Some.Rusi, LastPolled = TimeProvider.System.GetUtcNow() }, [.. Enumerable.Range(upTo - 1, 2).Select(ArticleOf)], TimeProvider.System.GetUtcNow()), Stop);

    private static ReadArticle ArticleOf(int number)
    {
        var item = new Item { Id = $"{number}", Link = new Uri($"https://rusi.example/{number}"), Title = $"On {number}" };
        return new ReadArticle(new AskedItem(0, ItemKey.Of([item])[0], ItemKey.Fingerprint(item)), Some.Article(Some.Rusi, item.Title) with { Link = item.Link, Publisher = "RUSI", Original = OriginalLink.None });
    }
}
