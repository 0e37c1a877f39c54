using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Feeds;

public sealed class FeedWriterTests
{
    [Fact]
    public void What_is_written_is_read_back_as_it_was()
    {
        var item = new Item
        {
            Id = "urn:harbour:1",
            Link = new Uri("https://harbour.example/1?a=1&b=2"),
            Title = "Tides <rising> & \"quays\"",
            Summary = "In short.",
            Content = "<p>At length, with <a href=\"https://harbour.example/2\">a link</a>.</p>",
            Authors = ["Ada Quay", "Ben Mole"],
            Published = new WrittenDate(new DateTimeOffset(2026, 11, 20, 9, 25, 0, TimeSpan.FromHours(1)), true),
            Updated = new WrittenDate(new DateTimeOffset(2026, 11, 21, 9, 25, 0, TimeSpan.Zero), true),
            Categories = ["ports"],
            Enclosures = [new Enclosure(new Uri("https://harbour.example/1.pdf"), "application/pdf", 120)],
        };
        var feed = new Announcement { Format = "atom", Id = "urn:harbour", Title = "Found: tides", Updated = item.Updated, Items = [item] };

        using var bytes = new MemoryStream();
        FeedWriter.WriteAtom(feed, bytes);
        var read = Assert.IsType<ReadOutcome.Read>(FeedReader.Read(new Download { Body = bytes.ToArray() })).Announcement;

        Assert.Equal((feed.Id, feed.Title), (read.Id, read.Title));
        Assert.Empty(read.Repairs);
        Assert.Equal(new ReadOutcome.Read(feed).AsJson()["items"]!.ToJsonString(), new ReadOutcome.Read(read).AsJson()["items"]!.ToJsonString());
    }
}
