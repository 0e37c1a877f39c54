using System.Text;
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

    /// <summary>Our own reader takes the tags for tags, as it must with what is written in the wild.</summary>
    [Fact]
    public void What_stood_in_the_earlier_document_stays_behind_as_it_was()
    {
        var earlier = Written(Feed(new Item { Id = "urn:harbour:1", Title = "How to <b>moor</b>", Categories = ["<ports>"] }, new Item { Id = "urn:harbour:2", Title = "Ebb" }));
        using var bytes = new MemoryStream();
        Assert.True(FeedWriter.TryWriteAtom(Feed(new Item { Id = "urn:harbour:2", Title = "Ebb, again" }), earlier, 10, bytes));
        var text = Encoding.UTF8.GetString(bytes.ToArray());
        Assert.Contains("How to &lt;b&gt;moor&lt;/b&gt;", text, StringComparison.Ordinal);
        Assert.Contains("term=\"&lt;ports&gt;\"", text, StringComparison.Ordinal);
        Assert.Equal(["urn:harbour:2", "urn:harbour:1"], Read(bytes.ToArray()).Items.Select(item => item.Id));
    }

    [Theory]
    [InlineData("<id>urn:harbour:9</id><hull:knots xmlns:hull='urn:hull'>7</hull:knots></entry></feed>", true)]
    [InlineData("<id>urn:harbour:9</id><link href='http://['/></entry></feed>", false)]
    [InlineData("<id>urn:harbour:9</id><updated>yesterday</updated></entry></feed>", false)]
    [InlineData("<id>urn:harbour:9</id>", false)]
    public void What_a_person_wrote_into_the_earlier_document_stays_or_the_document_is_none(string entry, bool stays)
    {
        var earlier = Encoding.UTF8.GetBytes("<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:harbour</id><entry>" + entry);
        using var bytes = new MemoryStream();
        Assert.Equal(stays, FeedWriter.TryWriteAtom(Feed(new Item { Id = "urn:harbour:10" }), earlier, 10, bytes));
        Assert.Equal(stays, Encoding.UTF8.GetString(bytes.ToArray()).Contains("knots", StringComparison.Ordinal));
    }

    private static Announcement Feed(params Item[] items) => new() { Format = "atom", Id = "urn:harbour", Title = "Harbour", Items = items };

    private static Announcement ReadBack(Announcement feed) => Read(Written(feed));

    private static byte[] Written(Announcement feed)
    {
        using var bytes = new MemoryStream();
        FeedWriter.WriteAtom(feed, bytes);
        return bytes.ToArray();
    }

    private static Announcement Read(byte[] document) => Assert.IsType<ReadOutcome.Read>(FeedReader.Read(new Download { Body = document })).Announcement;
}
