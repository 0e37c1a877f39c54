using System.Text;
using System.Text.Json;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Articles;

public sealed class OriginalFinderTests
{
    private const string Here = "https://www.copies.example/2026/the-night-ferry";

    private const string Original = "https://harbour.example/papers/night-ferry-77";

    private const string OwnFeed = "<link rel=alternate type='application/rss+xml' href='https://www.copies.example/feed'>";

    private static readonly string Credit = $"<p>This article was originally published by <a href='{Original}'>The Harbour</a>.</p>";

    private static readonly Source Wire = new() { Id = default, Kind = SourceKind.Feed, Address = new Uri("https://www.copies.example/feed"), Organisation = new Organisation { Name = "Copies" } };

    [Theory]
    [InlineData("one site's other host", "https://m.copies.example/2026/the-night-ferry-77")]
    [InlineData("the same name in another country", "https://www.copies.test/2026/the-night-ferry-77")]
    [InlineData("a front page", "https://harbour.example/")]
    [InlineData("a section", "https://harbour.example/papers")]
    [InlineData("a place to try things out", "https://staging.harbour.example/papers/night-ferry-77")]
    [InlineData("a place to try things out, at a host for such", "https://harbour-git-main.vercel.app/papers/night-ferry-77")]
    [InlineData("no host", "https:///papers/night-ferry-77")]
    [InlineData("a host without a dot", "https://night-ferry-of-the-harbour/papers/night-ferry-77")]
    [InlineData("a host that begins with a dot", "https://.harbour.example/papers/night-ferry-77")]
    [InlineData("one's own network", "http://harbour.local/papers/night-ferry-77")]
    [InlineData("an address without a name", "http://10.0.0.1/papers/night-ferry-77")]
    public void A_canonical_link_is_no_original_when_it_is(string what, string canonical) =>
        Assert.True(Read($"<link rel=canonical href='{canonical}'>{OwnFeed}").Link is null, what);

    [Fact]
    public void A_canonical_link_on_another_site_is_one_derived() => AssertDerived(Read($"<link rel=canonical href='{Original}'>{OwnFeed}"), Original);

    [Fact]
    public void A_host_written_in_its_own_letters_or_in_ascii_is_one_host() =>
        Assert.Null(Read($"<link rel=canonical href='https://xn--bcher-kva.example/2026/die-nachtfaehre-77/'>", "https://bücher.example/2026/die-nachtfaehre-77").Link);

    [Fact]
    public void A_renamed_organisation_is_no_original_of_itself()
    {
        const string Renamed = "<link rel=canonical href='https://www.harbour-institute.example/2026/the-night-ferry'><meta property='og:url' content='https://www.harbour-institute.example/2026/the-night-ferry'>";
        Assert.Null(Read(Renamed).Link);
        // The same address on a page that names itself as standing here is a copy's.
        AssertDerived(Read(Renamed + OwnFeed), "https://www.harbour-institute.example/2026/the-night-ferry");
    }

    [Fact]
    public void A_site_that_the_page_lists_among_its_languages_is_its_own() =>
        Assert.Null(Read($"<link rel=canonical href='{Original}'><link rel=alternate hreflang=de href='https://harbour.example/de/papers/nachtfaehre-77'>{OwnFeed}").Link);

    [Fact]
    public void A_shared_address_counts_only_where_the_page_names_no_canonical_one()
    {
        AssertDerived(Read($"<meta property='og:url' content='{Original}'>"), Original);
        Assert.Null(Read($"<meta property='og:url' content='https://hrbr.example/3CO4xiD'><link rel=canonical href='{Here}'>").Link);
    }

    [Fact]
    public void Where_our_own_address_is_not_known_the_page_tells_it()
    {
        AssertDerived(Read($"<link rel=canonical href='{Original}'><meta property='og:url' content='{Here}'>", address: null), Original);
        Assert.Null(Read($"<link rel=canonical href='{Original}'>", address: null).Link);
    }

    [Fact]
    public void The_front_page_of_a_site_has_no_original() => Assert.Null(Read("<link rel=canonical href='https://harbour.example/blog/all-2026'>", "https://copies.example/").Link);

