using Microsoft.AspNetCore.Http;
using Xunit;

namespace Aggregator.Polling;

/// <summary>A gap between two answers, and the older pages that fill it.</summary>
public sealed class BackfillTests : IAsyncLifetime
{
    private PollingHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_gap_is_filled_from_the_pages_that_the_feed_names_until_the_last_answer_begins()
    {
        var source = await PolledAsync("/feed.xml", "b", "a");
        _house.Web.On("/feed.xml", Paged("/page2", "h", "g"));
        _house.Web.On("/page2", Paged("/page3", "f", "e"));
        _house.Web.On("/page3", Paged("/page4", "d", "c", "b"));
        var report = await _house.PollAsync(source);
        Assert.Equal(6, report.New);
        Assert.Equal(["On a", "On b", "On c", "On d", "On e", "On f", "On g", "On h"], (await _house.KeptAsync()).Select(kept => kept.Article.Title).Order());
        Assert.Equal(0, _house.Web.TimesAsked("/page4"));
        var drop = Assert.Single((await _house.MemoryAsync(source)).Drops);
        Assert.Equal(("gap", "Nothing of the last answer stood in this one. 2 older pages were read to fill a gap."), (drop.Gate, drop.Why));
    }

    [Fact]
    public async Task Without_a_gap_and_at_the_first_poll_no_older_page_is_asked()
    {
        _house.Web.On("/page2", Paged("/page3", "z"));
        _house.Web.On("/feed.xml", Paged("/page2", "b", "a"));
        var source = _house.SourceAt("/feed.xml");
        Assert.Equal(2, (await _house.PollAsync(source)).New);
        _house.Web.On("/feed.xml", Paged("/page2", "c", "b"));
        Assert.Equal(1, (await _house.PollAsync(source)).New);
        Assert.Equal(0, _house.Web.TimesAsked("/page2"));
    }

