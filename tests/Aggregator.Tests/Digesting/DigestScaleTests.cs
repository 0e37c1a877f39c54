using System.Globalization;
using Aggregator.Digests;
using Aggregator.Items;
using Aggregator.Mailing;
using Aggregator.Polls;
using Aggregator.Storing;
using Aggregator.Text;
using Aggregator.Watches;
using MimeKit;
using Xunit;

namespace Aggregator.Digesting;

/// <summary>Many subscribers and many articles through the real program and a real mail server: every letter is opened again and counted.</summary>
public sealed class DigestScaleTests
{
    private const int Readers = 500;
    private const int Articles = 5000;

    private static readonly string[] Topics = ["Energy", "Defence", "Trade", "Climate", "Space"];
    private static readonly string[] Words = ["pipeline", "frigate", "tariff", "glacier", "orbit", "harbour", "turbine", "quota"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_readers_are_told_of_five_thousand_articles_once_each()
    {
        await using var server = await Postfix.StartAsync(Stop);
        using var folder = new ScratchFolder();
        var data = folder.In("data");
        await using (var store = await Some.OpenAsync(data))
        {
            foreach (var number in Enumerable.Range(0, Readers))
                Assert.True(await store.Subscribers.SaveAsync(Reader(number), Stop));
            foreach (var part in Enumerable.Range(1, Articles).Chunk(250))
                await store.Book.CompleteAsync(new PollCompletion(new PollMemory { Source = Some.Rusi, LastPolled = Some.Morning }, [.. part.Select(ArticleOf)], Some.Morning), Stop);
        }

        await RunningProgram.StartAndEndAsync(["digest", "send", "--data", data], server.Tell, Stop, TimeSpan.FromMinutes(5));
        var audit = await RunningProgram.RunAsync(Stop, "digest", "audit", "--data", data);
        Assert.Contains("Clean: ", audit, StringComparison.Ordinal);

        await using var kept = await Some.OpenAsync(data);
        var letters = await kept.Ledger.LettersAsync(Enum.GetValues<LetterState>(), Stop);
        Assert.All(letters, letter => Assert.Equal(LetterState.Accepted, letter.State));
        var delivered = await Postfix.DeliveredAsync(server.Inbox, letters.Count, Stop);
        Assert.Equal(letters.Select(letter => letter.MessageId).Order(StringComparer.Ordinal), delivered.Select(message => message.MessageId!).Order(StringComparer.Ordinal));
        Assert.Equal(Readers, delivered.Select(message => message.To.Mailboxes.Single().Address).Distinct().Count());
        var windows = (await kept.Ledger.WindowsAsync(null, Stop)).Where(window => window.Outcome == WindowOutcome.Letter).ToDictionary(window => window.Subscriber!.Address);
        foreach (var message in delivered)
            Check(message, windows[message.To.Mailboxes.Single().Address]);
        TestContext.Current.TestOutputHelper!.WriteLine($"{delivered.Count} letters, the largest html {delivered.Max(message => message.HtmlBody!.Length)} characters.");
    }

    /// <summary>What the ledger says that a letter tells stands in both its forms.</summary>
    private static void Check(MimeMessage message, WindowRow window)
    {
        Assert.InRange(window.Told.Count, 1, DigestComposer.UsualCap);
        foreach (var number in window.Told)
        {
            var link = string.Create(CultureInfo.InvariantCulture, $"https://rusi.example/a{number}");
            Assert.Contains($"\"{link}\"", message.HtmlBody!, StringComparison.Ordinal);
            Assert.Contains(link + "\n", message.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }
    }

    private static Subscriber Reader(int number) => new()
    {
        Address = $"reader{number}@example.org",
        Schedules = [new Schedule { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] }],
        Since = DateTimeOffset.UnixEpoch,
        Interest = (number % 4) switch
        {
            0 => Interest.Everything,
            1 => new Interest { Topics = [Topics[number % Topics.Length]] },
            2 => new Interest { Watches = [new Watch("Mine", $"{Words[number % Words.Length]} NEAR/8 {Words[(number + 3) % Words.Length]}")] },
            _ => new Interest { Topics = [Topics[number % Topics.Length]], Watches = [new Watch("Titles", $"title:{Words[number % Words.Length]}*")] },
        },
    };

    private static ReadArticle ArticleOf(int number)
    {
        var item = new Item { Id = $"{number}", Link = new Uri($"https://rusi.example/a{number}"), Title = $"The {Words[number % Words.Length]} of {number}" };
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(word => Words[(number * 31 + word * word) % Words.Length]));
        return new ReadArticle(new AskedItem(0, ItemKey.Of([item])[0], ItemKey.Fingerprint(item)), Some.Article(Some.Rusi, item.Title, $"{text}.\n\nIt ends here.") with
        {
            Link = item.Link,
            Publisher = $"Institute {number % 30}",
            Topics = [Topics[number % Topics.Length]],
            Published = new WrittenDate(Some.Morning.AddMinutes(-number), true),
        });
    }
}
