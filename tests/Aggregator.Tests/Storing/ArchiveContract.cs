using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Storing;

/// <summary>What every archive promises.</summary>
public abstract class ArchiveContract(bool overSocket) : StoreContract(overSocket)
{
    [Fact]
    public async Task The_last_pages_come_back_as_they_came_the_newest_first()
    {
        await KeepPagesAsync(new PageLimits(2, 1000), "a", "b", "c");
        await Book.CompleteAsync(Some.Poll(Some.Bruegel, "x"), Stop);
        await RestartAsync();

        var pages = await Archive.PagesAsync(Some.Rusi, Stop);
        Assert.Equal([3, 2], pages.Select(page => page.Kept.Number));
        var (want, have) = (Some.Page("c"), pages[0].Page);
        Assert.Equal((want.At, want.Page.Address, want.Page.ContentType, want.Page.LastModified), (have.At, have.Page.Address, have.Page.ContentType, have.Page.LastModified));
        Assert.Equal(want.Page.Body.ToArray(), have.Page.Body.ToArray());
        Assert.Equivalent(want.Item, have.Item, strict: true);
        Assert.Empty(await Archive.PagesAsync(Some.Bruegel, Stop));
    }

    [Fact]
    public async Task Pages_are_bounded_in_bytes_and_one_that_is_too_large_is_not_kept()
    {
        // Random bytes: what can be compressed says nothing of a limit.
        var noise = new byte[6000];
        new Random(7).NextBytes(noise);
        await KeepPagesAsync(new PageLimits(9, 5000), [("a", Convert.ToHexString(noise[..1000])), ("b", Convert.ToHexString(noise)), ("c", Convert.ToHexString(noise[1000..2000]))]);
        Assert.Equal([3, 1], (await Archive.PagesAsync(Some.Rusi, Stop)).Select(page => page.Kept.Number));
        await KeepPagesAsync(new PageLimits(9, 5000), [("d", Convert.ToHexString(noise[..4000]))]);
        Assert.Equal([4], (await Archive.PagesAsync(Some.Rusi, Stop)).Select(page => page.Kept.Number));
    }

