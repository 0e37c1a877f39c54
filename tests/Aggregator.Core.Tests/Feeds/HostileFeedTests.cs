using System.Text;
using Aggregator.Downloads;
using Aggregator.House;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Feeds;

/// <summary>Time and memory stay in proportion to what was sent, whatever was sent.</summary>
public sealed class HostileFeedTests
{
    /// <summary>An ordinary feed takes a twentieth of a second for each megabyte, its html made safe; what grows with the square takes minutes.</summary>
    private static readonly TimeSpan OfAMegabyte = TimeSpan.FromSeconds(0.4);

    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that may be allocated for each byte read: an empty item of seven bytes becomes a Drop with its words.</summary>
    private const long OfAByte = 100;

    private const long InAnyCase = 64 * 1024 * 1024;

    public static TheoryData<string> Shapes => [.. HostileFeeds.Shapes.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_hostile_feed_costs_no_more_than_its_size_allows(string shape)
    {
        var feed = new Download { Body = Encoding.UTF8.GetBytes(HostileFeeds.Shapes[shape]()), Address = new Uri("https://example.org/feed.xml") };
        var (outcome, allocated, took) = Watchdog.Run(AtLeast + OfAMegabyte * (feed.Body.Length / 1e6), () => shape, () => FeedReader.Read(feed));
        TestContext.Current.TestOutputHelper?.WriteLine($"{shape}: {feed.Body.Length / 1e6:0.0} MB, {allocated / 1e6:0} MB allocated, {took.TotalSeconds:0.00} s");
        Assert.True(outcome is ReadOutcome.Read or ReadOutcome.Unreadable { Why.Length: > 10 and < 1_000 }, $"{shape}: neither an announcement nor a sentence.");
        Assert.True(allocated <= OfAByte * feed.Body.Length + InAnyCase, $"{shape}: {allocated / 1e6:0} MB were allocated for {feed.Body.Length / 1e6:0.0} MB.");
    }
}