    [Fact]
    public async Task WordPress_has_its_older_pages_by_number_and_ends_with_a_404()
    {
        var source = await PolledAsync("/news/feed/", "a");
        _house.Web.On("/news/feed/", context => context.Request.Query["paged"].ToString() switch
        {
            "" => context.Response.WriteAsync(_house.Feed("e"), context.RequestAborted),
            "2" => context.Response.WriteAsync(_house.Feed("d"), context.RequestAborted),
            "3" => context.Response.WriteAsync(_house.Feed("c"), context.RequestAborted),
            _ => Task.FromResult(context.Response.StatusCode = 404),
        });
        Assert.Equal(3, (await _house.PollAsync(source)).New);
        var drop = Assert.Single((await _house.MemoryAsync(source)).Drops);
        Assert.StartsWith("Nothing of the last answer stood in this one. 2 older pages were read to fill a gap. It went no further: ", drop.Why, StringComparison.Ordinal);
        Assert.Contains("404", drop.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_answers_every_page_alike_is_asked_for_one()
    {
        var source = await PolledAsync("/feed", "a");
        _house.Web.On("/feed", _house.Feed("c", "b"));
        Assert.Equal(2, (await _house.PollAsync(source)).New);
        // Before, now, and its second page.
        Assert.Equal(3, _house.Web.TimesAsked("/feed"));
    }

    [Fact]
    public async Task Pages_without_end_are_followed_for_ten()
    {
        var source = await PolledAsync("/feed.xml", "a");
        for (var page = 0; page < 20; page++)
            _house.Web.On($"/page{page}", Paged($"/page{page + 1}", $"x{page}"));
        _house.Web.On("/feed.xml", Paged("/page0", "b"));
        Assert.Equal(11, (await _house.PollAsync(source)).New);
    }

    [Theory]
    [InlineData("http://127.0.0.2:1/page2")]
    [InlineData("/feed.xml")]
    public async Task Another_host_is_not_asked_and_a_circle_ends(string older)
    {
        var source = await PolledAsync("/feed.xml", "a");
        _house.Web.On("/feed.xml", Paged(older, "b"));
        Assert.Equal(1, (await _house.PollAsync(source)).New);
        Assert.Equal("gap", Assert.Single((await _house.MemoryAsync(source)).Drops).Gate);
    }

    [Fact]
    public async Task A_page_that_fails_in_passing_is_asked_at_the_next_polls_until_the_gap_is_closed_and_nothing_is_doubled()
    {
        var source = await PolledAsync("/feed.xml", "b", "a");
        _house.Web.OnTagged("/feed.xml", Paged("/page2", "h", "g"), "\"1\"");
        _house.Web.On("/page2", Paged("/page3", "f", "e"));
        _house.Web.On("/page3", "later", status: 503);
        Assert.Equal(4, (await _house.PollAsync(source)).New);
        Assert.Equal(_house.Web.At("/page3"), (await _house.MemoryAsync(source)).Gap!.Next);
        for (var again = 0; again < 3; again++)
            Assert.Equal((PollState.Unchanged, 0), await _house.PollAsync(source) is var report ? (report.State, report.New) : default);
        Assert.Equal((1, 4), (_house.Web.TimesAsked("/page2"), _house.Web.TimesAsked("/page3")));
        Assert.Single((await _house.MemoryAsync(source)).Drops);

        // What came meanwhile pushed the last of page 2 onto page 3: all that stands first there is known.
        _house.Web.On("/page3", Paged("/page4", "f", "e"));
        _house.Web.On("/page4", Paged("/page5", "d", "c", "b"));
        var filled = await _house.PollAsync(source);
        Assert.Equal((PollState.Read, 2, "Unchanged, and older pages were read for a gap: 5 listed, 2 new, 0 changed."), (filled.State, filled.New, filled.Sentence));
        Assert.Equal(["On a", "On b", "On c", "On d", "On e", "On f", "On g", "On h"], (await _house.KeptAsync()).Select(kept => kept.Article.Title).Order());
        var memory = await _house.MemoryAsync(source);
        Assert.Equal((null, "The gap was filled from 3 older pages."), (memory.Gap, memory.Notes[^1].Sentence));
        Assert.Equal(PollState.Unchanged, (await _house.PollAsync(source)).State);
        Assert.Equal((5, 1, 0), (_house.Web.TimesAsked("/page3"), _house.Web.TimesAsked("/page4"), _house.Web.TimesAsked("/page5")));
    }

    [Fact]
    public async Task A_gap_that_waits_is_filled_beside_what_is_new_and_left_alone_while_the_source_fails()
    {
        var source = await PolledAsync("/feed.xml", "a");
        _house.Web.On("/feed.xml", Paged("/page2", "d", "c"));
        _house.Web.On("/page2", "later", status: 500);
        await _house.PollAsync(source);
        _house.Web.On("/feed.xml", "later", status: 500);
        await _house.PollAsync(source);
        Assert.Equal(1, _house.Web.TimesAsked("/page2"));
        _house.Web.On("/feed.xml", Paged("/page2", "e", "d", "c"));
        _house.Web.On("/page2", _house.Feed("b", "a"));
        Assert.Equal((PollState.Read, 2), await _house.PollAsync(source) is var report ? (report.State, report.New) : default);
        Assert.Equal(["On a", "On b", "On c", "On d", "On e"], (await _house.KeptAsync()).Select(kept => kept.Article.Title).Order());
        Assert.Null((await _house.MemoryAsync(source)).Gap);
    }

    [Fact]
    public async Task A_gap_whose_page_never_comes_back_is_given_up_and_says_why()
    {
        var source = await PolledAsync("/feed.xml", "a");
        _house.Web.OnTagged("/feed.xml", Paged("/page2", "c"), "\"1\"");
        _house.Web.On("/page2", "later", status: 503);
        for (var poll = 0; poll < Polls.Gap.MostTries + 3; poll++)
            await _house.PollAsync(source);
        Assert.Equal(Polls.Gap.MostTries, _house.Web.TimesAsked("/page2"));
        Assert.EndsWith("It cannot be filled: 127.0.0.1 answered 503 Service Unavailable.", (await _house.MemoryAsync(source)).Gap!.Sentence, StringComparison.Ordinal);
    }

    private async Task<Sources.Source> PolledAsync(string path, params IEnumerable<string> names)
    {
        var source = _house.SourceAt(path);
        _house.Web.On(path, _house.Feed(names));
        await _house.PollAsync(source);
        return source;
    }

    private string Paged(string older, params IEnumerable<string> names) =>
        _house.Feed(names).Replace("<description/>", $"<description/><atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"next\" href=\"{new Uri(_house.Web.Address, older)}\"/>", StringComparison.Ordinal);
}
