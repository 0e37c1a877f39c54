using System.Text.Json;
using System.Xml.Linq;
using Aggregator.Downloads;
using Aggregator.Feeds;
using Aggregator.Items;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Mailing;

public sealed class FeedMailerTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("energy.atom")]
    [InlineData("energy.json")]
    public async Task The_newest_hundred_stories_stay_and_a_story_told_again_takes_its_own_place(string name)
    {
        var mailer = new FeedMailer(_folder.Path);
        Assert.True(mailer.MayRepeat($"file:{name}"));
        for (var first = 1; first <= 121; first += 40)
            Assert.IsType<SendOutcome.Accepted>(await mailer.SendAsync(Letter(name, first, 40), Stop));
        var titles = Titles(name);
        Assert.Equal(100, titles.Count);
        Assert.Equal("Story 121", titles[0]);
        var bytes = await File.ReadAllBytesAsync(_folder.In(name), Stop);
        await mailer.SendAsync(Letter(name, 121, 40), Stop);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.In(name), Stop));
        Assert.Equal([name], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("energy.atom")]
    [InlineData("energy.json")]
    public async Task A_digest_of_more_stories_than_stay_is_told_whole(string name)
    {
        await new FeedMailer(_folder.Path).SendAsync(Letter(name, 1, 130), Stop);
        Assert.Equal(130, Titles(name).Count);
    }

    [Fact]
    public async Task Our_own_reader_reads_the_feed()
    {
        var mailer = new FeedMailer(_folder.Path);
        foreach (var name in new[] { "a.atom", "a.json" })
        {
            await mailer.SendAsync(SomeDigest.Frozen(SomeDigest.To($"file:{name}", SomeDigest.Entry(7, "A \u0001 <b> & \"c\" \U0001F600"), SomeDigest.Entry(8) with { Link = null, Published = null, Missing = "Its page 2 is missing." })), Stop);
            var read = Assert.IsType<ReadOutcome.Read>(FeedReader.Read(Downloaded(name))).Announcement;
            Assert.Empty(read.Repairs);
            Assert.Equal("urn:aggregator:article:7", read.Items[0].Id);
            Assert.Equal(new Uri("https://rusi.example/7?a=1&b=2"), read.Items[0].Link);
            Assert.Equal(SomeDigest.Closed.AddDays(-1), read.Items[0].Published?.Moment);
            Assert.Null(read.Items[1].Published);
            Assert.EndsWith(" & more. Its page 2 is missing.", PlainText.OfHtml(read.Items[1].Summary ?? read.Items[1].Content), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("energy.atom", "<html/>")]
    [InlineData("energy.atom", "not even xml")]
    [InlineData("energy.atom", "<!DOCTYPE feed [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><feed>&e;</feed>")]
    [InlineData("energy.json", "{}")]
    [InlineData("energy.json", "[")]
    public async Task A_file_that_is_no_feed_of_ours_is_not_written_over(string name, string content)
    {
        var mailer = new FeedMailer(_folder.Path);
        await File.WriteAllTextAsync(_folder.In(name), content, Stop);
        Assert.False(Assert.IsType<SendOutcome.Refused>(await mailer.SendAsync(Letter(name, 1, 1), Stop)).IsFinal);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder.In(name), Stop));
    }

    [Theory]
    [InlineData("file:../energy.atom")]
    [InlineData("file:/etc/energy.json")]
    [InlineData("file:energy.xml")]
    [InlineData("file:.atom")]
    [InlineData("file:a\\b.atom")]
    public async Task A_feed_stays_in_its_folder(string recipient)
    {
        var mailer = new FeedMailer(_folder.In("feeds"));
        Assert.True(Assert.IsType<SendOutcome.Refused>(await mailer.SendAsync(SomeDigest.Frozen(SomeDigest.To(recipient, SomeDigest.Entry(1))), Stop)).IsFinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private FrozenLetter Letter(string name, int first, int count) =>
        SomeDigest.Frozen(SomeDigest.To($"file:{name}", [.. Enumerable.Range(first, count).Select(number => SomeDigest.Entry(number, $"Story {number}"))]));

    private List<string> Titles(string name)
    {
        using var file = File.OpenRead(_folder.In(name));
        if (name.EndsWith(".json", StringComparison.Ordinal))
            return [.. JsonDocument.Parse(file).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];
        XNamespace atom = "http://www.w3.org/2005/Atom";
        return [.. XElement.Load(file).Elements(atom + "entry").Select(entry => entry.Element(atom + "title")!.Value)];
    }

    private Download Downloaded(string name) => new() { Body = File.ReadAllBytes(_folder.In(name)) };
}
