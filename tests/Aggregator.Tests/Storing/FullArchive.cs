using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Storing;

/// <summary>A store with something of everything in it, and what of it must come back.</summary>
internal sealed class FullArchive
{
    public const int Sources = 5;

    public const int Rounds = 3;

    private readonly Random _random = new(20261126);

    private int _round;

    /// <summary>Every article by its number, as it was last kept.</summary>
    public Dictionary<long, Article> Articles { get; } = [];

    /// <summary>The hashes of all that was ever kept under a number: what a store that has lost its end may show.</summary>
    public Dictionary<long, HashSet<string>> History { get; } = [];

    public List<LedgerRow> Letters { get; } = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static SourceId Source(int number) => Some.Id($"source-{number}");

    /// <summary>Several rounds of polls: new articles with pages, changed ones, polls that find nothing new, letters.</summary>
    public async Task FillAsync(Store store, int perPoll = 4, int rounds = Rounds)
    {
        for (var end = _round + rounds; _round < end; _round++)
        {
            for (var source = 0; source < Sources; source++)
                await PollAsync(store, Source(source), _round, perPoll);
            await LetterAsync(store, _round);
        }
    }

    /// <summary>Every number is what was kept, or tells that it is damaged, or is not there; gives those that are not whole.</summary>
    /// <param name="wasLater">True when it may have lost its end: then an earlier version is right too.</param>
    public async Task<IReadOnlyList<long>> MissingAsync(Store store, string what, bool wasLater = false)
    {
        var missing = new List<long>();
        foreach (var (number, article) in Articles)
        {
            try
            {
                if (await store.Archive.FindAsync(number, Stop) is not { } kept)
                    missing.Add(number);
                else
                    Assert.True(article.Hash == kept.Article.Hash || (wasLater && History[number].Contains(kept.Article.Hash.Hex)), $"{what}: article {number} is silently another.");
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
                missing.Add(number);
            }
        }
        return missing;
    }

    private async Task PollAsync(Store store, SourceId source, int round, int perPoll)
    {
        var now = Some.Morning.AddHours(round).AddMinutes(source.Value[^1] - '0');
        var reads = Enumerable.Range(0, perPoll).Select(at => Read(source, $"{source}-{round}-{at}", $"said first in round {round}")).ToList();
        if (round > 0)
            // Known, and says something else now: its earlier version is kept aside.
            reads.Add(Read(source, $"{source}-{round - 1}-0", $"said anew in round {round}"));
        var last = await store.Archive.LastNumberAsync(Stop);
        var memory = new PollMemory { Source = source, LastPolled = now, Due = now.AddHours(1), Polls = round, LastAnswer = reads.ToDictionary(read => read.Asked.Keys[0], read => read.Asked.Fingerprint) };
        var site = Some.Learned(reads[0].Page!);
        await store.Book.CompleteAsync(new PollCompletion(memory, reads, now) { Site = site, Limits = new PageLimits(3, 1 << 20) }, Stop);
        for (var at = 0; at < perPoll; at++)
            Note(last + 1 + at, reads[at].Article);
        if (round > 0)
            Note(Articles.Single(pair => pair.Value.Title == reads[^1].Article.Title && pair.Value.Source == source).Key, reads[^1].Article);
        // A beat.
        await store.Book.CompleteAsync(new PollCompletion(memory with { LastPolled = now.AddMinutes(30), Polls = round + 1, Due = now.AddHours(2) }, [], now), Stop);
    }

    private void Note(long number, Article article)
    {
        Articles[number] = article;
        if (!History.TryGetValue(number, out var hashes))
            History.Add(number, hashes = []);
        hashes.Add(article.Hash.Hex);
    }

    private async Task LetterAsync(Store store, int round)
    {
        var window = new Window(Letters.Count == 0 ? 0 : Letters[^1].Window.UpTo, await store.Archive.LastNumberAsync(Stop));
        var bytes = new byte[3000];
        _random.NextBytes(bytes);
        var at = Some.Morning.AddHours(round);
        var letter = new LedgerRow { Subscription = "daily", Number = round + 1, Window = window, Recipient = "desk@example.org", MessageId = $"{round}@example.org", Subject = $"Round {round}", Planned = at, Changed = at };
        var row = new WindowRow { Subscription = "daily", Span = new WindowSpan(round + 1, window, null, at), Outcome = WindowOutcome.Letter, Told = [window.UpTo] };
        Assert.True(await store.Ledger.PlanAsync(row, new PlannedLetter(letter, bytes), Stop));
        await store.Subscribers.SaveAsync(new Subscriber { Address = $"reader{round}@example.org" }, Stop);
        if (round > 0)
            await store.Ledger.MarkAsync(Letters[^1].Key, new LetterMark(LetterState.Accepted, null, at), Stop);
        Letters.Add(letter);
    }

    private ReadArticle Read(SourceId source, string name, string fingerprint)
    {
        // Noise: what can be compressed to nothing needs no second page.
        var noise = new byte[2000 + _random.Next(6000)];
        _random.NextBytes(noise);
        var article = Some.Article(source, name, $"The ferry {name}, {fingerprint}. {Convert.ToBase64String(noise)}") with { Link = new Uri($"https://example.org/{name}") };
        return new ReadArticle(Some.Asked(name, fingerprint) with { Keys = [new ItemKey(name), new ItemKey("link " + name)] }, article) { Page = Some.Page(name, Convert.ToHexString(noise)) };
    }
}
