using Aggregator.Articles;
using Xunit;

namespace Aggregator.Polling;

public sealed class OriginalChainTests : IAsyncLifetime
{
    private PollingHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_copy_of_a_copy_is_followed_to_its_end_and_the_way_is_kept()
    {
        _house.Web.On("/a", Copy("a", _house.Web.At("/b").AbsoluteUri));
        _house.Web.On("/b", Copy("b", "https://harbour.example/papers/b"));
        var original = await PolledAsync(isWire: true);
        Assert.Equal(("https://harbour.example/papers/b", Evidence.Stated), (original.Link?.AbsoluteUri, original.Evidence));
        Assert.Equal([_house.Web.At("/b").AbsoluteUri, "https://harbour.example/papers/b"], original.Chain.Select(step => step.Link.AbsoluteUri));
        Assert.All(original.Chain, step => Assert.StartsWith("Original article link:", step.Quote, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copies_that_name_each_other_end_where_the_circle_closes()
    {
        _house.Web.On("/a", Copy("a", _house.Web.At("/b").AbsoluteUri));
        _house.Web.On("/b", Copy("b", _house.Web.At("/c").AbsoluteUri));
        _house.Web.On("/c", Copy("c", _house.Web.At("/a").AbsoluteUri));
        var original = await PolledAsync(isWire: true);
        Assert.Equal(_house.Web.At("/c"), original.Link);
        Assert.All("abc", name => Assert.Equal(1, _house.Web.TimesAsked($"/{name}")));
    }

    [Fact]
    public async Task A_chain_without_an_end_is_left_after_three_steps()
    {
        foreach (var (name, next) in new[] { ("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f") })
            _house.Web.On("/" + name, Copy(name, _house.Web.At("/" + next).AbsoluteUri));
        var original = await PolledAsync(isWire: true);
        Assert.Equal(_house.Web.At("/e"), original.Link);
        Assert.Equal(0, _house.Web.TimesAsked("/e"));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_had_stays_what_was_named()
    {
        _house.Web.On("/a", Copy("a", _house.Web.At("/b").AbsoluteUri));
        var original = await PolledAsync(isWire: true);
        Assert.Equal(_house.Web.At("/b"), original.Link);
        Assert.Empty(original.Chain);
    }

    [Fact]
    public async Task Only_a_wires_page_is_asked_for_what_it_was_copied_from()
    {
        _house.Web.On("/a", Copy("a", _house.Web.At("/b/of-the-harbour-77").AbsoluteUri));
        _house.Web.On("/b/of-the-harbour-77", Copy("b", "https://harbour.example/papers/b"));
        var original = await PolledAsync(isWire: false);
        Assert.Equal(_house.Web.At("/b/of-the-harbour-77"), original.Link);
        Assert.Equal(0, _house.Web.TimesAsked("/b/of-the-harbour-77"));
    }

    private static string Copy(string name, string original) =>
        PollingHouse.Release(name).Replace($"https://harbour.example/{name}", original, StringComparison.Ordinal);

    private async Task<OriginalLink> PolledAsync(bool isWire)
    {
        _house.Web.On("/feed", _house.Feed("a"));
        await _house.PollAsync(_house.SourceAt("/feed", "wire", isWire));
        return Assert.Single(await _house.KeptAsync()).Article.Original;
    }
}
