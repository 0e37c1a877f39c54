using Aggregator.Articles;
using Aggregator.Commands;
using Aggregator.Items;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polling;

/// <summary>A publisher who cuts what is long into pages: a poll reads all of them, and says which did not come.</summary>
public sealed class FurtherPollTests : IAsyncLifetime
{
    private PollingHouse _house = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Source Source => _house.SourceAt("/feed");

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync(new PollingSettings { ArticlePages = 4 });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Its_pages_are_one_article_and_each_is_asked_for_once()
    {
        HasPages("ferry", 3);
        var kept = Assert.Single(await PolledAsync());
        Assert.Equal(Text("ferry", 1, 2, 3), kept.Article.Text);
        Assert.Equal((1, null), (kept.Version, kept.Article.Missing));
        Assert.Equal([_house.Web.At("/ferry/2"), _house.Web.At("/ferry/3")], kept.Article.Further);
        Assert.Empty((await _house.MemoryAsync(Source)).Drops);
        await _house.PollAsync(Source);
        Assert.Equal((1, 1, 1), (_house.Web.TimesAsked("/ferry"), _house.Web.TimesAsked("/ferry/2"), _house.Web.TimesAsked("/ferry/3")));
    }

    [Fact]
    public async Task Its_kept_pages_read_again_give_the_same_article()
    {
        HasPages("ferry", 3);
        HasPages("lock", 3);
        _house.Web.On("/lock/3", "down", status: 503);
        await PolledAsync("ferry", "lock");
        var site = await _house.Store.Book.RecallSiteAsync(Source.Id, Stop);
        var pages = await _house.Store.Archive.PagesAsync(Source.Id, Stop);
        Assert.Equal([1, 2], pages.Select(page => page.Page.Further.Count));
        Assert.All(pages, page => Assert.True(ReplayedPage.Of(page, Source, site).IsSame));
        Assert.All(pages, page => Assert.Equal(page.Kept.Article.Missing, ReplayedPage.Of(page, Source, site).Now.Missing));
        Assert.Equal(2, site.Learned);
    }

    [Fact]
    public async Task A_page_that_fails_in_passing_is_told_and_asked_for_once_more_at_the_next_poll()
    {
        HasPages("ferry", 3);
        _house.Web.On("/ferry/2", "down", status: 503);
        var kept = Assert.Single(await PolledAsync());
        Assert.Equal(Text("ferry", 1), kept.Article.Text);
        var missing = $"What looks like its page 2 is missing: read it at {_house.Web.At("/ferry/2")}. 127.0.0.1 answered 503 Service Unavailable.";
        Assert.Equal(missing, kept.Article.Missing);
        Assert.Contains(new Drop("further pages", "On ferry", missing), (await _house.MemoryAsync(Source)).Drops);

        HasPages("ferry", 3);
        Assert.Equal(1, (await _house.PollAsync(Source)).Changed);
        kept = Assert.Single(await _house.KeptAsync());
        Assert.Equal((2, Text("ferry", 1, 2, 3), null), (kept.Version, kept.Article.Text, kept.Article.Missing));
        await _house.PollAsync(Source);
        Assert.Equal(2, _house.Web.TimesAsked("/ferry/2"));
    }

    [Fact]
    public async Task A_page_that_fails_costs_no_other_article_its_own()
    {
        HasPages("ferry", 2);
        HasPages("lock", 2);
        _house.Web.On("/ferry/2", "down", status: 503);
        Assert.Equal([Text("ferry", 1), Text("lock", 1, 2)], (await PolledAsync("ferry", "lock")).Select(kept => kept.Article.Text));
    }

    [Fact]
    public async Task A_page_that_fails_a_second_time_is_not_asked_for_again()
    {
        HasPages("ferry", 3);
        _house.Web.On("/ferry/3", "down", status: 503);
        await PolledAsync();
        await _house.PollAsync(Source);
        await _house.PollAsync(Source);
        var kept = Assert.Single(await _house.KeptAsync());
        Assert.Equal((1, Text("ferry", 1, 2)), (kept.Version, kept.Article.Text));
        Assert.Equal(2, _house.Web.TimesAsked("/ferry/3"));
    }

    [Fact]
    public async Task A_page_that_is_gone_for_good_is_told_and_left_alone()
    {
        HasPages("ferry", 3);
        _house.Web.On("/ferry/2", "gone", status: 404);
        var kept = Assert.Single(await PolledAsync());
        Assert.Equal($"What looks like its page 2 is missing: read it at {_house.Web.At("/ferry/2")}. 127.0.0.1 answered 404 Not Found.", kept.Article.Missing);
        await _house.PollAsync(Source);
        Assert.Equal((1, 1), (_house.Web.TimesAsked("/ferry"), _house.Web.TimesAsked("/ferry/2")));
    }

    [Fact]
    public async Task An_item_that_leads_into_the_midst_of_a_text_is_told_to_be_a_part_of_it()
    {
        HasPages("ferry", 3);
        var kept = Assert.Single(await PolledAsync("ferry/2"));
        var missing = $"It looks like a later page of a longer text: read that from its beginning at {_house.Web.At("/ferry")}.";
        Assert.Equal((Text("ferry", 2), missing), (kept.Article.Text, kept.Article.Missing));
        Assert.Contains(new Drop("further pages", "On ferry", missing), (await _house.MemoryAsync(Source)).Drops);
        await _house.PollAsync(Source);
        Assert.Equal((0, 1, 0), (_house.Web.TimesAsked("/ferry"), _house.Web.TimesAsked("/ferry/2"), _house.Web.TimesAsked("/ferry/3")));
    }

