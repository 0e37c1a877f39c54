using Aggregator.Articles;
using Aggregator.Files;
using Aggregator.Storing;
using Xunit;

namespace Aggregator.Polling;

/// <summary>What a poll makes of PDFs: as an item's page, as the file behind a page, and as an attack.</summary>
public sealed class PdfPollTests : IAsyncLifetime
{
    private PollingHouse _house = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static MadePdf Report => new MadePdf().Says("Author", "Ada Quay")
        .Page("The register follows every tugboat from its notice to its invoice, and", "it has found that seven months of fifty are spent in a shipyard.")
        .Page("On the second page stands the word gannet, which stands nowhere else.");

    public async ValueTask InitializeAsync() => _house = await PollingHouse.OpenAsync(new PollingSettings { Attachments = 2, PdfTime = TimeSpan.FromSeconds(20) });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("application/octet-stream")]
    public async Task An_item_whose_page_is_a_PDF_has_the_PDFs_text(string type)
    {
        _house.Web.On("/a", Report.Bytes(), type);
        var article = await PolledAsync();
        Assert.StartsWith("The register follows every tugboat from its notice to its invoice, and it has found", article.Text, StringComparison.Ordinal);
        Assert.Equal(("On a", null), (article.Title, article.PageTrouble));
        Assert.Equal(["Ada Quay"], article.Authors);
        var file = Assert.Single(article.Files);
        Assert.Equal((2, true, ""), (file.Pages, file.IsPage, file.Text));
        Assert.Equal(Downloads.ContentHash.Of(Report.Bytes()), file.Hash);
        Assert.Equal("text, p. 2", await FieldOfGannetAsync());
    }

    [Fact]
    public async Task A_PDF_that_cannot_be_read_leaves_the_feeds_text_and_its_own_hash()
    {
        var scan = new MadePdf().Drawn("72 72 300 300 re f").Bytes();
        _house.Web.On("/a", scan, "application/pdf");
        var article = await PolledAsync();
        Assert.Equal(("What the feed says of a.", "The PDF has no text: its pages are pictures, as a scanner makes them."), (article.Text, article.PageTrouble));
        Assert.Equal(Downloads.ContentHash.Of(scan), Assert.Single(article.Files).Hash);
    }

    [Fact]
    public async Task The_report_behind_a_landing_page_is_found_by_its_words()
    {
        Lands("<a href=\"/files/report.pdf\">Download the report (PDF)</a>");
        _house.Web.On("/files/report.pdf", Report.Bytes(), "application/pdf");
        var article = await PolledAsync();
        Assert.Contains("The page about a says more", article.Text, StringComparison.Ordinal);
        var file = Assert.Single(article.Files);
        Assert.Equal((_house.Web.At("/files/report.pdf"), 2, false, null), (file.Address, file.Pages, file.IsPage, file.Trouble));
        Assert.Equal("report.pdf, p. 2", await FieldOfGannetAsync());
    }

    [Fact]
    public async Task Of_many_files_a_few_are_read_and_a_failing_one_costs_a_sentence()
    {
        Lands("<a href=\"/1.pdf\">One</a> <a href=\"/2.pdf\">Two</a> <a href=\"/3.pdf\">Three</a>");
        _house.Web.On("/1.pdf", "<p>Please log in.</p>");
        _house.Web.On("/2.pdf", Report.Bytes(), "application/pdf");
        _house.Web.On("/3.pdf", Report.Bytes(), "application/pdf");
        var article = await PolledAsync();
        Assert.Equal(3, article.Attachments.Count);
        Assert.Equal(new Items.Drop("too many PDFs", "On a", "Of an article 2 PDFs are read (Polling:Attachments); kept as links beyond them: 1."), Assert.Single((await _house.MemoryAsync(_house.SourceAt("/feed"))).Drops));
        Assert.Equal(["The link says PDF, but text/html; charset=utf-8 came.", null], article.Files.Select(file => file.Trouble));
        Assert.Equal(0, _house.Web.TimesAsked("/3.pdf"));
    }

    [Fact]
    public async Task A_file_that_failed_in_passing_is_asked_for_once_more()
    {
        Lands("<a href=\"/report.pdf\">Download the report (PDF)</a>");
        _house.Web.On("/report.pdf", "later", status: 503);
        Assert.NotNull(Assert.Single((await PolledAsync()).Files).Trouble);
        _house.Web.On("/report.pdf", Report.Bytes(), "application/pdf");
        await _house.PollAsync(_house.SourceAt("/feed"));
        Assert.Equal((2, null), (Assert.Single(Assert.Single(await _house.KeptAsync()).Article.Files) is var file ? (file.Pages, file.Trouble) : default));
        Assert.Equal("report.pdf, p. 2", await FieldOfGannetAsync());

        _house.Web.On("/report.pdf", "later", status: 503);
        for (var poll = 0; poll < 3; poll++)
            await _house.PollAsync(_house.SourceAt("/feed"));
        Assert.Equal(2, _house.Web.TimesAsked("/report.pdf"));
    }

    [Fact]
    public async Task A_file_that_does_not_answer_later_does_not_cost_what_was_kept_of_it()
    {
        Lands("<a href=\"/report.pdf\">Download the report (PDF)</a>");
        _house.Web.On("/report.pdf", Report.Bytes(), "application/pdf");
        await PolledAsync();
        _house.Web.On("/report.pdf", "", status: 404);
        _house.Web.On("/feed", _house.Feed("a").Replace("10:00:00", "10:00:01", StringComparison.Ordinal));
        await _house.PollAsync(_house.SourceAt("/feed"));
        var kept = Assert.Single(await _house.KeptAsync());
        Assert.Equal(2, kept.Version);
        Assert.Equal((2, null), (Assert.Single(kept.Article.Files).Pages, kept.Article.Files[0].Trouble));
    }

    [Fact]
    public async Task A_file_that_breaks_its_reader_does_not_break_the_worker()
    {
        // Two parts of a page that draw each other without end: the reader's stack runs out, and its process ends.
        const string part = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]";
        _house.Web.On("/a", new MadePdf().Drawn("/A Do", "/XObject <</A 6 0 R>>")
            .With($"{part} /Resources <</XObject <</B 7 0 R>>>>", "/B Do").With($"{part} /Resources <</XObject <</A 6 0 R>>>>", "/A Do").Bytes(), "application/pdf");
        var article = await PolledAsync();
        Assert.StartsWith("The PDF is damaged, or made to do harm", article.PageTrouble, StringComparison.Ordinal);
        Assert.Equal("What the feed says of a.", article.Text);
    }

    [Fact]
    public async Task A_file_that_would_be_read_for_years_is_left_when_its_time_is_up()
    {
        var bomb = new MadePdf().Drawn("/A Do", "/XObject <</A 6 0 R>>");
        for (var level = 0; level < 12; level++)
            bomb.With($"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</XObject <</A {7 + level} 0 R>>>>", string.Concat(Enumerable.Repeat("/A Do ", 10)));
        bomb.With("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", "q Q");
        using var desk = new PdfDesk(new PollingSettings { PdfTime = TimeSpan.FromSeconds(1) });
        var outcome = Assert.IsType<PdfOutcome.Unreadable>(await desk.ReadAsync(bomb.Bytes(), Stop));
        Assert.Equal("The PDF was not read within 1 seconds; the limit is Polling:PdfTime.", outcome.Why);
    }

    private void Lands(string links) => _house.Web.On("/a", PollingHouse.Page("a").Replace("</article>", $"<p>{links}</p></article>", StringComparison.Ordinal));

    private async Task<Article> PolledAsync()
    {
        _house.Web.On("/feed", _house.Feed("a"));
        await _house.PollAsync(_house.SourceAt("/feed"));
        return Assert.Single(await _house.KeptAsync()).Article;
    }

    private async Task<string> FieldOfGannetAsync()
    {
        var hit = Assert.Single((await _house.Store.Archive.SearchAsync(new SearchRequest("gannet"), Stop)).Hits);
        return Assert.Single(hit.Match.Reasons).Field;
    }
}
