using Aggregator.Downloads;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polling;

public sealed class PollerTests : IAsyncLifetime
{
    private PollingHouse _house = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync(new PollingSettings { Batch = 3 });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task What_a_feed_announces_becomes_articles_with_their_pages_text()
    {
        HasPages("a", "b");
        _house.Web.On("/feed", _house.Feed("a", "b"));
        var report = await _house.PollAsync(_house.SourceAt("/feed"));
        Assert.Equal((PollState.Read, 2, 2, 0), (report.State, report.Items, report.New, report.Changed));
        var kept = await _house.KeptAsync();
        Assert.Equal(["On a", "On b"], kept.Select(article => article.Article.Title));
        Assert.Equal([1, 2], kept.Select(article => article.Number));
        Assert.All(kept, article => Assert.Null(article.Article.PageTrouble));
        Assert.Contains("The page about b says more", kept[1].Article.Text, StringComparison.Ordinal);
        Assert.Equal(PollingHouse.Start, kept[0].FirstSeen);
    }

    [Fact]
    public async Task A_304_stores_nothing_and_asks_for_no_page()
    {
        HasPages("a");
        _house.Web.OnTagged("/feed", _house.Feed("a"), "\"1\"");
        var source = _house.SourceAt("/feed");
        await _house.PollAsync(source);
        _house.Clock.Advance(TimeSpan.FromHours(1));
        var report = await _house.PollAsync(source);
        Assert.Equal(PollState.Unchanged, report.State);
        Assert.Equal("\"1\"", _house.Web.Asked[^1].Header("If-None-Match"));
        Assert.Equal(1, _house.Web.TimesAsked("/a"));
        Assert.Equal(1, Assert.Single(await _house.KeptAsync()).Version);
        Assert.InRange((await _house.MemoryAsync(source)).Due, PollingHouse.Start.AddHours(1.9), PollingHouse.Start.AddHours(2));
    }

    [Fact]
    public async Task The_same_bytes_with_a_200_store_nothing_either()
    {
        HasPages("a");
        _house.Web.On("/feed", _house.Feed("a"));
        var source = _house.SourceAt("/feed");
        await _house.PollAsync(source);
        Assert.Equal(PollState.Unchanged, (await _house.PollAsync(source)).State);
        Assert.Equal(1, _house.Web.TimesAsked("/a"));
        Assert.Single(await _house.KeptAsync());
    }

    [Fact]
    public async Task An_item_that_stood_in_the_last_answer_is_not_read_again()
    {
        HasPages("a", "b");
        var source = _house.SourceAt("/feed");
        _house.Web.On("/feed", _house.Feed("a"));
        await _house.PollAsync(source);
        _house.Web.On("/feed", _house.Feed("b", "a"));
        var report = await _house.PollAsync(source);
        Assert.Equal((1, 0), (report.New, report.Changed));
        Assert.Equal(1, _house.Web.TimesAsked("/a"));
    }

