using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Storing;

/// <summary>What every poll book promises.</summary>
public abstract class PollBookContract(bool overSocket) : StoreContract(overSocket)
{
    [Fact]
    public async Task Ids_and_links_of_ten_thousand_letters_are_recognised_and_told_apart()
    {
        var items = Enumerable.Range(0, 3).Select(number => new Item { Id = new string('\u00e9', 10_000) + number, Link = new Uri($"https://rusi.example/{new string('x', 10_000)}{number}"), Title = $"{number}" }).ToList();
        var asked = ItemKey.Of(items).Select((keys, at) => new AskedItem(at, keys, ItemKey.Fingerprint(items[at]))).ToList();
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, [.. asked.Select(item => new ReadArticle(item, Some.Article(Some.Rusi, $"{item.Place}")))]), Stop);

        Assert.Empty(await Book.UnseenAsync(Some.Rusi, asked, Stop));
        // Each key by itself too.
        Assert.Empty(await Book.UnseenAsync(Some.Rusi, [.. asked.SelectMany(item => item.Keys, (item, key) => item with { Keys = [key] })], Stop));
        Assert.Equal(3, await Archive.LastNumberAsync(Stop));
        Assert.Empty((await Keeper.VerifyAsync(Stop)).Damage);
    }

    [Fact]
    public async Task A_source_never_polled_has_a_fresh_memory()
    {
        var memory = await Book.RecallAsync(Some.Rusi, Stop);

        Assert.Equivalent(new PollMemory { Source = Some.Rusi }, memory, strict: true);
        Assert.Empty(await Book.RecallAllAsync(Stop));
    }

    [Fact]
    public async Task A_memory_comes_back_whole()
    {
        var memory = new PollMemory
        {
            Source = Some.Rusi,
            // Servers send such tags, and want them back byte for byte.
            Validators = new Validators("W/\"a\\b, 'c' \u00e9\" ", "Mon, 2 Mar 2026 9:00:00 +0000"),
            LastBody = ContentHash.Of("a body"),
            Asked = ContentHash.Of("an address"),
            LastPolled = Some.Morning,
            LastGood = Some.Morning.AddHours(-1).AddTicks(7),
            LastNew = Some.Morning.ToOffset(TimeSpan.FromHours(2)),
            Due = Some.Morning.AddHours(1),
            FailuresInARow = 3,
            Trouble = "rusi.org answered 503 “Service Unavailable”.",
            Advice = "Try another way in.",
            LastWhole = Some.Morning.AddDays(-1),
            NotModified = 4,
            ValidatorsLie = true,
            Because = "the last 3 visits failed",
            Polls = 77,
            Failure = FetchFailure.ServerError,
            Retired = Some.Morning.AddDays(-2),
            Move = new Move { To = new Uri("https://new.rusi.org/feed"), Since = Some.Morning.AddDays(-9), Checked = Some.Morning, Times = 5, Taken = Some.Morning.AddDays(-5), AsksOld = true, IsSameSite = true },
            Gap = new Gap(Some.Morning.AddHours(-5), Some.Morning.AddHours(-4), 10) { Next = new Uri("https://rusi.org/feed?page=3"), Tries = 2, Pages = 1, Why = "rusi.org answered 503.", Before = [new ItemKey("one")] },
            Hints = new FeedHints { Pause = TimeSpan.FromMinutes(90), SkipHours = [1, 2], SkipDays = [DayOfWeek.Sunday], Older = new Uri("https://rusi.org/feed?page=2"), Hubs = [new Uri("https://hub.example")] },
            FreshFor = TimeSpan.FromMinutes(5),
            Cadence = Cadence.Unknown.With([Some.Morning.AddDays(-3), Some.Morning.AddDays(-1)], Some.Morning),
            Shape = new AnswerShape { Items = 10, New = 2, Undated = 1, WasDated = true, Usual = 9.5f, Pressure = 1, Idle = 2, Answers = 3, Sections = new Dictionary<string, SectionMark> { ["news"] = new(2.5f, 1) } },
            Drift = new PageDrift { Doubtful = 2, Doubt = "Its text reads like a cookie banner.", Changed = Some.Morning, Renewed = 3 },
            Notes = [new PollNote { At = Some.Morning, Kind = PollResultKind.Broken, Failure = FetchFailure.ServerError, Sentence = "No.", Times = 3, Until = Some.Morning.AddHours(1) }],
            LastAnswer = new Dictionary<ItemKey, string> { [new ItemKey("one")] = "f1", [new ItemKey("two")] = "f2" },
            Drops = [new Drop("no link", "A title", "A row has no link.")],
        };
        AssertHasNothingUnset(memory);

        await Book.CompleteAsync(new PollCompletion(memory, [], Some.Morning), Stop);
        await RestartAsync();

        Assert.Equivalent(memory, await Book.RecallAsync(Some.Rusi, Stop), strict: true);
        Assert.Equivalent(memory, Assert.Single(await Book.RecallAllAsync(Stop)), strict: true);
        Assert.True((await Book.RecallAsync(Some.Rusi, Stop)).Remembers(new ItemKey("two"), "f2"));
    }

    [Fact]
    public async Task What_a_sources_pages_taught_comes_back_whole_and_is_its_own()
    {
        Assert.Equal(0, (await Book.RecallSiteAsync(Some.Rusi, Stop)).Learned);
        var site = Some.Learned(Some.Page("a"), Some.Page("b"));
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a") with { Site = site }, Stop);
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "b"), Stop);
        await RestartAsync();

        Assert.Equal(JsonSerializer.Serialize(site), JsonSerializer.Serialize(await Book.RecallSiteAsync(Some.Rusi, Stop)));
        Assert.Equal(0, (await Book.RecallSiteAsync(Some.Bruegel, Stop)).Learned);
    }

    [Fact]
    public async Task What_reads_better_from_a_kept_page_lifts_a_doubt_and_replaces_nothing_newer()
    {
        ReadArticle Doubtful(string name) => Some.Read(Some.Rusi, name) with { Article = Some.Article(Some.Rusi, name, "A stub.") with { Doubt = "It is a stub." } };
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, Doubtful("a"), Doubtful("b"), Some.Read(Some.Rusi, "c")), Stop);
        RenewedArticle Renewed(long number) => new(number, Some.Article(Some.Rusi, "Read again", "As its kept page says."));

        var result = await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning.AddHours(1), Some.Read(Some.Rusi, "b", "says more now"), Some.Read(Some.Rusi, "d")) with { Renewed = [Renewed(1), Renewed(2)] }, Stop);
        await RestartAsync();

        Assert.Equal((1, "As its kept page says.", null), (await Archive.FindAsync(1, Stop)) is { } first ? (first.Number, first.Article.Text, first.Article.Doubt) : default);
        Assert.Equal("The text of b.", (await Archive.FindAsync(2, Stop))!.Article.Text);
        Assert.Equal(1, result.New);
    }

    [Fact]
    public async Task A_poll_that_found_nothing_new_is_known_at_once_and_after_a_restart()
    {
        var source = new Source { Id = Some.Rusi, Kind = SourceKind.Feed, Address = new Uri("https://rusi.example/feed"), Organisation = new Organisation { Name = "RUSI" } };
        Item Listed(int number) => new() { Id = $"{number}", Title = $"On {number}", Link = new Uri($"https://rusi.example/{number}") };
        var memory = new PollMemory { Source = Some.Rusi };
        for (var poll = 0; poll < 60; poll++)
        {
            PollOutcome outcome = poll switch
            {
                _ when poll % 20 == 0 => new PollOutcome.Found(new Announcement { Format = "rss", Items = [Listed(poll), Listed(poll + 1)] }, new Validators("\"t\"", null), ContentHash.Of($"{poll}")),
                // Now so, now so: each has a note of its own.
                _ when poll % 3 == 0 && poll > 40 => new PollOutcome.Unchanged(new Validators("\"t\"", null)),
                _ when poll == 35 => new PollOutcome.Broken("rusi.example answered 503.") { Failure = FetchFailure.ServerError },
                _ => new PollOutcome.Unchanged(null),
            };
            var now = Some.Morning.AddHours(poll);
            memory = (await Book.RecallAsync(Some.Rusi, Stop)).For(source).After(outcome, now, source);
            await Book.CompleteAsync(new PollCompletion(memory, [], now), Stop);
            if (poll % 7 == 3)
                await RestartAsync();

            Assert.Equivalent(memory, await Book.RecallAsync(Some.Rusi, Stop), strict: true);
            Assert.Equivalent(memory, Assert.Single(await Book.RecallAllAsync(Stop)), strict: true);
            Assert.Empty(await Book.DueAsync(memory.Due.AddTicks(-1), Stop));
            Assert.Equal([Some.Rusi], await Book.DueAsync(memory.Due, Stop));
        }
    }

    [Fact]
    public async Task A_later_memory_takes_the_place_of_the_earlier()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning), Stop);
        await Book.CompleteAsync(Some.Poll(Some.Bruegel, Some.Morning), Stop);
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning.AddHours(1)), Stop);

        var memories = (await Book.RecallAllAsync(Stop)).ToDictionary(memory => memory.Source, memory => memory.LastPolled);

        Assert.Equal(2, memories.Count);
        Assert.Equal(Some.Morning.AddHours(1), memories[Some.Rusi]);
        Assert.Equal(Some.Morning, memories[Some.Bruegel]);
    }

    [Fact]
    public async Task Due_is_whose_next_poll_has_come_the_longest_waiting_first()
    {
        Task KeepAsync(string source, TimeSpan polled, TimeSpan due) =>
            Book.CompleteAsync(new PollCompletion(new PollMemory { Source = Some.Id(source), LastPolled = Some.Morning + polled, Due = Some.Morning + due }, [], Some.Morning), Stop);
        await KeepAsync("soon", TimeSpan.FromHours(-1), TimeSpan.FromTicks(1));
        await KeepAsync("now", TimeSpan.FromHours(-1), TimeSpan.Zero);
        await KeepAsync("long-ago", TimeSpan.FromHours(-9), TimeSpan.FromHours(-8));
        // It was polled before the clock was set back.
        await KeepAsync("next-year", TimeSpan.FromDays(365), TimeSpan.FromDays(366));
        await Book.CompleteAsync(new PollCompletion(new PollMemory { Source = Some.Id("begun") }, [], Some.Morning), Stop);
        async Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now) => [.. (await Book.DueAsync(now, Stop)).Select(id => id.Value)];

        Assert.Equal(["begun", "long-ago", "now", "next-year"], await DueAsync(Some.Morning));
        await KeepAsync("long-ago", TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.Equal(["begun", "now", "soon", "next-year"], await DueAsync(Some.Morning.AddTicks(1)));
        Assert.Equal(5, (await DueAsync(DateTimeOffset.MaxValue)).Count);
    }

    [Fact]
    public async Task Only_new_and_changed_items_are_unseen_in_the_order_asked()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "old", "changed"), Stop);

        var unseen = await Book.UnseenAsync(Some.Rusi, [Some.Asked("new"), Some.Asked("old"), Some.Asked("changed", "says something else"), Some.Asked("newer") with { Place = 7 }], Stop);

        Assert.Equal([("new", true), ("changed", false), ("newer", true)], unseen.Select(item => (item.Asked.Keys[0].Value, item.IsNew)));
        Assert.Equal(7, unseen[2].Asked.Place);
        Assert.Empty(await Book.UnseenAsync(Some.Rusi, [], Stop));
    }

    [Fact]
    public async Task Any_key_recognises_an_item()
    {
        AskedItem Known(params string[] keys) => new(0, [.. keys.Select(key => new ItemKey(key))], "f");
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, new ReadArticle(Known("id", "link"), Some.Article(Some.Rusi, "one"))), Stop);

        Assert.Empty(await Book.UnseenAsync(Some.Rusi, [Known("id"), Known("link"), Known("another id", "link")], Stop));
        Assert.Single(await Book.UnseenAsync(Some.Rusi, [Known("another id")], Stop));
    }

    [Fact]
    public async Task A_key_learned_later_recognises_the_item_too()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "link"), Stop);
        var moved = new AskedItem(0, [new ItemKey("id"), new ItemKey("link")], "now with an id");

        var result = await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, new ReadArticle(moved, Some.Article(Some.Rusi, "link"))), Stop);

        Assert.Equal(new PollResult(0, 0), result);
        Assert.Empty(await Book.UnseenAsync(Some.Rusi, [Some.Asked("id", "now with an id")], Stop));
    }

    [Fact]
    public async Task Keys_belong_to_one_source()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "same"), Stop);

        Assert.True(Assert.Single(await Book.UnseenAsync(Some.Bruegel, [Some.Asked("same")], Stop)).IsNew);
        Assert.Equal(new PollResult(1, 0), await Book.CompleteAsync(Some.Poll(Some.Bruegel, "same"), Stop));
    }

    [Fact]
    public async Task Numbers_have_no_gaps_across_polls_and_restarts()
    {
        Assert.Equal(new PollResult(2, 0), await Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b"), Stop));
        Assert.Equal(new PollResult(1, 0), await Book.CompleteAsync(Some.Poll(Some.Bruegel, "c"), Stop));
        await RestartAsync();
        Assert.Equal(new PollResult(1, 0), await Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "d"), Stop));

        Assert.Equal(4, await Archive.LastNumberAsync(Stop));
        Assert.Equal(["a", "b", "c", "d"], await TitlesAsync());
    }

    [Fact]
    public async Task Completing_the_same_poll_twice_doubles_nothing()
    {
        var poll = Some.Poll(Some.Rusi, "a", "b");
        await Book.CompleteAsync(poll, Stop);

        Assert.Equal(new PollResult(0, 0), await Book.CompleteAsync(poll with { Now = Some.Morning.AddHours(1) }, Stop));

        Assert.Equal(["a", "b"], await TitlesAsync());
        Assert.Equal(2, (await Archive.CountsAsync(Stop))["rusi"]);
        Assert.Equal(Some.Morning, (await Archive.FindAsync(1, Stop))!.FirstSeen);
    }

    [Fact]
    public async Task An_item_that_stands_twice_in_one_poll_is_kept_once()
    {
        Assert.Equal(new PollResult(2, 0), await Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "a", "b"), Stop));

        Assert.Equal(["a", "b"], await TitlesAsync());
    }

    [Fact]
    public async Task A_changed_article_becomes_version_2_and_keeps_number_and_first_sight()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b"), Stop);
        var changed = Some.Article(Some.Rusi, "a", "It says something else now.");

        var result = await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning.AddHours(1), new ReadArticle(Some.Asked("a", "changed"), changed)), Stop);

        Assert.Equal(new PollResult(0, 1), result);
        var kept = (await Archive.FindAsync(1, Stop))!;
        Assert.Equal((1, Some.Morning, 2, "It says something else now."), (kept.Number, kept.FirstSeen, kept.Version, kept.Article.Text));
        Assert.Equal(2, await Archive.LastNumberAsync(Stop));
        Assert.Empty(await Book.UnseenAsync(Some.Rusi, [Some.Asked("a", "changed")], Stop));
    }

    [Fact]
    public async Task A_changed_item_whose_article_reads_the_same_makes_no_version()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), Stop);

        Assert.Equal(new PollResult(0, 0), await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, Some.Read(Some.Rusi, "a", "changed")), Stop));

        Assert.Equal(1, (await Archive.FindAsync(1, Stop))!.Version);
    }

    [Fact]
    public async Task A_poorer_reading_never_replaces_a_better_but_a_better_a_poorer()
    {
        var good = Some.Article(Some.Rusi, "a", "The whole text.");
        var poor = good with { Text = "The feed's own words.", PageTrouble = "rusi.org answered 503." };
        Task<PollResult> KeepAsync(string name, Article article, string fingerprint) =>
            Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, new ReadArticle(Some.Asked(name, fingerprint), article)), Stop);

        await KeepAsync("a", good, "first");
        Assert.Equal(new PollResult(0, 0), await KeepAsync("a", poor, "second"));
        await KeepAsync("b", poor, "first");
        Assert.Equal(new PollResult(0, 1), await KeepAsync("b", good, "second"));

        var (first, second) = ((await Archive.FindAsync(1, Stop))!, (await Archive.FindAsync(2, Stop))!);
        Assert.Equal(("The whole text.", 1), (first.Article.Text, first.Version));
        Assert.Equal(("The whole text.", 2), (second.Article.Text, second.Version));
    }

    [Fact]
    public async Task A_poll_that_fails_keeps_neither_its_memory_nor_its_articles()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), Stop);
        // No index takes a key of two thousand letters: the first article is already written when the second is refused.
        var poll = Some.Poll(Some.Rusi, Some.Morning.AddHours(1), Some.Read(Some.Rusi, "b"), Some.Read(Some.Rusi, new string('x', 2000)));

        await Assert.ThrowsAnyAsync<Exception>(() => Book.CompleteAsync(poll, Stop));

        Assert.Equal(Some.Morning, (await Book.RecallAsync(Some.Rusi, Stop)).LastPolled);
        Assert.Single(await Book.UnseenAsync(Some.Rusi, [Some.Asked("b")], Stop));
        Assert.Equal(new PollResult(1, 0), await Book.CompleteAsync(Some.Poll(Some.Rusi, "c"), Stop));
        Assert.Equal(["a", "c"], await TitlesAsync());
    }

    [Fact]
    public async Task A_poll_cancelled_before_it_is_kept_keeps_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), new CancellationToken(canceled: true)));

        Assert.Equal(0, await Archive.LastNumberAsync(Stop));
        Assert.Empty(await Book.RecallAllAsync(Stop));
    }

    [Fact]
    public async Task Many_may_ask_at_once()
    {
        var sources = Enumerable.Range(1, 150).Select(number => Some.Id($"source-{number}")).ToList();

        var results = await Task.WhenAll(sources.Select(source => Book.CompleteAsync(Some.Poll(source, "a", "b"), Stop)));

        Assert.All(results, result => Assert.Equal(new PollResult(2, 0), result));
        Assert.Equal(300, await Archive.LastNumberAsync(Stop));
        Assert.Equal(150, (await Book.RecallAllAsync(Stop)).Count);
    }

    [Fact]
    public async Task One_that_fails_among_many_at_once_costs_the_others_nothing()
    {
        var sources = Enumerable.Range(1, 40).Select(number => Some.Id($"source-{number}")).ToList();
        var polls = sources.Select(source => Book.CompleteAsync(Some.Poll(source, source.Value == "source-20" ? ["a", new string('x', 2000)] : ["a", "b"]), Stop)).ToList();

        await Assert.ThrowsAnyAsync<Exception>(() => polls[19]);
        polls.RemoveAt(19);

        Assert.All(await Task.WhenAll(polls), result => Assert.Equal(new PollResult(2, 0), result));
        Assert.Equal(78, await Archive.LastNumberAsync(Stop));
        Assert.Equal(39, (await Book.RecallAllAsync(Stop)).Count);
    }

    /// <summary>So that a property added later is noticed here.</summary>
    private static void AssertHasNothingUnset(PollMemory memory)
    {
        var fresh = new PollMemory { Source = Some.Bruegel };
        Assert.All(typeof(PollMemory).GetProperties().Where(property => property.CanWrite), property => Assert.NotEqual(property.GetValue(fresh), property.GetValue(memory)));
    }

    private async Task<IReadOnlyList<string>> TitlesAsync()
    {
        var titles = new List<string>();
        for (var number = 1; await Archive.FindAsync(number, Stop) is { } kept; number++)
            titles.Add(kept.Article.Title);
        return titles;
    }
}

/// <summary>The poll book in LiteDB, asked by its owner.</summary>
public sealed class LiteDbPollBookTests() : PollBookContract(overSocket: false);

/// <summary>The same, asked over the socket.</summary>
public sealed class RemotePollBookTests() : PollBookContract(overSocket: true);