    [Fact]
    public async Task A_page_that_robots_may_not_read_is_not_asked_for()
    {
        HasPages("ferry", 3);
        _house.Web.On("/robots.txt", "User-agent: *\nDisallow: /ferry/2", "text/plain");
        var kept = Assert.Single(await PolledAsync());
        Assert.Equal(Text("ferry", 1), kept.Article.Text);
        Assert.Contains("robots.txt", kept.Article.Missing, StringComparison.Ordinal);
        Assert.Equal(0, _house.Web.TimesAsked("/ferry/2"));
    }

    [Fact]
    public async Task A_correction_read_with_fewer_pages_leaves_the_whole_article_as_it_was()
    {
        HasPages("ferry", 3);
        await PolledAsync();
        HasPages("ferry", 3, said: "corrected");
        _house.Web.On("/ferry/3", "down", status: 503);
        _house.Web.On("/feed", _house.Feed("ferry").Replace("says of ferry", "says, corrected, of ferry", StringComparison.Ordinal));
        Assert.Equal(0, (await _house.PollAsync(Source)).Changed);
        var kept = Assert.Single(await _house.KeptAsync());
        Assert.Equal((1, Text("ferry", 1, 2, 3)), (kept.Version, kept.Article.Text));
        Assert.Equal(2, Assert.Single(await _house.Store.Archive.PagesAsync(Source.Id, Stop)).Page.Further.Count);
    }

    [Fact]
    public async Task A_pager_without_end_is_followed_as_far_as_the_setting_says()
    {
        HasPages("ferry", 6);
        var kept = Assert.Single(await PolledAsync());
        Assert.Equal(Text("ferry", 1, 2, 3, 4), kept.Article.Text);
        Assert.Equal($"Its page 5 is missing: read it at {_house.Web.At("/ferry/5")}. Of an article 4 pages are read (Polling:ArticlePages).", kept.Article.Missing);
        Assert.Equal(0, _house.Web.TimesAsked("/ferry/5"));
    }

    [Fact]
    public async Task A_pager_of_comments_costs_one_question_and_changes_nothing()
    {
        foreach (var path in new[] { "/ferry", "/ferry/2" })
            _house.Web.On(path, Page("ferry", 1, 1).Replace("</article>", $"</article><div class=talk><p>A reader of {path} has waited longer, and says so.</p></div>{Pager("ferry", 1, 9)}", StringComparison.Ordinal));
        var kept = Assert.Single(await PolledAsync());
        Assert.Contains(Text("ferry", 1), kept.Article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/ferry/2", kept.Article.Text, StringComparison.Ordinal);
        Assert.Equal((null, 0), (kept.Article.Missing, kept.Article.Further.Count));
        Assert.Contains("is no part of it", Assert.Single((await _house.MemoryAsync(Source)).Drops).Why, StringComparison.Ordinal);
        await _house.PollAsync(Source);
        Assert.Equal((1, 0), (_house.Web.TimesAsked("/ferry/2"), _house.Web.TimesAsked("/ferry/3")));
    }

    [Fact]
    public async Task What_was_in_doubt_is_read_again_with_all_of_its_pages()
    {
        var names = Enumerable.Range(1, 9).Select(number => $"report{number}").ToList();
        foreach (var name in names.Take(6))
            _house.Web.On("/" + name, Page(name, 1, 1));
        await PolledAsync([.. names.Take(6)]);
        foreach (var (at, name) in names.Index().Skip(6))
        {
            HasPages(name, 2, title: "");
            await PolledAsync([.. names.Take(at + 1)]);
        }
        var kept = (await _house.KeptAsync()).Skip(6).ToList();
        Assert.Equal([2, 2, 1], kept.Select(article => article.Version));
        Assert.All(kept, article => Assert.Null(article.Article.Doubt));
        Assert.All(kept, article => Assert.EndsWith(Text($"report{article.Number}", 2), article.Article.Text, StringComparison.Ordinal));
        Assert.Equal(1, _house.Web.TimesAsked("/report7/2"));
    }

    private async Task<IReadOnlyList<KeptArticle>> PolledAsync(params IReadOnlyList<string> names)
    {
        _house.Web.On("/feed", _house.Feed(names.Count == 0 ? ["ferry"] : names));
        await _house.PollAsync(Source);
        return await _house.KeptAsync();
    }

    private void HasPages(string name, int count, string said = "said", string? title = null)
    {
        for (var number = 1; number <= count; number++)
            _house.Web.On(number == 1 ? $"/{name}" : $"/{name}/{number}", Page(name, number, count, said, title));
    }

    private static string Text(string name, params IEnumerable<int> numbers) => string.Join("\n\n", numbers.SelectMany(number => Own(name, number, "said")));

    private static IEnumerable<string> Own(string name, int number, string said) =>
        Enumerable.Range(1, 4).Select(at => $"Paragraph {at} of page {number} tells of the {name} what paragraph {at - 1} of it has not {said}, and takes its time, as pages numbered {number} do.");

    private static string Page(string name, int number, int of, string said = "said", string? title = null) =>
        $"<!DOCTYPE html><html lang=en><head><title>{title ?? $"On {name}"}</title></head><body><nav><a href=/>Home</a></nav><main><article><div class='report-text'>"
        + string.Concat(Own(name, number, said).Select(text => $"<p>{text}</p>")) + $"</div></article>{Pager(name, number, of)}</main></body></html>";

    private static string Pager(string name, int number, int of) => of == 1 ? "" :
        $"<div class=pages>{string.Join(' ', Enumerable.Range(1, of).Select(other => other == number ? $"{other}" : $"<a href='/{name}{(other == 1 ? "" : $"/{other}")}'>{other}</a>"))}</div>";
}