    [Fact]
    public async Task An_item_that_left_the_feed_and_comes_back_is_not_new()
    {
        HasPages("a", "b");
        var source = _house.SourceAt("/feed");
        foreach (var names in new[] { "a", "b", "a" })
        {
            _house.Web.On("/feed", _house.Feed(names));
            await _house.PollAsync(source);
        }
        Assert.Equal(2, (await _house.KeptAsync()).Count);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("broken")]
    [InlineData("pdf")]
    [InlineData("empty")]
    public async Task A_page_that_cannot_be_read_does_not_cost_the_item(string trouble)
    {
        HasPages("b");
        if (trouble == "pdf")
            _house.Web.On("/a", "%PDF-1.7"u8.ToArray(), "application/pdf");
        if (trouble == "empty")
            _house.Web.On("/a", "");
        if (trouble == "broken")
            _house.Web.On("/a", async context =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await context.Response.Body.WriteAsync("never packed"u8.ToArray(), context.RequestAborted);
            });
        _house.Web.On("/feed", _house.Feed("a", "b"));
        var report = await _house.PollAsync(_house.SourceAt("/feed"));
        Assert.Equal((PollState.Read, 2), (report.State, report.New));
        var kept = await _house.KeptAsync();
        Assert.Equal("What the feed says of a.", kept[0].Article.Text);
        Assert.EndsWith(".", kept[0].Article.PageTrouble, StringComparison.Ordinal);
        Assert.Null(kept[1].Article.PageTrouble);
    }

    [Fact]
    public async Task A_long_answer_is_kept_in_parts_and_none_is_lost_or_doubled()
    {
        string[] names = ["a", "b", "c", "d", "e", "f", "g"];
        HasPages(names);
        _house.Web.OnTagged("/feed", _house.Feed(names), "\"1\"");
        var source = _house.SourceAt("/feed");
        var report = await _house.PollAsync(source);
        Assert.Equal((7, 7), (report.Items, report.New));
        Assert.Equal("\"1\"", (await _house.MemoryAsync(source)).Validators.ETag);
        Assert.Equal(PollState.Unchanged, (await _house.PollAsync(source)).State);
        Assert.Equal(names.Select(name => "On " + name), (await _house.KeptAsync()).Select(kept => kept.Article.Title));
        Assert.All(names, name => Assert.Equal(1, _house.Web.TimesAsked("/" + name)));
    }

    [Fact]
    public async Task A_poll_that_ends_between_its_parts_keeps_them_and_is_told_the_whole_again()
    {
        HasPages("a", "b", "c", "d", "e");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        _house.Web.OnTagged("/feed", _house.Feed("a", "b", "c", "d", "e"), "\"1\"");
        // The first item of the second part ends the poll.
        _house.Web.On("/d", async context =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var source = _house.SourceAt("/feed");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _house.PollUntilAsync(source, stopping.Token));
        Assert.Equal(3, (await _house.KeptAsync()).Count);
        // Had the tag been kept, the answer would be "not modified", and the rest never told.
        Assert.Equal(Validators.None, (await _house.MemoryAsync(source)).Validators);

        HasPages("d");
        Assert.Equal(2, (await _house.PollAsync(source)).New);
        Assert.Equal(["On a", "On b", "On c", "On d", "On e"], (await _house.KeptAsync()).Select(kept => kept.Article.Title));
        Assert.All(["/a", "/b", "/c"], path => Assert.Equal(1, _house.Web.TimesAsked(path)));
    }

    [Fact]
    public async Task An_item_that_stands_twice_is_kept_once()
    {
        HasPages("a", "b");
        _house.Web.On("/feed", _house.Feed("a", "b", "a"));
        Assert.Equal(2, (await _house.PollAsync(_house.SourceAt("/feed"))).New);
        Assert.Equal(2, (await _house.KeptAsync()).Count);
        Assert.Equal(1, _house.Web.TimesAsked("/a"));
        Assert.Equal("stands twice", Assert.Single((await _house.MemoryAsync(_house.SourceAt("/feed"))).Drops).Gate);
    }

    [Fact]
    public async Task What_a_limit_leaves_out_of_a_page_is_remembered_with_its_source()
    {
        _house.Web.On("/a", $"<html><head><title>On a</title>{string.Concat(Enumerable.Range(0, 23).Select(at => $"<meta name=citation_author content='Ada {(char)('A' + at)}quay'>"))}</head><body><p>{new string('a', 300)}</p></body></html>");
        _house.Web.On("/feed", _house.Feed("a"));
        await _house.PollAsync(_house.SourceAt("/feed"));
        Assert.Equal(new Items.Drop("too many authors", "On a", "Of a page 20 authors are kept; 3 more stood there."), Assert.Single((await _house.MemoryAsync(_house.SourceAt("/feed"))).Drops));
    }

    [Fact]
    public async Task A_changed_item_becomes_a_version_of_its_article()
    {
        HasPages("a");
        var source = _house.SourceAt("/feed");
        _house.Web.On("/feed", _house.Feed("a"));
        await _house.PollAsync(source);
        _house.Clock.Advance(TimeSpan.FromHours(1));
        _house.Web.On("/feed", _house.Feed("a").Replace("On a", "On a, corrected", StringComparison.Ordinal));
        var report = await _house.PollAsync(source);
        Assert.Equal((0, 1), (report.New, report.Changed));
        var kept = Assert.Single(await _house.KeptAsync());
        Assert.Equal((2, "On a, corrected", PollingHouse.Start), (kept.Version, kept.Article.Title, kept.FirstSeen));
    }

    [Fact]
    public async Task A_changed_item_whose_page_has_gone_does_not_replace_what_was_read()
    {
        HasPages("a");
        var source = _house.SourceAt("/feed");
        _house.Web.On("/feed", _house.Feed("a"));
        await _house.PollAsync(source);
        _house.Web.On("/a", "gone", status: 410);
        _house.Web.On("/feed", _house.Feed("a").Replace("On a", "On a, corrected", StringComparison.Ordinal));
        Assert.Equal(0, (await _house.PollAsync(source)).Changed);
        Assert.Contains("The page about a says more", Assert.Single(await _house.KeptAsync()).Article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_source_is_told_and_asked_less_until_it_answers()
    {
        var source = _house.SourceAt("/feed");
        var waits = new List<TimeSpan>();
        _house.Web.On("/feed", "no", status: 500);
        for (var failures = 1; failures <= 3; failures++)
        {
            var report = await _house.PollAsync(source);
            Assert.Equal(PollState.Failed, report.State);
            Assert.Contains("500", report.Sentence, StringComparison.Ordinal);
            var broken = await _house.MemoryAsync(source);
            Assert.Equal((failures, report.Sentence), (broken.FailuresInARow, broken.Trouble));
            waits.Add(broken.Due - _house.Clock.GetUtcNow());
        }
        Assert.All(waits.Zip([10, 20, 40]), wait => Assert.InRange(wait.First.TotalMinutes, wait.Second, wait.Second * 1.25));

        HasPages("a");
        _house.Web.On("/feed", _house.Feed("a"));
        Assert.Equal(PollState.Read, (await _house.PollAsync(source)).State);
        var good = await _house.MemoryAsync(source);
        Assert.Equal((0, null), (good.FailuresInARow, good.Trouble));
    }

    [Fact]
    public async Task A_body_that_could_not_be_read_leaves_no_validators()
    {
        var source = _house.SourceAt("/feed");
        _house.Web.OnTagged("/feed", "<html><body>Checking your browser</body></html>", "\"wall\"");
        Assert.Equal(PollState.Failed, (await _house.PollAsync(source)).State);
        Assert.Equal(PollState.Failed, (await _house.PollAsync(source)).State);
        // Else the wall would be "not modified", which looks like health.
        Assert.All(_house.Web.Asked, request => Assert.Null(request.Header("If-None-Match")));
        Assert.Equal(2, (await _house.MemoryAsync(source)).FailuresInARow);
    }

    [Fact]
    public async Task A_trouble_in_between_does_not_forget_the_last_answer()
    {
        HasPages("a");
        var source = _house.SourceAt("/feed");
        _house.Web.OnTagged("/feed", _house.Feed("a"), "\"1\"");
        await _house.PollAsync(source);
        _house.Web.On("/feed", "no", status: 503);
        await _house.PollAsync(source);
        _house.Web.OnTagged("/feed", _house.Feed("a"), "\"1\"");
        Assert.Equal(PollState.Unchanged, (await _house.PollAsync(source)).State);
        Assert.Equal(0, (await _house.MemoryAsync(source)).FailuresInARow);
    }

    [Fact]
    public async Task A_poll_that_is_stopped_among_its_articles_keeps_nothing()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        HasPages("a", "b", "c");
        _house.Web.On("/b", async context =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        _house.Web.OnTagged("/feed", _house.Feed("a", "b", "c"), "\"1\"");
        var source = _house.SourceAt("/feed");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _house.PollUntilAsync(source, stopping.Token));
        Assert.Equal(1, _house.Web.TimesAsked("/a"));
        Assert.Empty(await _house.KeptAsync());
        var memory = await _house.MemoryAsync(source);
        Assert.Equal((null, 0, Validators.None), (memory.LastPolled, memory.FailuresInARow, memory.Validators));

        HasPages("b");
        Assert.Equal(3, (await _house.PollAsync(source)).New);
    }

    [Fact]
    public async Task A_bug_in_one_poll_does_not_cost_the_others_theirs()
    {
        HasPages("a", "b");
        _house.Web.On("/feed", _house.Feed("a"));
        _house.Web.On("/other", _house.Feed("b"));
        _house.Web.On("/list", "<html><body><p>x</p></body></html>");
        // feeds.json would not let it in: here it stands for whatever we got wrong.
        var buggy = _house.SourceAt("/list", "buggy") with { Kind = SourceKind.Page, Rules = new PageRules { Item = "p[[" } };
        var reports = await _house.Round.RunAsync([_house.SourceAt("/feed", "one"), buggy, _house.SourceAt("/other", "two")], null, null, Stop);
        Assert.Equal([PollState.Read, PollState.Failed, PollState.Read], reports.Select(report => report.State));
        Assert.Contains("The program failed", reports[1].Sentence, StringComparison.Ordinal);
        Assert.Equal(2, (await _house.KeptAsync()).Count);
        // Else it would be due again at every tick, and nobody told.
        var memory = await _house.MemoryAsync(buggy);
        Assert.Equal((1, reports[1].Sentence), (memory.FailuresInARow, memory.Trouble));
        Assert.InRange(memory.Due, PollingHouse.Start.AddMinutes(10), PollingHouse.Start.AddMinutes(13));
    }

    [Fact]
    public async Task A_disk_that_refuses_is_told_in_a_sentence_and_costs_no_item()
    {
        HasPages("a", "b");
        _house.Web.OnTagged("/feed", _house.Feed("a", "b"), "\"1\"");
        var source = _house.SourceAt("/feed");
        _house.Book.Refusal = new IOException("The store's log could not be written: No space left on device");
        var refused = await _house.PollAsync(source);
        Assert.Equal((PollState.Failed, "What came could not be kept: The store's log could not be written: No space left on device. It is asked for again."), (refused.State, refused.Sentence));
        Assert.Equal(Validators.None, (await _house.MemoryAsync(source)).Validators);

        _house.Book.Refusal = null;
        Assert.Equal(2, (await _house.PollAsync(source)).New);
    }

    [Fact]
    public async Task A_page_that_failed_in_passing_is_asked_for_once_more()
    {
        HasPages("a");
        _house.Web.On("/b", "later", status: 503);
        _house.Web.OnTagged("/feed", _house.Feed("a", "b"), "\"1\"");
        var source = _house.SourceAt("/feed");
        Assert.Equal(2, (await _house.PollAsync(source)).New);
        Assert.Equal("What the feed says of b.", (await _house.KeptAsync())[1].Article.Text);

        HasPages("b");
        Assert.Equal((0, 1), (await _house.PollAsync(source) is var report ? (report.New, report.Changed) : default));
        Assert.Contains("The page about b says more", (await _house.KeptAsync())[1].Article.Text, StringComparison.Ordinal);
        Assert.Equal(PollState.Unchanged, (await _house.PollAsync(source)).State);
        Assert.Equal((1, 2), (_house.Web.TimesAsked("/a"), _house.Web.TimesAsked("/b")));
    }

    [Fact]
    public async Task A_page_that_fails_for_good_is_not_asked_for_ever()
    {
        _house.Web.On("/a", "later", status: 503);
        _house.Web.OnTagged("/feed", _house.Feed("a"), "\"1\"");
        var source = _house.SourceAt("/feed");
        for (var poll = 0; poll < 4; poll++)
            await _house.PollAsync(source);
        Assert.Equal(2, _house.Web.TimesAsked("/a"));
        Assert.Equal("\"1\"", (await _house.MemoryAsync(source)).Validators.ETag);
    }

    [Fact]
    public async Task A_page_that_always_fails_keeps_no_other_one_from_being_read()
    {
        HasPages("b", "c");
        _house.Web.On("/a", "later", status: 503);
        _house.Web.OnTagged("/feed", _house.Feed("a", "b", "c"), "\"1\"");
        var source = _house.SourceAt("/feed");
        for (var poll = 0; poll < 4; poll++)
            await _house.PollAsync(source);
        var kept = await _house.KeptAsync();
        Assert.Contains("The page about b says more", kept[1].Article.Text, StringComparison.Ordinal);
        Assert.Contains("The page about c says more", kept[2].Article.Text, StringComparison.Ordinal);
        Assert.Equal((2, 1, 1), (_house.Web.TimesAsked("/a"), _house.Web.TimesAsked("/b"), _house.Web.TimesAsked("/c")));
        Assert.Equal("\"1\"", (await _house.MemoryAsync(source)).Validators.ETag);
    }

    [Fact]
    public async Task An_hours_ceiling_delays_pages_and_loses_none()
    {
        await using var house = await PollingHouse.OpenAsync(perHour: 3);
        string[] names = ["a", "b", "c", "d", "e"];
        foreach (var name in names)
            house.Web.On("/" + name, PollingHouse.Page(name));
        house.Web.OnTagged("/feed", house.Feed(names), "\"1\"");
        var source = house.SourceAt("/feed");
        for (var poll = 0; poll < 5; poll++)
        {
            await house.PollAsync(source);
            house.Clock.Advance(TimeSpan.FromMinutes(61));
        }
        Assert.All((await house.KeptAsync()).Zip(names), kept => Assert.Contains($"The page about {kept.Second} says more", kept.First.Article.Text, StringComparison.Ordinal));
        Assert.All(names, name => Assert.Equal(1, house.Web.TimesAsked("/" + name)));
    }

    [Fact]
    public async Task The_page_of_a_correction_that_failed_in_passing_is_asked_for_once_more()
    {
        HasPages("a");
        _house.Web.On("/feed", _house.Feed("a"));
        var source = _house.SourceAt("/feed");
        await _house.PollAsync(source);
        _house.Web.On("/feed", _house.Feed("a").Replace("What the feed says", "What the feed now says", StringComparison.Ordinal));
        _house.Web.On("/a", "later", status: 503);
        Assert.Equal(0, (await _house.PollAsync(source)).Changed);

        _house.Web.On("/a", PollingHouse.Page("a").Replace("counts the barges", "counts the ferries", StringComparison.Ordinal));
        Assert.Equal(1, (await _house.PollAsync(source)).Changed);
        Assert.Contains("counts the ferries", Assert.Single(await _house.KeptAsync()).Article.Text, StringComparison.Ordinal);
        await _house.PollAsync(source);
        Assert.Equal(3, _house.Web.TimesAsked("/a"));
    }

    [Fact]
    public async Task A_source_that_moved_by_its_administrators_hand_is_asked_afresh()
    {
        HasPages("a", "b");
        _house.Web.OnTagged("/feed", _house.Feed("a"), "\"same\"");
        _house.Web.OnTagged("/moved", _house.Feed("b"), "\"same\"");
        await _house.PollAsync(_house.SourceAt("/feed"));
        Assert.Equal(1, (await _house.PollAsync(_house.SourceAt("/moved"))).New);
    }

    [Fact]
    public async Task Reports_come_in_the_order_of_the_sources()
    {
        var others = new TaskCompletionSource();
        var done = 0;
        // A web of its own: on one host they would wait for each other.
        await using var slow = await TestWeb.StartAsync(Stop);
        slow.On("/slow", async context =>
        {
            await others.Task.WaitAsync(context.RequestAborted);
            context.Response.StatusCode = 404;
        });
        _house.Web.On("/feed", _house.Feed());
        var sources = new[] { _house.SourceAt("/", "z") with { Address = slow.At("/slow") }, _house.SourceAt("/feed", "m"), _house.SourceAt("/feed", "a") };
        var told = new List<string>();
        var reports = await _house.Round.RunAsync(sources, null, report =>
        {
            lock (told)
                told.Add(report.Source.Value);
            if (Interlocked.Increment(ref done) == 2)
                others.SetResult();
        }, Stop);
        Assert.Equal(["z", "m", "a"], reports.Select(report => report.Source.Value));
        Assert.Equal("z", told[^1]);
    }

    [Fact]
    public async Task A_feed_of_many_items_asks_the_store_in_pieces()
    {
        var names = Enumerable.Range(1, 8).Select(number => $"n{number}").ToList();
        HasPages(names);
        _house.Web.On("/feed", _house.Feed(names));
        Assert.Equal(8, (await _house.PollAsync(_house.SourceAt("/feed"))).New);
        Assert.Equal([3, 3, 2], _house.Book.Asked);
    }

    private void HasPages(params IEnumerable<string> names)
    {
        foreach (var name in names)
            _house.Web.On("/" + name, PollingHouse.Page(name));
    }
}