    [Theory]
    [InlineData("<meta name='syndication-source' content='ORIGINAL'>", "the page's syndication-source")]
    [InlineData("<meta name='original-source' content='ORIGINAL'>", "the page's original-source")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isBasedOn\":\"ORIGINAL\"}</script>", "JSON-LD isBasedOn")]
    public void The_pages_marks_lead_to_it(string head, string quote)
    {
        var original = Read(head.Replace("ORIGINAL", Original, StringComparison.Ordinal));
        AssertDerived(original, Original);
        Assert.Equal(quote, original.Quote);
        Assert.Null(Read(head.Replace("ORIGINAL", Here, StringComparison.Ordinal)).Link);
        Assert.Null(Read(head.Replace("ORIGINAL", "https://pubmed.ncbi.nlm.nih.gov/25990000/", StringComparison.Ordinal)).Link);
    }

    [Fact]
    public void A_line_wins_over_marks_and_every_candidate_stays_with_its_evidence()
    {
        var original = Read($"<link rel=canonical href='https://port.example/x/night-ferry-1'>{OwnFeed}<meta name='syndication-source' content='https://quay.example/x/night-ferry-2'>", Here, Credit);
        Assert.Equal((Original, Evidence.Stated, OriginalWitness.Line), (original.Link?.AbsoluteUri, original.Evidence, original.Witness!.Value));
        Assert.Equal([OriginalWitness.Syndication, OriginalWitness.Canonical], original.Others.Select(other => other.Witness));
        Assert.All(original.Others, other => Assert.Equal(Evidence.Derived, other.Evidence));
        Assert.All(original.Candidates, candidate => Assert.NotEmpty(candidate.Quote));
    }

    [Fact]
    public void The_sources_rule_wins_over_every_line()
    {
        var rules = new PageRules { Original = ".from a" };
        var original = Read("", Here, Credit + "<p class=from>See <a href='/redirect?to=77'>the harbour’s page</a></p>", rules);
        Assert.Equal(("https://www.copies.example/redirect?to=77", "the harbour’s page", OriginalWitness.Rule), (original.Link?.AbsoluteUri, original.Quote, original.Witness!.Value));
        Assert.Equal(Original, Read("", Here, Credit, rules).Link?.AbsoluteUri);
    }

    [Theory]
    [InlineData("<nav>CREDIT</nav>")]
    [InlineData("<div id='comments'>CREDIT</div>")]
    [InlineData("<figure><figcaption>CREDIT</figcaption></figure>")]
    public void A_credit_in_a_menu_a_caption_or_a_comment_is_another_ones(string around) => Assert.Null(Read("", Here, around.Replace("CREDIT", Credit, StringComparison.Ordinal)).Link);

    /// <summary>Its feed does not say it, its page does (by its public template, UN-OCHA/rwint9-site): what the field <c>origin</c> of its API holds.</summary>
    [Fact]
    public void ReliefWebs_page_names_its_origin_among_what_it_tells_of_the_report()
    {
        const string Reliefweb = "https://reliefweb.int/report/vestmar/the-night-ferry";
        var original = Read($"<link rel=canonical href='{Reliefweb}'>", Reliefweb, $"""
            <dl class="rw-meta rw-article-meta"><dt>Format</dt><dd>Situation Report</dd><dt>Source</dt><dd><ul><li><a href="/organization/harbour">Harbour</a></li></ul></dd>
            <dt>Posted</dt><dd><time datetime="2026-11-21T00:00:00+00:00">21 Nov 2026</time></dd><dt>Originally published</dt><dd><time datetime="2026-11-20T00:00:00+00:00">20 Nov 2026</time></dd>
            <dt>Origin</dt><dd><a href="{Original}" target="_blank" rel="noopener">View original</a></dd></dl>
            """);
        Assert.Equal((Original, Evidence.Stated, "View original"), (original.Link?.AbsoluteUri, original.Evidence, original.Quote));
    }

    [Theory]
    [InlineData("https://tickets.example/e/who-owns-the-night-ferry-tickets-77")]
    [InlineData("https://harbour.example/2026/who-owns-the-night-ferry")]
    public void A_bare_link_at_the_end_is_no_original_even_where_it_repeats_the_title(string link)
    {
        Assert.Null(Read("", Here, $"<p>{link}</p>").Link);
        Assert.Null(Read("", Here, $"<p><a href='{link}'>{link}</a></p>").Link);
        // Who knows the source says so once.
        Assert.Equal(link, Read("", Here, $"<p><a href='{link}'>{link}</a></p>", new PageRules { Original = "article > p:last-of-type a" }).Link?.AbsoluteUri);
    }

    [Fact]
    public void A_list_of_credited_articles_has_no_original() =>
        Assert.Null(Read("", Here, string.Concat(Enumerable.Range(1, 5).Select(at => $"<p>Article {at} of the week.</p><p>Originally published on <a href='https://harbour.example/papers/paper-no-{at}-77'>The Harbour {at}</a></p>"))).Link);

    [Fact]
    public void Labels_of_several_pages_of_the_own_site_stand_beside_comments_on_those()
    {
        const string Label = "<div>原文：<a href='/2026/{0}-ferries-of-the-sound'>The {0} ferries of the sound</a></div>";
        Assert.NotNull(Read("", Here, Label.Replace("{0}", "old", StringComparison.Ordinal)).Link);
        Assert.Null(Read("", Here, Label.Replace("{0}", "old", StringComparison.Ordinal) + Label.Replace("{0}", "new", StringComparison.Ordinal)).Link);
    }

    [Fact]
    public void The_comments_on_a_text_are_not_its_original() =>
        Assert.Null(Read("", null, "<div>Written by <a href='https://harbour.example/author/ada-quay'>Ada Quay</a> / March 3, 2026 / <a href='https://harbour.example/2026/who-owns-the-night-ferry#comments'>0 Comments</a></div>").Link);

    [Fact]
    public void A_search_of_the_news_is_the_source_of_no_article() =>
        Assert.Null(Read("", Here, "<div>来源：<a href='http://news.baidu.com/view.html?from=harbour'>百度新闻</a><a href='http://news.baidu.com/z/hot/'>新闻热搜词</a></div>").Link);

    [Fact]
    public void A_label_without_an_address_is_told_and_gives_none()
    {
        var original = Read("", Here, "<p>Original article link: <a href='javascript:open()'>here</a></p>");
        Assert.Equal((null, Evidence.None, "Original article link: here"), (original.Link, original.Evidence, original.Quote));
    }

    [Fact]
    public void A_source_line_counts_where_the_address_repeats_the_title()
    {
        Assert.Equal("https://harbour.example/2026/who-owns-the-night-ferry", Read("", Here, "<p>Source: <a href='https://harbour.example/2026/who-owns-the-night-ferry'>Harbour</a></p>").Link?.AbsoluteUri);
        Assert.Null(Read("", Here, "<p>Source: <a href='https://harbour.example/2026/ferries-in-numbers-2026'>Harbour</a></p>").Link);
    }

    [Fact]
    public void Its_own_site_is_meant_only_by_a_label_or_by_the_name_of_an_article()
    {
        Assert.Null(Read("", Here, "<p>This article was originally published in the <a href='/magazine/spring-2026'>Spring 2026 issue</a>.</p>").Link);
        Assert.Null(Read("", Here, $"<p>This article was originally published <a href='{Here}?utm_source=x'>here</a>.</p>").Link);
        Assert.NotNull(Read("", Here, "<p>Originally published on <a href='/2011/old-ferries-of-the-sound'>our old site</a>.</p>").Link);
    }

    [Fact]
    public void Trackers_and_wrappers_are_taken_off() =>
        Assert.Equal(Original, Read("", Here, $"<p>Originally published on <a href='https://www.google.com/url?q={Uri.EscapeDataString(Original + "?utm_source=x")}&sa=D'>The Harbour</a></p>").Link?.AbsoluteUri);

    [Fact]
    public void A_credit_at_the_end_of_a_long_paragraph_is_quoted_alone()
    {
        var original = Read("", Here, $"<p>{string.Concat(Enumerable.Repeat("The ferry sails at night. ", 30))}This article first appeared in <a href='{Original}'>The Harbour</a>.</p>");
        Assert.Equal(Original, original.Link?.AbsoluteUri);
        Assert.InRange(original.Quote!.Length, 20, 320);
        Assert.Contains("first appeared in The Harbour", original.Quote, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_tells_where_its_item_first_stood()
    {
        var item = new Item { Link = new Uri("https://feeds.proxy.example/~r/ferry/77"), Title = "Ferry", Origin = new Uri(Original + "?utm_source=feed") };
        var original = Written(item);
        Assert.Equal((Original, Evidence.Derived, OriginalWitness.Feed), (original.Link?.AbsoluteUri, original.Evidence, original.Witness!.Value));
        Assert.Null(Written(item with { Link = new Uri(Original) }).Link);
    }

    [Fact]
    public void The_line_below_a_post_in_a_feed_names_it_unless_it_is_the_item_itself()
    {
        var item = new Item { Link = new Uri(Here), Title = "Ferry", Content = $"<p>The ferry sails.</p><p>The post <a href='{Original}/'>Ferry</a> appeared first on <a href='https://harbour.example'>The Harbour</a>.</p>" };
        Assert.Equal((Original + "/", OriginalWitness.Footer), (Written(item).Link?.AbsoluteUri, Written(item).Witness!.Value));
        Assert.Null(Written(item with { Link = new Uri(Original + "?utm_medium=rss") }).Link);
    }

    [Fact]
    public void The_address_inside_an_alerts_link_is_derived()
    {
        var original = Written(new Item { Link = new Uri($"https://www.google.com/url?rct=j&sa=t&url={Uri.EscapeDataString(Original)}&ct=ga&cd=x&usg=y"), Title = "Ferry" });
        Assert.Equal((Original, Evidence.Derived, OriginalWitness.Redirect), (original.Link?.AbsoluteUri, original.Evidence, original.Witness!.Value));
    }

    [Fact]
    public void A_chain_is_as_sure_as_its_weakest_step_and_keeps_every_step()
    {
        var stated = Read("", Here, Credit);
        var derived = Read($"<link rel=canonical href='https://port.example/x/night-ferry-1'>{OwnFeed}");
        var chain = stated.Then(derived);
        Assert.Equal(("https://port.example/x/night-ferry-1", Evidence.Derived), (chain.Link?.AbsoluteUri, chain.Evidence));
        Assert.Equal([Original, "https://port.example/x/night-ferry-1"], chain.Chain.Select(step => step.Link.AbsoluteUri));
        Assert.Equal(stated, stated.Then(OriginalLink.None));
    }

    [Fact]
    public void What_an_older_version_kept_is_still_read()
    {
        var older = JsonSerializer.Deserialize<OriginalLink>($$"""{"Link":"{{Original}}","Evidence":2,"Quote":"Original article link","Others":["https://port.example/1"]}""")!;
        Assert.Equal((Original, Evidence.Stated), (older.Link?.AbsoluteUri, older.Evidence));
        Assert.Equal("https://port.example/1", Assert.Single(older.Others).Link.AbsoluteUri);
        Assert.Empty(older.Chain);
        Assert.Equal(2, older.Candidates.Count());
    }

    private static void AssertDerived(OriginalLink original, string link) => Assert.Equal((link, Evidence.Derived), (original.Link?.AbsoluteUri, original.Evidence));

    private static OriginalLink Read(string head, string? address = Here, string body = "", PageRules? rules = null)
    {
        var page = $"<!DOCTYPE html><html lang=en><head><title>Who Owns the Night Ferry?</title>{head}</head><body><article><h1>Who Owns the Night Ferry?</h1><p>The last ferry of the winter timetable left the quay with eleven passengers.</p>{body}</article></body></html>";
        var download = new Download { Body = Encoding.UTF8.GetBytes(page), Address = address is null ? null : new Uri(address), ContentType = "text/html; charset=utf-8" };
        return ArticleWriter.Read(download, Wire with { Rules = rules }).Original;
    }

    private static OriginalLink Written(Item item) => ArticleWriter.Write(item, new PageOutcome.NoPage("The page was not asked for."), Wire).Original;
}
