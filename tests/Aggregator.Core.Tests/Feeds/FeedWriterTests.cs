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

        var read = ReadBack(feed);
        Assert.Equal((feed.Id, feed.Title), (read.Id, read.Title));
        Assert.Empty(read.Repairs);
        Assert.Equal(new ReadOutcome.Read(feed).AsJson()["items"]!.ToJsonString(), new ReadOutcome.Read(read).AsJson()["items"]!.ToJsonString());
    }

    /// <summary>A page may have it, and so may a search.</summary>
    [Fact]
    public void What_xml_cannot_carry_is_left_out()
    {
        const string title = "Tides\uFFFE\u0001 of \uD83D\uDE00";
        var item = new Item { Id = "urn:harbour:1", Title = title, Summary = title, Content = $"<p>{title}</p>", Authors = [title], Categories = [title] };
        var read = ReadBack(new Announcement { Format = "atom", Id = "urn:harbour", Title = title, Items = [item] });
        Assert.Empty(read.Repairs);
        Assert.Equal(["Tides of \U0001F600", "Tides of \U0001F600", "<p>Tides of \U0001F600</p>"], [read.Title, read.Items[0].Title, read.Items[0].Content]);
    }

    private static Announcement ReadBack(Announcement feed)
    {
        using var bytes = new MemoryStream();
        FeedWriter.WriteAtom(feed, bytes);
        return Assert.IsType<ReadOutcome.Read>(FeedReader.Read(new Download { Body = bytes.ToArray() })).Announcement;
    }
}
