using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Files;
using Aggregator.Polls;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Polling;

/// <summary>A publisher whose pages teach what is its furniture, and who changes them one day.</summary>
public sealed class SitePollTests : IAsyncLifetime
{
    private const string Plea = "The harbour lives on gifts, and every gift, however small, keeps one of its lamps burning for a night.";

    private PollingHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync(new PollingSettings { Pages = 4 });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task What_repeats_on_a_sources_pages_is_in_none_of_its_bodies()
    {
        await PublishAsync(OldPage, 1, 3);
        await PublishAsync(OldPage, 4, 4);
        var kept = await _house.KeptAsync();
        Assert.Equal(4, kept.Count);
        Assert.All(kept, article => Assert.DoesNotContain(Plea, article.Article.Text, StringComparison.Ordinal));
        Assert.All(kept, article => Assert.Contains("takes its time", article.Article.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_pages_change_nothing_is_lost_and_what_is_in_doubt_is_told_by_its_title_until_they_are_learned_anew()
    {
        await PublishAsync(OldPage, 1, 6);
        var before = await _house.KeptAsync();
        await PublishAsync(StubPage, 7, 8);
        var kept = await _house.KeptAsync();
        Assert.Contains("characters of text; the source's other pages gave", kept[6].Article.Doubt, StringComparison.Ordinal);
        var doubtful = Told(kept)[8];
        Assert.Equal(("On 8", null, kept[7].Article.Doubt, _house.Web.At("/8")), (doubtful.Title, doubtful.Summary, doubtful.Doubt, doubtful.Link));

        await PublishAsync(StubPage, 9, 9);
        await PublishAsync(StubPage, 10, 10);
        kept = await _house.KeptAsync();
        Assert.Equal(before, kept.Take(6).ToList(), (old, now) => (old.Version, old.Article.Hash) == (now.Version, now.Article.Hash));
        Assert.All(Told(kept).Values, entry => Assert.Null(entry.Doubt));
        Assert.NotNull(Told(kept)[10].Summary);
        var health = SourceHealth.Of(await _house.MemoryAsync(Source));
        Assert.Equal((SourceState.Changed, true), (health.State, health.NeedsPerson));
    }

    [Fact]
    public async Task What_was_in_doubt_is_read_again_from_its_kept_page_when_the_source_is_learned_anew()
    {
        await PublishAsync(OldPage, 1, 6);
        await PublishAsync(NewPage, 7, 7);
        await PublishAsync(NewPage, 8, 8);
        var doubtful = (await _house.KeptAsync()).Skip(6).ToList();
        Assert.All(doubtful, article => Assert.Equal((1, "Its page has no title; the source's other pages do."), (article.Version, article.Article.Doubt)));
        Assert.All(doubtful, article => Assert.Contains(Plea, article.Article.Text, StringComparison.Ordinal));
        _house.Web.On("/7", "gone", status: 404);

        var report = await PublishAsync(NewPage, 9, 9);
        Assert.Equal((1, 2), (report.New, report.Changed));
        var kept = (await _house.KeptAsync()).Skip(6).ToList();
        Assert.Equal([(7, 2), (8, 2), (9, 1)], kept.Select(article => ((int)article.Number, article.Version)));
        Assert.All(kept, article => Assert.Null(article.Article.Doubt));
        Assert.All(kept, article => Assert.DoesNotContain(Plea, article.Article.Text, StringComparison.Ordinal));
        Assert.All(kept, article => Assert.Contains($"Paragraph 3 of report {article.Number}", article.Article.Text, StringComparison.Ordinal));
        Assert.Contains("2 articles that were in doubt were read again", SourceHealth.Of(await _house.MemoryAsync(Source)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_only_the_second_reading_names_is_fetched_and_what_was_fetched_is_not_asked_for_again()
    {
        await PublishAsync(OldPage, 1, 6);
        // In doubt, the leaflet of the plea is taken for the article's second file, and there is no room for a third.
        await PublishAsync(PageWithFiles, 7, 7);
        await PublishAsync(PageWithFiles, 8, 8);
        Assert.All((await _house.KeptAsync()).Skip(6), article => Assert.Equal([$"/summary-{article.Number}.pdf", "/leaflet.pdf"], FilesOf(article)));

        await PublishAsync(PageWithFiles, 9, 9);
        var kept = (await _house.KeptAsync()).Skip(6).ToList();
        Assert.Equal([2, 2, 1], kept.Select(article => article.Version));
        Assert.All(kept, article => Assert.Equal([$"/summary-{article.Number}.pdf", $"/report-{article.Number}.pdf"], FilesOf(article)));
        Assert.All(kept, article => Assert.All(article.Article.Files, file => Assert.Contains(file.Address!.AbsolutePath, file.Text, StringComparison.Ordinal)));
        Assert.Equal((1, 1, 2), (_house.Web.TimesAsked("/summary-7.pdf"), _house.Web.TimesAsked("/report-7.pdf"), _house.Web.TimesAsked("/leaflet.pdf")));
    }

    [Fact]
    public async Task Many_pages_of_a_new_template_in_one_poll_leave_none_in_doubt()
    {
        await PublishAsync(OldPage, 1, 6);
        await PublishAsync(NewPage, 7, 20);
        var kept = (await _house.KeptAsync()).Skip(6).ToList();
        Assert.Equal(14, kept.Count);
        Assert.All(kept, article => Assert.Equal((1, null), (article.Version, article.Article.Doubt)));
        Assert.All(kept, article => Assert.DoesNotContain(Plea, article.Article.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wall_among_the_pages_of_a_change_stays_in_doubt()
    {
        await PublishAsync(OldPage, 1, 6);
        await PublishAsync(NewPage, 7, 7);
        await PublishAsync(WallPage, 8, 8);
        await PublishAsync(NewPage, 9, 9);
        Assert.Equal([8], (await _house.KeptAsync()).Where(article => article.Article.Doubt is not null).Select(article => article.Number));
    }

    [Fact]
    public async Task A_page_that_came_as_a_wall_is_asked_for_once_more_at_the_next_poll()
    {
        await PublishAsync(OldPage, 1, 2);
        await PublishAsync(WallPage, 3, 3);
        Assert.Equal("Its text reads like a bot wall.", (await _house.KeptAsync())[2].Article.Doubt);
        _house.Web.On("/3", OldPage(3));
        Assert.Equal(1, (await _house.PollAsync(Source)).Changed);
        Assert.Equal((2, null), ((await _house.KeptAsync())[2] is var kept ? (kept.Version, kept.Article.Doubt) : default));

        await PublishAsync(WallPage, 4, 4);
        await _house.PollAsync(Source);
        await _house.PollAsync(Source);
        Assert.Equal(2, _house.Web.TimesAsked("/4"));
    }

    [Fact]
    public async Task A_page_that_turned_into_a_wall_leaves_the_article_as_it_was()
    {
        await PublishAsync(OldPage, 1, 2);
        _house.Web.On("/2", WallPage(2));
        _house.Web.On("/feed", _house.Feed("1", "2").Replace("says of 2", "says, corrected, of 2", StringComparison.Ordinal));
        Assert.Equal(0, (await _house.PollAsync(Source)).Changed);
        Assert.Equal((1, null), ((await _house.KeptAsync())[1] is var kept ? (kept.Version, kept.Article.Doubt) : default));
        Assert.Equal((1, "Its text reads like a bot wall."), ((await _house.MemoryAsync(Source)).Drift is var drift ? (drift.Doubtful, drift.Doubt) : default));
    }

    [Fact]
    public async Task The_last_pages_are_kept_as_they_came_and_read_again_give_the_same_articles()
    {
        await PublishAsync(OldPage, 1, 6);
        var pages = await _house.Store.Archive.PagesAsync(Source.Id, TestContext.Current.CancellationToken);
        Assert.Equal([6, 5, 4, 3], pages.Select(page => page.Kept.Number));
        var site = await _house.Store.Book.RecallSiteAsync(Source.Id, TestContext.Current.CancellationToken);
        Assert.All(pages, page => Assert.Equal(page.Kept.Article.Hash, ArticleWriter.Write(page.Page.Item, page.Page.Outcome, Source, site).Article.Hash));
    }

    private Source Source => _house.SourceAt("/feed");

    /// <summary>The pages from one number to another go up, and the source is polled.</summary>
    private async Task<PollReport> PublishAsync(Func<int, string> page, int from, int to)
    {
        for (var number = from; number <= to; number++)
            _house.Web.On($"/{number}", page(number));
        _house.Web.On("/feed", _house.Feed(Enumerable.Range(1, to).Select(number => $"{number}")));
        var report = await _house.PollAsync(Source);
        Assert.Equal(to - from + 1, report.New);
        _house.Clock.Advance(TimeSpan.FromHours(1));
        return report;
    }

    private static IEnumerable<string> FilesOf(KeptArticle article) => article.Article.Files.Select(file => file.Address!.AbsolutePath);

    /// <summary>What a digest tells of each article that is no longer old.</summary>
    private static Dictionary<long, DigestEntry> Told(IReadOnlyList<KeptArticle> kept)
    {
        var subscription = new Subscription("a@example.org|daily", new Subscriber { Address = "a@example.org" }, new Schedule { Kind = ScheduleKind.Daily });
        var digest = DigestComposer.Compose(subscription, new WindowSpan(1, new Window(6, kept.Count), null, PollingHouse.Start), [.. kept.Skip(6).Select(one => new DigestArticle(one, []))], [])!;
        return digest.Sections.SelectMany(section => section.Entries).ToDictionary(entry => entry.Number);
    }

    private static string OldPage(int number) =>
        $"<!DOCTYPE html><html lang=en><head><title>On {number}</title></head><body><nav><a href=/>Home</a></nav><main><article><div class='report-text'>"
        + string.Concat(Enumerable.Range(1, 4).Select(at => $"<p>Paragraph {at} of report {number} tells what paragraph {at - 1} of it did not, and takes its time, as reports numbered {number} do.</p>"))
        + $"<p class='gift'>{Plea}</p></div></article></main></body></html>";

    private static string WallPage(int number) =>
        $"<html><head><title>On {number}</title></head><body><main><p>Please enable JavaScript and cookies to read on: the harbour checks who comes in, and it takes but a moment of your time.</p></main></body></html>";

    /// <summary>The new template has no title, and its plea in the midst of the text.</summary>
    private static string NewPage(int number) =>
        "<!DOCTYPE html><html lang=en><body><div class='app'><div class='reader'>"
        + string.Concat(Enumerable.Range(1, 4).Select(at => $"<p>Paragraph {at} of report {number} tells what paragraph {at - 1} of it did not, and takes its time, as reports numbered {number} do.</p>{(at == 2 ? $"<p>{Plea}</p>" : "")}"))
        + "</div></div></body></html>";

    /// <summary>The new template, whose text leads to a summary and to the report, and whose plea to a leaflet.</summary>
    private string PageWithFiles(int number)
    {
        foreach (var file in new[] { $"/summary-{number}.pdf", "/leaflet.pdf", $"/report-{number}.pdf" })
            _house.Web.On(file, new MadePdf().Page($"This is the file {file} of the harbour, and it is not a long one.").Bytes(), "application/pdf");
        return NewPage(number).Replace("Paragraph 1 of", $"<a href='/summary-{number}.pdf'>Paragraph 1</a> of", StringComparison.Ordinal)
            .Replace("keeps one", "<a href='/leaflet.pdf'>keeps</a> one", StringComparison.Ordinal)
            .Replace("Paragraph 4 of", $"<a href='/report-{number}.pdf'>Paragraph 4</a> of", StringComparison.Ordinal);
    }

    /// <summary>Of this template only a stub can be read.</summary>
    private static string StubPage(int number) =>
        $"<!DOCTYPE html><html lang=en><head><title>On {number}</title></head><body><div class='app'><div class='reader'><p>Report {number} loads when you have chosen a reader for it.</p></div></div></body></html>";
}
