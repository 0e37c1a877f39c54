using Aggregator.Polls;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Aggregator.Polling;

/// <summary>A server that answers 500 for a day, and the worker that lives through it: over real connections, on a clock of the test's.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const int Shown = 10;

    private readonly List<(DateTimeOffset At, bool IsFeed)> _asked = [];
    private PollingHouse _house = null!;
    private bool _isDown;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>One an hour, and as many as the feed shows before the first.</summary>
    private int Published => Shown + (int)(_house.Clock.GetUtcNow() - PollingHouse.Start).TotalHours;

    public async ValueTask InitializeAsync()
    {
        _house = await PollingHouse.OpenAsync();
        _house.Web.On("/news/feed", context => AnswerAsync(context, isFeed: true, page => _house.Feed(Names(page))));
        for (var number = 1; number <= 100; number++)
        {
            var name = $"n{number}";
            _house.Web.On("/" + name, context => AnswerAsync(context, isFeed: false, _ => PollingHouse.Page(name)));
        }
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_day_of_500_costs_no_item_and_the_host_few_requests()
    {
        var source = _house.SourceAt("/news/feed");
        var worker = _house.Worker(source);
        await LiveAsync(worker, TimeSpan.FromHours(6));
        var before = _asked.Count;

        _isDown = true;
        await LiveAsync(worker, TimeSpan.FromDays(1));
        var outage = _asked.Skip(before).ToList();
        Assert.All(outage, request => Assert.True(request.IsFeed));
        // Doubling from ten minutes fills a day with seven or eight.
        Assert.InRange(outage.Count, 6, 8);
        var waits = outage.Zip(outage.Skip(1), (one, next) => next.At - one.At).ToList();
        Assert.All(waits.Zip(waits.Skip(1)), pair => Assert.True(pair.Second > pair.First * 1.5, $"{pair.First} and then {pair.Second}"));
        var broken = await _house.MemoryAsync(source);
        Assert.Equal((outage.Count, SourceState.Failing), (broken.FailuresInARow, SourceHealth.Of(broken).State));
        Assert.Equal(outage.Count, broken.Notes[^1].Times);

        _isDown = false;
        await LiveAsync(worker, TimeSpan.FromDays(1));
        var good = await _house.MemoryAsync(source);
        Assert.Equal((0, null, SourceState.Good), (good.FailuresInARow, good.Trouble, SourceHealth.Of(good).State));
        // More came meanwhile than the feed shows: its older pages had the rest.
        Assert.Null(good.Gap);
        Assert.Contains(good.Notes, note => note.Sentence?.StartsWith("The gap was filled from ", StringComparison.Ordinal) is true);
        var kept = (await _house.KeptAsync()).Select(article => article.Article.Title).ToList();
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.Equal(Enumerable.Range(1, kept.Count).Select(number => $"On n{number}").Order(), kept.Order());
        Assert.InRange(kept.Count, Published - 6, Published);
        Assert.All(Enumerable.Range(1, kept.Count), number => Assert.Equal(1, _house.Web.TimesAsked($"/n{number}")));
    }

    /// <summary>The worker's ticks over a time, every five minutes.</summary>
    private async Task LiveAsync(DuePolls worker, TimeSpan length)
    {
        for (var end = _house.Clock.GetUtcNow() + length; _house.Clock.GetUtcNow() < end; _house.Clock.Advance(TimeSpan.FromMinutes(5)))
        {
            await worker.StartDueAsync(Stop);
            await _house.Round.EndedAsync(Stop);
        }
    }

    private async Task AnswerAsync(HttpContext context, bool isFeed, Func<int, string> body)
    {
        lock (_asked)
            _asked.Add((_house.Clock.GetUtcNow(), isFeed));
        var text = body(int.TryParse(context.Request.Query["paged"], out var page) ? page : 1);
        context.Response.StatusCode = _isDown ? 500 : 200;
        context.Response.ContentType = isFeed ? "application/rss+xml" : "text/html";
        await context.Response.WriteAsync(_isDown ? "Oops" : text, context.RequestAborted);
    }

    private IEnumerable<string> Names(int page) => Enumerable.Range(1, Published).Reverse().Skip(Shown * (page - 1)).Take(Shown).Select(number => $"n{number}");
}
