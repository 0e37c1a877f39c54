using Xunit;

namespace Aggregator.Polling;

public sealed class WirePollTests : IAsyncLifetime
{
    private PollingHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task The_latest_news_beside_a_release_is_followed_one_step()
    {
        _house.Web.On("/feed", _house.Feed("a"));
        _house.Web.On("/a", PollingHouse.Release("a", ("On b", "/b"), ("On a", "/a")));
        _house.Web.On("/b", PollingHouse.Release("b", ("On c", "/c"), ("On a", "/a")));
        _house.Web.On("/c", PollingHouse.Release("c"));
        await _house.PollAsync(Wire());
        var kept = await _house.KeptAsync();
        Assert.Equal(["On a", "On b"], kept.Select(article => article.Article.Title));
        Assert.Equal("https://harbour.example/b", kept[1].Article.Original.Link?.AbsoluteUri);
        Assert.Equal("Harbour Institute", kept[1].Article.Publisher);
        // The archive of a channel is not crawled backwards.
        Assert.Equal(0, _house.Web.TimesAsked("/c"));
        Assert.Equal(1, _house.Web.TimesAsked("/a"));
    }

    [Fact]
    public async Task A_row_that_several_releases_list_is_asked_for_once()
    {
        _house.Web.On("/feed", _house.Feed("a", "d"));
        _house.Web.On("/a", PollingHouse.Release("a", ("On b", "/b?utm_source=wire"), ("On d", "/d")));
        _house.Web.On("/d", PollingHouse.Release("d", ("On b", "/b"), ("On a", "/a")));
        _house.Web.On("/b", PollingHouse.Release("b"));
        var source = Wire();
        await _house.PollAsync(source);
        _house.Web.On("/feed", _house.Feed("e", "a", "d"));
        _house.Web.On("/e", PollingHouse.Release("e", ("On b", "/b"), ("On d", "/d"), ("On a", "/a")));
        var report = await _house.PollAsync(source);
        Assert.Equal((1, 0), (report.New, report.Changed));
        Assert.All("abde", name => Assert.Equal(1, _house.Web.TimesAsked($"/{name}")));
        Assert.Equal(["On a", "On b", "On d", "On e"], (await _house.KeptAsync()).Select(kept => kept.Article.Title));
    }

    [Fact]
    public async Task A_row_without_a_link_is_written_down_as_left_out()
    {
        _house.Web.On("/feed", _house.Feed("a"));
        _house.Web.On("/a", PollingHouse.Release("a", ("The Dredger and the Diplomat", null), ("On b", "/b")));
        _house.Web.On("/b", PollingHouse.Release("b"));
        var source = Wire();
        await _house.PollAsync(source);
        var drop = Assert.Single((await _house.MemoryAsync(source)).Drops);
        Assert.Equal(("no link", "The Dredger and the Diplomat"), (drop.Gate, drop.What));
        Assert.Equal(2, (await _house.KeptAsync()).Count);
    }

    [Fact]
    public async Task A_row_whose_page_cannot_be_had_is_kept_as_it_was_announced()
    {
        _house.Web.On("/feed", _house.Feed("a"));
        _house.Web.On("/a", PollingHouse.Release("a", ("On b", "/b")));
        await _house.PollAsync(Wire());
        var kept = await _house.KeptAsync();
        Assert.Equal("On b", kept[1].Article.Title);
        Assert.Contains("404", kept[1].Article.PageTrouble, StringComparison.Ordinal);
    }

    private Sources.Source Wire() => _house.SourceAt("/feed", "wire", isWire: true);
}