    [Fact]
    public async Task The_pages_of_an_article_that_was_cut_into_several_are_kept_together_and_count_together()
    {
        var noise = new byte[4000];
        new Random(7).NextBytes(noise);
        var (one, two, three) = (Some.Page("a", Convert.ToHexString(noise[..1000])), Some.Page("a", Convert.ToHexString(noise[1000..2000])), Some.Page("a", Convert.ToHexString(noise[2000..])));
        await KeepAsync(one with { Further = [two.Page], Missing = "rusi.org answered 404." });
        var kept = Assert.Single(await Archive.PagesAsync(Some.Rusi, Stop)).Page;
        Assert.Equal(two.Page.Body.ToArray(), Assert.Single(kept.Further).Body.ToArray());
        Assert.Equal((two.Page.Address, two.Page.ContentType, two.Page.LastModified, "rusi.org answered 404."), (kept.Further[0].Address, kept.Further[0].ContentType, kept.Further[0].LastModified, kept.Missing));

        await KeepAsync(one with { Further = [two.Page, three.Page] });
        Assert.Equal("rusi.org answered 404.", Assert.Single(await Archive.PagesAsync(Some.Rusi, Stop)).Page.Missing);

        async Task KeepAsync(KeptPage page)
        {
            var read = Some.Read(Some.Rusi, "a", $"{page.Further.Count}") with { Article = Some.Article(Some.Rusi, "a", $"{page.Further.Count}"), Page = page };
            await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, read) with { Limits = new PageLimits(9, 3500) }, Stop);
            await RestartAsync();
        }
    }

    [Fact]
    public async Task A_reading_that_did_not_become_the_article_leaves_the_page_of_the_one_that_did()
    {
        await KeepPagesAsync(new PageLimits(9, 9000), "a");
        var worse = Some.Read(Some.Rusi, "a", "changed") with { Article = Some.Article(Some.Rusi, "a", "Cookies.") with { Doubt = "No." }, Page = Some.Page("a", "a wall") };
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, worse) with { Limits = new PageLimits(9, 9000) }, Stop);
        Assert.Equal(Some.Page("a").Page.Body.ToArray(), Assert.Single(await Archive.PagesAsync(Some.Rusi, Stop)).Page.Page.Body.ToArray());

        var better = worse with { Article = Some.Article(Some.Rusi, "a", "More."), Page = Some.Page("a", "more") };
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, better) with { Limits = new PageLimits(9, 9000) }, Stop);
        Assert.Equal(Some.Page("a", "more").Page.Body.ToArray(), Assert.Single(await Archive.PagesAsync(Some.Rusi, Stop)).Page.Page.Body.ToArray());
    }

    [Fact]
    public async Task A_fresh_archive_is_empty_in_every_way()
    {
        Assert.Null(await Archive.FindAsync(1, Stop));
        Assert.Equal(0, await Archive.LastNumberAsync(Stop));
        Assert.Equal(0, await Archive.LastNumberBeforeAsync(Some.Morning, Some.Morning.AddDays(1), Stop));
        Assert.Empty(await Archive.InWindowAsync(new Window(0, 0), Stop));
        Assert.Empty(await Archive.InWindowAsync(new Window(0, 10), Stop));
        Assert.Empty(await SearchAsync("anything"));
        Assert.Empty(await Archive.CountsAsync(Stop));
    }

    [Fact]
    public async Task An_article_comes_back_whole()
    {
        var article = new Article
        {
            Source = Some.Rusi,
            Link = new Uri("https://www.wired-gov.net/wg/news.nsf/articles/A+B?open&utm=1#x"),
            Title = "“Ports” & cables — naïve",
            Kicker = "ENERGY",
            Standfirst = "A short one.",
            Authors = ["Ann Ó Briain", "Bo Li"],
            Published = WrittenDate.Day(2026, 2, 24),
            Updated = new WrittenDate(new DateTimeOffset(2026, 2, 25, 9, 25, 0, TimeSpan.FromHours(1)), true),
            Dates = [new DateEvidence(WrittenDate.Day(2026, 2, 24), "the header line", 0.9), new DateEvidence(new WrittenDate(Some.Morning, true), "the feed", 0.5)],
            Language = "en-GB",
            Text = "One paragraph.\n\nAnother \U0001F6A2 with \u2028 and \u0000 in it.",
            Html = "<p>One paragraph.</p>",
            Original = new OriginalLink(new Uri("https://rusi.org/ports"), Evidence.Stated, "Original article link: https://rusi.org/ports", [new OriginalCandidate(new Uri("https://rusi.org/other"), OriginalWitness.Line, "Original article link: https://rusi.org/other")]),
            Publisher = "RUSI",
            Via = "www.wired-gov.net",
            Attachments = [new Enclosure(new Uri("https://rusi.org/a.pdf"), "application/pdf", 12345), new Enclosure(new Uri("https://rusi.org/b"), null, null)],
            Topics = ["energy", "security"],
            Printable = new Uri("https://www.wired-gov.net/print"),
            FullRelease = new Uri("https://rusi.org/full"),
            Further = [new Uri("https://rusi.example/a/2")],
            Missing = "Its page 3 is missing.",
            PageTrouble = "The page was read, but no text was found on it.",
            Files = [new ArticleFile { Address = new Uri("https://rusi.org/a.pdf"), Hash = ContentHash.Of("a file"), Length = 6, Pages = 2, Text = "Its text.", Trouble = "One page of it is a picture." }],
            Doubt = "Its text reads like a cookie banner.",
            Notes = ["1. A note."],
            TextRemoved = Some.Morning,
        };
        AssertHasNothingUnset(article);

        await KeepAsync(Some.Rusi, Some.Morning.ToOffset(TimeSpan.FromHours(5)), article);
        await RestartAsync();

        var kept = (await Archive.FindAsync(1, Stop))!;
        Assert.Equivalent(article, kept.Article, strict: true);
        Assert.Equal((1L, Some.Morning, 1), (kept.Number, kept.FirstSeen, kept.Version));
        Assert.False(kept.Article.Published!.Value.HasTime);
        Assert.Equal(TimeSpan.FromHours(1), kept.Article.Updated!.Value.Moment.Offset);
    }

    [Fact]
    public async Task What_was_not_there_stays_unknown()
    {
        var article = Some.Article(Some.Rusi, "bare");

        await KeepAsync(Some.Rusi, Some.Morning, article);

        Assert.Equivalent(article, (await Archive.FindAsync(1, Stop))!.Article, strict: true);
    }

    [Theory]
    [InlineData(0), InlineData(-1), InlineData(2), InlineData(long.MaxValue)]
    public async Task A_number_never_given_finds_nothing(long number)
    {
        await KeepAsync(Some.Rusi, Some.Morning, Some.Article(Some.Rusi, "one"));

        Assert.Null(await Archive.FindAsync(number, Stop));
    }

    [Fact]
    public async Task The_last_number_before_a_moment_is_the_highest_of_those_given_together()
    {
        await KeepAsync(Some.Rusi, Some.Morning, 3);
        await KeepAsync(Some.Bruegel, Some.Morning, 2);
        await KeepAsync(Some.Rusi, Some.Morning.AddHours(1), 4);

        Assert.Equal(0, await Archive.LastNumberBeforeAsync(Some.Morning, Some.Morning.AddDays(1), Stop));
        Assert.Equal(5, await Archive.LastNumberBeforeAsync(Some.Morning.AddTicks(1), Some.Morning.AddDays(1), Stop));
        Assert.Equal(5, await Archive.LastNumberBeforeAsync(Some.Morning.AddHours(1), Some.Morning.AddDays(1), Stop));
        Assert.Equal(9, await Archive.LastNumberBeforeAsync(Some.Morning.AddHours(2), Some.Morning.AddDays(1), Stop));
        // Seen by a clock that was ahead: whoever asks now does not wait for that time to come.
        Assert.Equal(9, await Archive.LastNumberBeforeAsync(Some.Morning.AddMinutes(30), Some.Morning.AddMinutes(40), Stop));
    }

    [Fact]
    public async Task A_window_is_half_open_and_in_first_seen_order_however_long()
    {
        await KeepAsync(Some.Rusi, Some.Morning, 450);

        Assert.Equal(Range(1, 450), await NumbersAsync(new Window(0, 450)));
        Assert.Equal(Range(200, 400), await NumbersAsync(new Window(199, 400)));
        Assert.Equal(Range(201, 400), await NumbersAsync(new Window(200, 400)));
        Assert.Equal(Range(450, 450), await NumbersAsync(new Window(449, 1000)));
        Assert.Empty(await NumbersAsync(new Window(450, 1000)));
        Assert.Empty(await NumbersAsync(new Window(7, 7)));
    }

    [Fact]
    public async Task A_copy_knows_the_first_appearance_of_its_work_however_late_it_comes()
    {
        var original = Some.Article(Some.Rusi, "first") with { Link = new Uri("https://rusi.example/first") };
        await KeepAsync(Some.Rusi, Some.Morning, original, Some.Article(Some.Rusi, "another"));
        await KeepAsync(Some.Bruegel, Some.Morning.AddDays(9), Some.Article(Some.Bruegel, "copy") with { Link = new Uri("https://wire.example/1"), Original = new OriginalLink(new Uri("http://www.rusi.example/first/?utm_source=w"), Evidence.Stated, null, []) });

        Assert.Equal([(1L, 1L), (2, 2), (3, 1)], (await Some.InWindowAsync(Archive, new Window(0, 9))).Select(article => (article.Kept.Number, article.First)));
    }

    [Fact]
    public async Task A_search_tells_the_newest_first_and_no_more_than_asked()
    {
        await KeepAsync(Some.Rusi, Some.Morning, 5);

        Assert.Equal([5, 4, 3], await SearchAsync("article", limit: 3));
        Assert.Equal([5, 4, 3, 2, 1], await SearchAsync("article", limit: 5));
        Assert.Equal([2], await SearchAsync("\"article 2\""));
        Assert.Equal([5, 4, 3, 1], await SearchAsync("article -2"));
        Assert.Empty(await SearchAsync("article", limit: 0));
        Assert.Empty(await SearchAsync("nowhere"));
    }

    [Fact]
    public async Task A_search_keeps_to_its_source_and_its_time()
    {
        await KeepAsync(Some.Rusi, Some.Morning, 2);
        await KeepAsync(Some.Bruegel, Some.Morning.AddHours(1), 2);
        await KeepAsync(Some.Rusi, Some.Morning.AddHours(2), Some.Article(Some.Rusi, "article last"));

        Assert.Equal([5, 2, 1], await SearchAsync("article", Some.Rusi));
        Assert.Equal([5, 4, 3], await SearchAsync("article", since: Some.Morning.AddHours(1)));
        Assert.Equal([5], await SearchAsync("article", Some.Rusi, Some.Morning.AddTicks(1)));
        Assert.Empty(await SearchAsync("article", Some.Id("nobody")));
    }

    [Fact]
    public async Task A_search_goes_on_through_all_pages()
    {
        await KeepAsync(Some.Rusi, Some.Morning, 450);

        Assert.Equal(Range(1, 450).Reverse(), await SearchAsync("article", limit: 1000));
        Assert.Equal(Range(201, 450).Reverse(), await SearchAsync("article", limit: 250));
        Assert.Equal([1], await SearchAsync("\"article 1\""));
    }

    [Fact]
    public async Task A_hit_says_why_and_comes_with_its_html_where_that_is_wanted()
    {
        await KeepAsync(Some.Rusi, Some.Morning, Some.Article(Some.Rusi, "Ports", "Of blockades and quays."));

        var hit = Assert.Single((await Archive.SearchAsync(new SearchRequest("blockades"), Stop)).Hits);
        var whole = Assert.Single((await Archive.SearchAsync(new SearchRequest("blockades") { WithHtml = true }, Stop)).Hits);

        Assert.Equal(("Of blockades and quays.", ""), (hit.Kept.Article.Text, hit.Kept.Article.Html));
        Assert.Equal("<p>The text of Ports.</p>", whole.Kept.Article.Html);
        var reason = Assert.Single(hit.Match.Reasons);
        Assert.Equal(("blockades", "text"), (reason.Term, reason.Field));
    }

    [Fact]
    public async Task A_search_sees_the_latest_version_only()
    {
        await KeepAsync(Some.Rusi, Some.Morning, Some.Article(Some.Rusi, "a", "Of herrings."));
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, new ReadArticle(Some.Asked("a", "changed"), Some.Article(Some.Rusi, "a", "Of cod."))), Stop);

        Assert.Empty(await SearchAsync("herrings"));
        Assert.Equal([1], await SearchAsync("cod"));
    }

    [Fact]
    public async Task Counts_are_told_for_every_source_ever_polled()
    {
        await KeepAsync(Some.Rusi, Some.Morning, 2);
        await KeepAsync(Some.Rusi, Some.Morning.AddHours(1), Some.Article(Some.Rusi, "one more"));
        await KeepAsync(Some.Bruegel, Some.Morning, 0);

        var counts = await Archive.CountsAsync(Stop);

        Assert.Equal([("bruegel", 0), ("rusi", 3)], counts.OrderBy(count => count.Key).Select(count => (count.Key, count.Value)));
    }

    private static IEnumerable<long> Range(long first, long last) => Enumerable.Range((int)first, (int)(last - first + 1)).Select(number => (long)number);

    /// <summary>So that a property added later is noticed here.</summary>
    private static void AssertHasNothingUnset(Article article)
    {
        var bare = Some.Article(Some.Bruegel, "bare");
        Assert.All(typeof(Article).GetProperties().Where(property => property.CanWrite), property => Assert.NotEqual(property.GetValue(bare), property.GetValue(article)));
    }

    private Task<PollResult> KeepAsync(SourceId source, DateTimeOffset now, params IReadOnlyList<Article> articles) =>
        Book.CompleteAsync(Some.Poll(source, now, [.. articles.Select(article => new ReadArticle(Some.Asked(article.Title), article))]), Stop);

    private Task<PollResult> KeepAsync(SourceId source, DateTimeOffset now, int count) =>
        KeepAsync(source, now, [.. Enumerable.Range(1, count).Select(number => Some.Article(source, $"article {number}, {now.Ticks}"))]);

    private async Task<IEnumerable<long>> NumbersAsync(Window window) => (await Some.InWindowAsync(Archive, window)).Select(article => article.Kept.Number);

    private async Task<IEnumerable<long>> SearchAsync(string words, SourceId? source = null, DateTimeOffset? since = null, int limit = 20) =>
        (await Archive.SearchAsync(new SearchRequest(words) { Source = source, Since = since, Limit = limit }, Stop)).Hits.Select(hit => hit.Kept.Number);

    private Task KeepPagesAsync(PageLimits limits, params IEnumerable<string> names) => KeepPagesAsync(limits, [.. names.Select(name => (name, (string?)null))]);

    private Task KeepPagesAsync(PageLimits limits, IReadOnlyList<(string Name, string? Body)> pages) => Book.CompleteAsync(
        Some.Poll(Some.Rusi, Some.Morning, [.. pages.Select(page => Some.Read(Some.Rusi, page.Name) with { Page = page.Body is null ? Some.Page(page.Name) : Some.Page(page.Name, page.Body) })]) with { Limits = limits }, Stop);
}

/// <summary>The archive in LiteDB, asked by its owner.</summary>
public sealed class LiteDbArchiveTests() : ArchiveContract(overSocket: false);

/// <summary>The same, asked over the socket.</summary>
public sealed class RemoteArchiveTests() : ArchiveContract(overSocket: true);
