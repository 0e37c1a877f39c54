using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Sources;
using Aggregator.Text;
using Aggregator.Watches;
using Xunit;

namespace Aggregator.Digests;

public sealed class DigestComposerTests
{
    private static readonly DateTimeOffset Seen = new(2026, 7, 22, 7, 0, 0, TimeSpan.Zero);
    private static readonly Subscriber Analyst = new() { Address = "analyst@example.org", Schedules = [new Schedule { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] }] };

    [Fact]
    public void A_window_without_articles_makes_no_digest()
    {
        Assert.Null(Composed(new Window(0, 9)));
        Assert.Null(Composed(new Window(3, 9), Kept(3), Kept(10)));
    }

    [Fact]
    public void Only_what_the_window_covers_is_told() =>
        Assert.Equal([5, 4], Numbers(Composed(new Window(3, 5), Kept(3), Kept(4), Kept(5), Kept(6))!));

    [Fact]
    public void Copies_that_state_the_same_original_are_one_story()
    {
        var digest = Composed(Kept(1, original: new Uri("https://rusi.example/a")), Kept(2, original: new Uri("http://www.rusi.example/a/?utm_source=wire")), Kept(3))!;
        Assert.Equal(2, digest.Stories);
        var entry = digest.Sections.SelectMany(section => section.Entries).Single(entry => entry.Copies.Count > 0);
        Assert.Equal((1, 1), (entry.Number, entry.Copies.Count));
        Assert.Equal(new Uri("https://rusi.example/a"), entry.Link);
    }

    [Fact]
    public void The_original_leads_its_copies_whenever_it_came()
    {
        var digest = Composed(Kept(1, original: new Uri("https://rusi.example/2")), Kept(2))!;
        Assert.Equal((2, 1), (Assert.Single(Entries(digest)).Number, Entries(digest)[0].Copies.Count));
    }

    [Fact]
    public void Articles_without_any_link_are_stories_of_their_own() =>
        Assert.Equal(2, Composed(Without(Kept(1)), Without(Kept(2)))!.Stories);

    [Fact]
    public void What_is_over_the_cap_is_counted()
    {
        var digest = Composed([.. Enumerable.Range(1, 45).Select(number => Kept(number))])!;
        Assert.Equal((45, 5, 40), (digest.Stories, digest.NotShown.Count, Entries(digest).Count));
        Assert.Equal(45, Entries(digest)[0].Number);
        Assert.Empty(Composed([.. Enumerable.Range(1, 40).Select(number => Kept(number))])!.NotShown);
    }

    [Fact]
    public void The_newest_publisher_comes_first_and_within_it_the_newest()
    {
        var digest = Composed(
            Kept(1, "RUSI", At(1)), Kept(2, "Bruegel", At(4)), Kept(3, "RUSI", At(5)), Kept(4, "CEPS", At(3)), Kept(5, "Bruegel", At(2)))!;
        Assert.Equal(["RUSI", "Bruegel", "CEPS"], digest.Sections.Select(section => section.Title));
        Assert.Equal([3, 1, 2, 5, 4], Numbers(digest));
    }

    [Fact]
    public void A_date_that_lies_ahead_does_not_rule_the_letter()
    {
        var digest = Composed(Kept(1, "Fortune Tellers", new WrittenDate(Seen.AddYears(70), true)), Kept(2, "RUSI", At(6)), Kept(3, "CEPS", new WrittenDate(Seen, true)))!;
        // It counts as first seen, no later; of two equals the later number is the newer.
        Assert.Equal([3, 1, 2], Numbers(digest));
        Assert.EndsWith(", which lies ahead", Entries(digest)[1].Date, StringComparison.Ordinal);
    }

    [Fact]
    public void Stories_without_a_date_stand_last_in_a_section_of_their_own()
    {
        var digest = Composed(Kept(1, "RUSI", At(6)), Kept(2, "CEPS", null), Kept(3, "RUSI", null))!;
        Assert.Equal(["RUSI", "Without a date"], digest.Sections.Select(section => section.Title));
        Assert.Equal([1, 3, 2], Numbers(digest));
    }

    [Fact]
    public void A_date_that_is_missing_is_said_to_be_missing() =>
        // London is an hour ahead in July.
        Assert.Equal("no date given, first seen 22 Jul 2026, 08:00", Entries(Composed(Kept(1, "RUSI", null))!)[0].Date);

    [Fact]
    public void A_date_without_a_time_is_given_none_and_is_not_moved_by_the_readers_clock()
    {
        var digest = Composed(Analyst with { ZoneId = "America/New_York" }, new Window(0, 9), Kept(1, "RUSI", WrittenDate.Day(2026, 7, 21)), Kept(2, "RUSI", At(6)));
        Assert.Equal(["22 Jul 2026, 02:00", "21 Jul 2026"], Entries(digest!).Select(entry => entry.Date));
    }

    [Fact]
    public void The_standfirst_is_the_summary_and_else_the_first_two_sentences()
    {
        Assert.Equal("Read this.", Entries(Composed(Changed(Kept(1), article => article with { Standfirst = "Read this." }))!)[0].Summary);
        var text = "The first sentence is here. The second is no. 2 of them. The third is not shown.\n\nNor is this.";
        Assert.Equal("The first sentence is here. The second is no. 2 of them.", Entries(Composed(Changed(Kept(1), article => article with { Text = text }))!)[0].Summary);
        Assert.Null(Entries(Composed(Changed(Kept(1), article => article with { Text = "" }))!)[0].Summary);
    }

    [Fact]
    public void Of_an_article_in_doubt_nothing_is_told_but_its_title_and_why()
    {
        var entry = Entries(Composed(Changed(Kept(1), article => article with { Standfirst = "We use cookies.", Doubt = "Its text reads like a cookie banner." }))!)[0];
        Assert.Equal(("On 1", null, "Its text reads like a cookie banner."), (entry.Title, entry.Summary, entry.Doubt));
        Assert.Equal(new Uri("https://rusi.example/1"), entry.Link);
    }

    [Fact]
    public void Of_an_article_with_a_missing_page_it_is_told_that_it_is()
    {
        const string Missing = "Its page 2 is missing: read it at https://rusi.example/1/2. rusi.example answered 503.";
        var entry = Entries(Composed(Changed(Kept(1), article => article with { Standfirst = "On ferries.", Missing = Missing }))!)[0];
        Assert.Equal(("On ferries.", Missing), (entry.Summary, entry.Missing));
    }

    [Fact]
    public void The_same_articles_in_any_order_give_the_same_digest()
    {
        KeptArticle[] articles = [Kept(1, original: new Uri("https://rusi.example/3")), Kept(2, "CEPS", At(6)), Kept(3, "RUSI", At(6)), Kept(4, "Bruegel", null), Kept(5, "CEPS", At(2))];
        var straight = JsonSerializer.Serialize(Composed(articles)!.Sections);
        Array.Reverse(articles);
        Assert.Equal(straight, JsonSerializer.Serialize(Composed(articles)!.Sections));
    }

    [Fact]
    public void A_title_has_an_end_and_stands_on_one_line()
    {
        var title = Entries(Composed(Changed(Kept(1), article => article with { Title = "Peace\r\n" + string.Concat(Enumerable.Repeat("and quiet ", 500)) }))!)[0].Title;
        Assert.StartsWith("Peace and quiet", title, StringComparison.Ordinal);
        Assert.InRange(title.Length, 200, 300);
    }

    [Fact]
    public void A_digest_is_shortened_from_its_end_down_to_one_story()
    {
        var digest = Composed(Kept(1, "RUSI", At(5)), Kept(2, "RUSI", At(4)), Kept(3, "CEPS", At(3)))!;
        Assert.Equal([1, 2], Numbers(digest.Shorter()));
        Assert.Equal([1], Numbers(digest.Shorter().Shorter().Shorter()));
        Assert.Equal((3, 2), (digest.Shorter().Shorter().Stories, digest.Shorter().Shorter().Shorter().NotShown.Count));
    }

    private static Digest? Composed(params KeptArticle[] articles) => Composed(new Window(0, 99), articles);

    private static Digest? Composed(Window window, params KeptArticle[] articles) => Composed(Analyst, window, articles);

    private static Digest? Composed(Subscriber reader, Window window, params KeptArticle[] articles)
    {
        var judge = new InterestJudge(OrganisationNames.None);
        var subscription = reader.Subscriptions().First();
        var told = articles.Select(kept => judge.Of(kept).HitsOf(subscription) is { } hits ? new DigestArticle(kept, hits) : null).OfType<DigestArticle>();
        return DigestComposer.Compose(subscription, new WindowSpan(1, window, null, Seen), [.. told], []);
    }

    private static WrittenDate At(int hour) => new(new DateTimeOffset(2026, 7, 22, hour, 0, 0, TimeSpan.Zero), true);

    private static KeptArticle Kept(long number, string publisher = "RUSI") => Kept(number, publisher, At(5));

    private static KeptArticle Kept(long number, string publisher, WrittenDate? published) => new(number, Seen, 1, new Article
    {
        Source = SourceId.TryParse("rusi", out var id) ? id : default,
        Link = new Uri($"https://rusi.example/{number}"),
        Title = $"On {number}",
        Text = "A text.",
        Html = "<p>A text.</p>",
        Published = published,
        Original = OriginalLink.None,
        Publisher = publisher,
    });

    private static KeptArticle Kept(long number, Uri original) => Changed(Kept(number), article => article with
    {
        Link = new Uri($"https://wire.example/{number}"),
        Original = new OriginalLink(original, Evidence.Stated, "Original article link", []),
        Via = "wire.example",
    });

    private static KeptArticle Without(KeptArticle kept) => Changed(kept, article => article with { Link = null });

    private static KeptArticle Changed(KeptArticle kept, Func<Article, Article> change) => kept with { Article = change(kept.Article) };

    private static IReadOnlyList<DigestEntry> Entries(Digest digest) => [.. digest.Sections.SelectMany(section => section.Entries)];

    private static IEnumerable<long> Numbers(Digest digest) => Entries(digest).Select(entry => entry.Number);
}
