using System.Text.Json;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing.LiteDb;
using Xunit;

namespace Aggregator.Storing;

public sealed class PollMemoryJsonTests
{
    [Fact]
    public void A_memory_that_an_older_version_stored_is_still_read()
    {
        const string old = """{"Source":"rusi","Validators":{"ETag":"a"},"LastBody":"00","LastPolled":"2026-11-22T07:00:00+00:00","Due":"2026-11-22T08:00:00+00:00","FailuresInARow":2,"Trouble":"No.","LastAnswer":{"k":"f"},"Drops":[]}""";
        var memory = JsonSerializer.Deserialize(old, StoreJson.Default.PollMemory)!;
        Assert.Equal((2, 0, null), (memory.FailuresInARow, memory.Notes.Count, memory.Move));
        var source = new Source { Id = memory.Source, Kind = SourceKind.Feed, Address = new Uri("https://rusi.example/feed"), Organisation = new Organisation { Name = "RUSI" } };
        Assert.Equal(0, memory.For(source).After(new PollOutcome.Unchanged(null), Some.Morning, source).FailuresInARow);
    }

    [Fact]
    public void A_memory_stays_small_however_long_a_source_is_polled()
    {
        var source = new Source { Id = Some.Rusi, Kind = SourceKind.Feed, Address = new Uri("https://rusi.example/feed"), Organisation = new Organisation { Name = "RUSI" } };
        var memory = new PollMemory { Source = Some.Rusi };
        for (var poll = 0; poll < 500; poll++)
        {
            var items = Enumerable.Range(poll, 20).Select(at => new Item { Id = $"{at}", Link = new Uri($"https://rusi.example/{at % 12}x/{at}"), Title = $"On {at}" });
            PollOutcome outcome = poll % 3 == 2
                ? new PollOutcome.Broken("rusi.example answered 503 Service Unavailable.") { Failure = FetchFailure.ServerError }
                : new PollOutcome.Found(new Announcement { Format = "rss", Items = [.. items] }, new Validators($"\"{poll}\"", null), ContentHash.Of($"{poll}"));
            memory = memory.After(outcome, Some.Morning.AddHours(poll), source);
        }
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(memory, StoreJson.Default.PollMemory).Length, 1, 16_000);
        Assert.InRange(Packed.Of(memory, StoreJson.Default.PollMemory).Length, 1, 4_000);
    }
}
