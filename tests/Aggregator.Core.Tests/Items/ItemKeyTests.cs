using Aggregator.Text;
using Xunit;

namespace Aggregator.Items;

public sealed class ItemKeyTests
{
    private static readonly Item Ferry = Of("tag:ferry", "https://harbour.example/ferry", "The Ferry");

    [Fact]
    public void An_item_is_known_by_its_id_and_by_its_link()
    {
        var keys = Keys(Ferry);
        Assert.Equal(2, keys.Count);
        Assert.Contains(keys[0], Keys(Ferry with { Link = new Uri("https://harbour.example/moved") }));
        Assert.Contains(keys[1], Keys(Ferry with { Id = "tag:other" }));
    }

    [Fact]
    public void An_id_that_different_items_share_names_none_of_them()
    {
        var answer = new[] { Of("all", "https://harbour.example/1", "One"), Of("all", "https://harbour.example/2", "Two"), Of("all", "https://harbour.example/3", "Three") };
        var keys = ItemKey.Of(answer);
        Assert.Equal(3, keys.SelectMany(k => k).Distinct().Count());
        Assert.All(keys, k => Assert.Single(k));
    }

    [Fact]
    public void A_link_that_different_items_share_names_none_of_them()
    {
        var keys = ItemKey.Of([Of("1", "https://harbour.example/", "One"), Of("2", "https://harbour.example/", "Two")]);
        Assert.Equal(2, keys.SelectMany(k => k).Distinct().Count());
    }

    [Fact]
    public void An_item_that_merely_stands_twice_is_one_item()
    {
        var keys = ItemKey.Of([Ferry, Ferry]);
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(keys[0], Keys(Ferry));
    }

    [Theory]
    [InlineData("https://harbour.example/ferry", "http://www.harbour.example/ferry/")]
    [InlineData("https://harbour.example/ferry", "https://HARBOUR.example:443/ferry?utm_source=feed&utm_medium=rss#Echobox=1")]
    [InlineData("https://harbour.example/", "http://www.harbour.example")]
    [InlineData("https://harbour.example/ferry?p=1", "http://harbour.example/ferry/?fbclid=x&p=1")]
    [InlineData("https://harbour.example/caf%C3%A9", "https://harbour.example/caf%c3%a9")]
    [InlineData("https://harbour.example/caf%C3%A9", "https://harbour.example/café")]
    public void Two_spellings_of_one_link_are_one_item(string one, string other) =>
        Assert.Equal(Keys(Of(null, one, "A")), Keys(Of(null, other, "B")));

    [Theory]
    [InlineData("https://harbour.example/?p=1", "https://harbour.example/?p=2")]
    [InlineData("https://harbour.example/Ferry", "https://harbour.example/ferry")]
    [InlineData("https://harbour.example/ferry", "https://docks.harbour.example/ferry")]
    [InlineData("https://harbour.example/ferry", "https://harbour.example:8443/ferry")]
    [InlineData("https://harbour.example/a%2Fb", "https://harbour.example/a/b")]
    public void Two_documents_are_two_items(string one, string other) =>
        Assert.Empty(Keys(Of(null, one, "A")).Intersect(Keys(Of(null, other, "A"))));

    [Fact]
    public void Title_and_date_stand_in_where_neither_id_nor_link_is_left()
    {
        var plain = new Item { Title = "The Ferry", Published = WrittenDate.Day(2026, 11, 20) };
        Assert.Single(Keys(plain).Intersect(Keys(plain with { Summary = "<p>Told anew.</p>" })));
        Assert.Empty(Keys(plain).Intersect(Keys(plain with { Published = WrittenDate.Day(2026, 11, 21) })));
    }

    [Fact]
    public void Items_of_one_title_and_date_are_told_apart_by_their_text()
    {
        var keys = ItemKey.Of([Tide("At nine."), Tide("At noon."), Tide("At noon.")]);
        Assert.Empty(keys[0].Intersect(keys[1]));
        Assert.Equal(keys[1], keys[2]);
    }

    [Fact]
    public void An_item_that_gets_a_namesake_later_stays_itself_and_so_does_the_namesake_when_it_stays_alone()
    {
        var alone = Keys(Tide("At nine."));
        var together = ItemKey.Of([Tide("At noon."), Tide("At nine.")]);
        Assert.Empty(alone.Intersect(together[0]));
        Assert.Equal(alone[0], Assert.Single(together[1]));
        Assert.Equal(Assert.Single(together[0]), Keys(Tide("At noon."))[0]);
    }

