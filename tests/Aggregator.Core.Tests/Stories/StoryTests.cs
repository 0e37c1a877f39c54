using Aggregator.Articles;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Stories;

public sealed class StoryTests
{
    [Fact]
    public void The_original_leads_its_copies_even_when_it_was_seen_last()
    {
        var story = Assert.Single(Story.Bind([
            Kept(1, "https://wire.example/1", original: "https://harbour.example/ferry"),
            Kept(2, "https://other.example/x", original: "https://harbour.example/ferry"),
            Kept(3, "https://www.harbour.example/ferry/?utm_source=feed")]));
        Assert.Equal(3, story.Lead.Number);
        Assert.Equal([1, 2], story.Copies.Select(copy => copy.Number));
    }

    [Fact]
    public void Where_the_original_was_not_read_the_first_seen_copy_leads()
    {
        var story = Assert.Single(Story.Bind([
            Kept(5, "https://other.example/x", original: "http://harbour.example/ferry"),
            Kept(2, "https://wire.example/1", original: "https://harbour.example/ferry")]));
        Assert.Equal(2, story.Lead.Number);
        Assert.Equal([5], story.Copies.Select(copy => copy.Number));
    }

    [Fact]
    public void Articles_of_one_title_are_not_one_story() =>
        Assert.Equal(2, Story.Bind([Kept(1, "https://harbour.example/daily?p=1"), Kept(2, "https://harbour.example/daily?p=2")]).Count);

    [Fact]
    public void Works_of_one_source_that_share_a_page_are_works_of_their_own()
    {
        var stories = Story.Bind([Kept(1, "https://harbour.example/changes#a"), Kept(2, "https://harbour.example/changes#b"), Kept(3, "https://wire.example/1", original: "https://harbour.example/changes")]);
        Assert.Equal([1, 2], stories.Select(story => story.Lead.Number));
        Assert.Equal([3], stories[0].Copies.Select(copy => copy.Number));
    }

    [Fact]
    public void Articles_without_a_link_are_stories_of_their_own() =>
        Assert.Equal(2, Story.Bind([Kept(1, null), Kept(2, null)]).Count);

    [Fact]
    public void Stories_stand_in_the_order_in_which_they_were_first_seen()
    {
        KeptArticle[] kept = [Kept(4, "https://a.example/4"), Kept(3, "https://wire.example/3", "https://b.example/1"), Kept(2, "https://c.example/2"), Kept(1, "https://b.example/1")];
        Assert.Equal([1, 2, 4], Story.Bind(kept).Select(story => story.Lead.Number));
        Assert.Equal([1, 2, 4], Story.Bind([.. kept.Reverse()]).Select(story => story.Lead.Number));
    }

    [Fact]
    public void Nothing_makes_no_story() => Assert.Empty(Story.Bind([]));

    private static KeptArticle Kept(long number, string? link, string? original = null) => new(number, DateTimeOffset.UnixEpoch.AddHours(number), 1, new Article
    {
        Source = SourceId.TryParse("harbour", out var id) ? id : default,
        Link = link is null ? null : new Uri(link),
        Title = "The daily note",
        Text = "",
        Html = "",
        Original = original is null ? OriginalLink.None : new OriginalLink(new Uri(original), Evidence.Stated, "Original article link", []),
    });
}