    [Fact]
    public void A_doubled_id_names_its_item_whatever_was_added_to_count_readers_in_its_links()
    {
        var keys = ItemKey.Of([Of("7", "https://harbour.example/ferry?utm_source=a", "The Ferry"), Of("7", "http://www.harbour.example/ferry/?utm_source=b", "The Ferry!")]);
        Assert.Equal(2, keys[0].Count);
        Assert.Equal(keys[0], keys[1]);
    }

    [Fact]
    public void An_id_shared_by_items_of_text_alone_names_none_of_them()
    {
        var keys = ItemKey.Of([new Item { Id = "all", Summary = "One." }, new Item { Id = "all", Summary = "Two." }]);
        Assert.Empty(keys[0].Intersect(keys[1]));
    }

    [Fact]
    public void A_link_shared_by_items_of_text_alone_names_none_of_them()
    {
        var home = new Uri("https://harbour.example/");
        var keys = ItemKey.Of([new Item { Link = home, Summary = "One." }, new Item { Link = home, Summary = "Two." }]);
        Assert.Empty(keys[0].Intersect(keys[1]));
    }

    [Fact]
    public void Items_that_all_share_id_and_link_are_told_apart_by_their_titles()
    {
        var keys = ItemKey.Of([Of("all", "https://harbour.example/", "One"), Of("all", "https://harbour.example/", "Two"), Of("all", "https://harbour.example/", "Three")]);
        Assert.All(keys, Assert.NotEmpty);
        Assert.Equal(keys.Sum(of => of.Count), keys.SelectMany(of => of).Distinct().Count());
    }

    [Fact]
    public void An_item_without_an_id_is_known_by_its_link_when_it_gets_one()
    {
        var keys = ItemKey.Of([Ferry, Of(null, "https://harbour.example/crane", "The Crane")]);
        Assert.Equal(2, keys[0].Count);
        Assert.Single(keys[1]);
        Assert.Contains(keys[1][0], Keys(Of("tag:crane", "https://harbour.example/crane", "The Crane")));
    }

    [Fact]
    public void A_link_that_leads_nowhere_on_the_web_names_its_item()
    {
        var ferry = new Item { Title = "The Ferry", LinkText = "gopher://harbour.example/ferry" };
        Assert.Equal(Keys(ferry), Keys(ferry with { Title = "The Ferries", Summary = "It runs." }));
        Assert.Empty(Keys(ferry).Intersect(Keys(ferry with { LinkText = "gopher://harbour.example/crane" })));
    }

    [Fact]
    public void Items_of_text_alone_are_told_apart_by_their_text() =>
        Assert.NotEqual(Keys(new Item { Summary = "One." }), Keys(new Item { Summary = "Two." }));

    [Fact]
    public void The_wires_printable_page_is_the_release_itself() => Assert.Equal(
        Keys(Of(null, "https://www.wired-gov.net/wg/news.nsf/articles/The+Ferry+20112026142500?open", "A")),
        Keys(Of(null, "http://wired-gov.net/wg/news.nsf/print/the%2Bferry%2B20112026142500", "A")));

    [Fact]
    public void A_key_is_short_however_long_the_id_is() => Assert.All(Keys(Of(new string('x', 100_000), null, "A")), key => Assert.Equal(32, key.Value.Length));

    [Fact]
    public void A_fingerprint_changes_with_whatever_a_reader_would_see()
    {
        Item[] others =
        [
            Ferry with { Title = "The Ferries" }, Ferry with { Summary = "x" }, Ferry with { Content = "x" }, Ferry with { Published = WrittenDate.Day(2026, 1, 2) },
            Ferry with { Updated = WrittenDate.Day(2026, 1, 2) }, Ferry with { Authors = ["Ada"] }, Ferry with { Link = new Uri("https://harbour.example/ferry?x=1") },
        ];
        Assert.Equal(others.Length + 1, others.Append(Ferry).Select(ItemKey.Fingerprint).Distinct().Count());
        Assert.Equal(ItemKey.Fingerprint(Ferry), ItemKey.Fingerprint(Ferry with { }));
    }

    private static Item Tide(string text) => new() { Title = "The tide", Published = WrittenDate.Day(2026, 11, 20), Summary = text };

    private static Item Of(string? id, string? link, string title) => new() { Id = id, Link = link is null ? null : new Uri(link), Title = title };

    private static IReadOnlyList<ItemKey> Keys(Item item) => ItemKey.Of([item])[0];
}
