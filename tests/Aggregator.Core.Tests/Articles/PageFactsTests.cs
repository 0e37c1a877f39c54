using System.Text;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Articles;

/// <summary>What a page says of its article, kind by kind, on small pages of our own.</summary>
public sealed class PageFactsTests
{
    private const string Body = "<p>The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do.</p>";

    private const string Long = "<p>" + Sentence + Sentence + "</p>";

    private const string Sentence = "The ferry left the harbour at night, and the people who had waited for it said that they would wait again. ";

    private const string Title = "<h1>The night ferry leaves late again</h1>";

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-03T09:25:00+01:00","dateModified":"2026-04-01"}</script>""", "2026-03-03T09:25:00+01:00")]
    [InlineData("""<script type="application/ld+json">{"@graph":[{"@type":"Person","name":"A"},{"@type":["WebPage"],"datePublished":"2026-03-03"}]}</script>""", "2026-03-03")]
    [InlineData("<script type=application/ld+json>{\"@type\":\"BlogPosting\",\"description\":\"two\nlines\",\"datePublished\":\"2026-03-03\",}</script>", "2026-03-03")]
    [InlineData("""<script type="application/ld+json">{"@type":"Organization","name":"Harbour"}{"@type":"Article","datePublished":"2026-03-03"}</script>""", "2026-03-03")]
    [InlineData("<script type=application/ld+json>//<![CDATA[\n{\"@type\":\"Article\",\"datePublished\":\"Tue Mar 3, 2026\"}\n//]]></script>", "2026-03-03")]
    [InlineData("""<script type="application/ld+json">{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2026-03-03&quot;}</script>""", "2026-03-03")]
    [InlineData("""<meta property="article:published_time" content="2026-03-03T09:25:00Z">""", "2026-03-03T09:25:00+00:00")]
    [InlineData("""<meta name="DC:Date" content="2026-03-03">""", "2026-03-03")]
    [InlineData("""<meta name="publishdate" content="20260303">""", "2026-03-03")]
    [InlineData("""<meta itemprop="datePublished" content="2026-03-03">""", "2026-03-03")]
    public void The_head_says_when_in_many_dialects(string head, string date) => Assert.Equal(date, Read(head, Title + Body).Published.ToString());

    [Theory]
    [InlineData("<p>By Ada Quay</p><p>3 March 2026</p>")]
    [InlineData("<p class=date>03.03.2026</p>")]
    [InlineData("<div><span>Ada Quay</span><span>3.3.2026</span></div>")]
    [InlineData("<p>Veröffentlicht am 3. März 2026</p>")]
    [InlineData("<p>Publié le 3 mars 2026, mis à jour le 5 mars 2026</p>")]
    [InlineData("<h4>Published</h4><div>March 3, 2026</div>")]
    [InlineData("<abbr class=published title='2026-03-03T10:21:40Z'>Tuesday</abbr>")]
    [InlineData("<time pubdate datetime='2026-03-03'>3/3</time>")]
    [InlineData("<p>LONDON, 3 March 2026 – The ferry left the harbour at night, and the people who had waited for it said that they would wait again, as they always do, until another morning came to the quay.</p>")]
    public void What_a_reader_sees_by_the_title_dates_the_article(string line) => Assert.StartsWith("2026-03-03", Read("", Title + line + Body).Published.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("<p>Last updated: 5 March 2026</p>")]
    [InlineData("<p>Aktualisiert am 5. März 2026</p>")]
    [InlineData("<time class=updated datetime='2026-03-05'>5 March</time>")]
    [InlineData("<footer>© Harbour Institute, 5 March 2026</footer>")]
    [InlineData("<p>Event starts: 5 March 2026</p>")]
    [InlineData("<section class=comments><p>Tom, 5 March 2026</p><p>Eve, 6 March 2026</p></section>")]
    [InlineData("<ul class=related-news><li>5 March 2026 Another</li><li>9 January 2026 One more</li></ul>")]
    public void What_is_no_publication_never_dates_an_article(string line) => Assert.Null(Read("", Title + Body + line).Published);

    [Fact]
    public void A_change_is_kept_as_a_change()
    {
        var read = Read("", Title + "<p>Published 3 March 2026</p><p>Last updated 5 March 2026</p>" + Body);
        Assert.Equal(("2026-03-03", "2026-03-05"), (read.Published.ToString(), read.Updated.ToString()));
    }

    [Fact]
    public void A_time_called_published_and_updated_is_a_publication() =>
        Assert.Equal("2026-03-03", Read("", Title + "<time class='entry-date published updated' datetime='2026-03-03'>x</time>" + Body).Published.ToString());

    [Theory]
    [InlineData("https://harbour.example/2026/03/03/ferry", "2026-03-03")]
    [InlineData("https://harbour.example/blog/2026-03-03-ferry", "2026-03-03")]
    [InlineData("https://harbour.example/news/20260303/ferry.html", "2026-03-03")]
    [InlineData("https://harbour.example/2026/03/ferry", "")]
    [InlineData("https://harbour.example/ferry-20260399", "")]
    public void An_address_dates_a_page_only_with_a_whole_day(string address, string date) => Assert.Equal(date, Read("", Title + Body, address).Published?.ToString() ?? "");

    [Fact]
    public void Those_that_agree_win_over_one_that_is_alone()
    {
        var read = Read("""<script type="application/ld+json">{"@type":"Article","datePublished":"2026-05-09"}</script>""", Title + "<p>Published 3 March 2026</p>" + Body, "https://harbour.example/2026/03/03/ferry");
        Assert.Equal("2026-03-03", read.Published.ToString());
        Assert.Contains(read.Dates, date => date.Value == WrittenDate.Day(2026, 5, 9));
        Assert.Equal(DateDoubt.Conflict, DateDoubts.Of(read.Dates, seen: null));
        Assert.Equal("Another place says 2026-05-09: JSON-LD datePublished.", DateDoubts.Said(read.Dates, seen: null));
    }

    [Fact]
    public void The_printed_day_is_the_publishers_where_a_moment_at_zero_lies_in_the_next() =>
        Assert.Equal("2026-03-03", Read("""<meta property="article:published_time" content="2026-03-04T03:28:00Z">""", Title + "<p>March 3, 2026</p>" + Body).Published.ToString());

    [Theory]
    [InlineData("2026-03-02", "2026-03-04T23:12:35+00:00")]
    [InlineData("2025-10-02", "2025-10-02")]
    public void A_day_printed_a_little_earlier_is_another_matter_than_a_page_that_was_moved(string printed, string date) =>
        Assert.Equal(date, Read("""<meta property="article:published_time" content="2026-03-04T23:12:35Z">""", $"{Title}<p>{printed}</p>{Body}").Published.ToString());

    [Theory]
    [InlineData("en-GB", "harbour.example", "2026-04-03")]
    [InlineData("en", "harbour.uk", "2026-04-03")]
    [InlineData("en-US", "harbour.example", "2026-03-04")]
    [InlineData("en", "harbour.gov", "2026-03-04")]
    [InlineData("en", "harbour.example", "")]
    public void A_day_that_may_be_another_is_read_as_its_country_writes_or_not_at_all(string language, string host, string date)
    {
        var read = Read($"<meta property=og:locale content={language}>", $"{Title}<p>03/04/2026</p>{Body}", $"https://{host}/ferry");
        Assert.Equal(date, read.Published?.ToString() ?? "");
        Assert.Equal(date.Length == 0 ? DateDoubt.Unsure : DateDoubt.None, DateDoubts.Of(read.Dates, seen: null));
    }

    [Fact]
    public void Another_date_of_the_page_says_in_which_order_it_writes() =>
        Assert.Equal("2026-03-04", Read("<meta property=og:locale content=en>", $"{Title}<p>Published 03/04/2026</p>{Body}<p>04/25/2026</p>").Published.ToString());

    [Theory]
    [InlineData("2026-03-02", DateDoubt.Future)]
    [InlineData("2026-03-04", DateDoubt.None)]
    [InlineData("2026-06-01", DateDoubt.Backdated)]
    public void A_date_is_held_against_when_it_was_first_seen(string seen, DateDoubt doubt)
    {
        var dates = Read("", Title + "<p>Published 3 March 2026</p>" + Body).Dates;
        Assert.Equal(doubt, DateDoubts.Of(dates, new DateTimeOffset(DateTime.Parse(seen, System.Globalization.CultureInfo.InvariantCulture).AddHours(-1), TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("<title>The night ferry leaves late again | Harbour</title>", Title, "The night ferry leaves late again")]
    [InlineData("<title>Harbour - The night ferry leaves late</title><meta property=og:site_name content=Harbour>", "<h1>Harbour</h1>", "The night ferry leaves late")]
    [InlineData("", "<h1>Ferries &amp; tides &amp;amp; gulls</h1>", "Ferries & tides &amp; gulls")]
    [InlineData("<meta property=og:title content='The night ferry leaves late again'>", "<h1><span class=kicker>Transport</span> The night ferry leaves late again</h1>", "The night ferry leaves late again")]
    [InlineData("<meta property=og:title content='The night ferry leaves late again'>", "<h1>Harbour news</h1><h2>The night ferry leaves late again</h2>", "The night ferry leaves late again")]
    [InlineData("<meta property=og:title content='Ferry late'>", "<h1>Ferry late, and nobody knows why</h1>", "Ferry late, and nobody knows why")]
    [InlineData("", "<h1>The ferry again</h1><h1>Other news</h1>", "The ferry again")]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","headline":"Transport: The ferry again"}</script><title>Transport: The ferry again | Harbour</title>""", "<p>Transport</p><h1>The ferry again</h1>", "Transport: The ferry again")]
    [InlineData("<title>Transport: The ferry again | Harbour</title><meta property=og:title content='Transport: The ferry again'>", "<p>Transport</p><h1>The ferry again</h1>", "The ferry again")]
    [InlineData("<title>Tidal Notes: The night ferry leaves late again</title><meta property=og:title content='The night ferry leaves late again'>", "<h1><a href=/>Tidal Notes</a></h1><h3>The night ferry leaves late again</h3>", "The night ferry leaves late again")]
    [InlineData("<title>Three questions to the harbour master | Harbour</title><meta property=og:title content='What is a night ferry?'>", "<h1>Three questions to the harbour master</h1><h2>What is a night ferry?</h2>", "Three questions to the harbour master")]
    [InlineData("<title>The night ferry leaves late again - Harbour Authority of the North</title>", "<h1>1. Februar 2026 The night ferry leaves late again</h1>", "The night ferry leaves late again")]
    [InlineData("<meta property=og:title content='The night ferry leaves late again'>", "<h1>The night ferry leaves late again <small>3 March 2026 • Ferries, Tides</small></h1>", "The night ferry leaves late again")]
    [InlineData("<title>Statement on the events of 3 March 2026 | Harbour</title>", "<h1>Statement on the events of 3 March 2026</h1>", "Statement on the events of 3 March 2026")]
    [InlineData("<title>Harbour</title>", "<h1>3 March 2026: the tides</h1>", "3 March 2026: the tides")]
    public void The_title_is_the_heading_a_reader_sees(string head, string heading, string title) => Assert.Equal(title, Read(head, heading + Body).Title);

    [Fact]
    public void To_clean_a_title_twice_changes_nothing()
    {
        var random = new Random(17);
        string[] parts = ["Harbour", "The ferry", "late", " | ", " - ", " – ", " » ", ": ", "News", "harbour.example", "3 March", " · ", "::"];
        for (var round = 0; round < 1_000; round++)
        {
            var title = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => parts[random.Next(parts.Length)]));
            var once = Cleaned(title);
            Assert.Equal(once, Cleaned(once));
        }

        static string? Cleaned(string? title) => Read($"<title>{title}</title><meta property=og:site_name content=Harbour>", Body).Title;
    }

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@type":"Article","author":"Ada Quay"}</script>""", "", "Ada Quay")]
    [InlineData("""<script type="application/ld+json">{"@type":"Article","author":[{"@type":"Person","name":"Ada Quay"},{"name":"Tom Pier"}]}</script>""", "", "Ada Quay;Tom Pier")]
    [InlineData("""<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#ada"}},{"@type":"Person","@id":"#ada","name":"Ada Quay"}]}</script>""", "", "Ada Quay")]
    [InlineData("<meta name=author content='Ada Quay, Tom Pier and Eve Lock'>", "", "Ada Quay;Tom Pier;Eve Lock")]
    [InlineData("<meta name=citation_author content='Quay, Ada'>", "", "Ada Quay")]
    [InlineData("<meta name=author content='admin'>", "<p>By Ada Quay</p>", "Ada Quay")]
    [InlineData("<meta property=og:site_name content='Harbour Institute'><meta name=author content='Harbour Institute'>", "<a rel=author href=/a>Ada Quay</a>", "Ada Quay")]
    [InlineData("<meta property=og:site_name content='Harbour Institute'><meta name=author content='Harbour Institute'>", "", "Harbour Institute")]
    [InlineData("", "<p>By Ada Quay, 3 March 2026</p>", "Ada Quay")]
    [InlineData("", "<p>Von Ada Quay und Tom Pier</p>", "Ada Quay;Tom Pier")]
    [InlineData("", "<p>Par Ada de la Quay</p>", "Ada de la Quay")]
    [InlineData("", "<p>Por Ada Quay | 3 de marzo de 2026</p>", "Ada Quay")]
    [InlineData("", "<p>Autor: Ada Quay</p>", "Ada Quay")]
    [InlineData("", "<p>Ada Quay | Senior Writer | 3 March 2026</p>", "Ada Quay")]
    [InlineData("", "<div class=byline><a href=/authors/ada>Ada Quay</a><span class=author-role>Harbour Master</span></div>", "Ada Quay")]
    [InlineData("", "<p>By Ada Quay, PhD, ada@harbour.example</p>", "Ada Quay")]
    [InlineData("", "<p>By the harbour, all was still.</p>", "")]
    [InlineData("", "<figure><figcaption class=author>Tom Pier</figcaption></figure>", "")]
    public void Authors_are_people_in_their_order(string head, string line, string names) => Assert.Equal(names, string.Join(';', Read(head, Title + line + Body).Authors));

    [Theory]
    [InlineData("<p>By</p><p>Ada Quay</p>", "Ada Quay")]
    [InlineData("<h5>Autor:</h5>Ada Quay/Harbour Press", "Ada Quay")]
    [InlineData("<p>3 March 2026 by Ada Quay</p>", "Ada Quay")]
    [InlineData("<p>Tides (1 / 1) 03.03.2026 13:30 von Ada </p>", "Ada")]
    [InlineData("<p>by Ada Quay ● March 3, 2026 ● 6 min read</p>", "Ada Quay")]
    [InlineData("<p>--- by Ada Quay</p>", "Ada Quay")]
    [InlineData("<p>Par Ada Le Quay</p>", "Ada Le Quay")]
    [InlineData("<p>By Ada Quay And Tom Pier</p>", "Ada Quay;Tom Pier")]
    [InlineData("<p>By Staff Writer</p>", "Staff Writer")]
    [InlineData("<p class=byline>Fri, 20 Mar, 2026 - 06:36</p>", "")]
    [InlineData("<p>Text Link</p>", "")]
    [InlineData("<p>Reviewed by Tom Pier</p>", "")]
    public void The_lines_by_the_title_say_who_wrote(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Theory]
    [InlineData("<div class=author><div class=author-name><b>Ada Quay</b><p>Harbour Manager</p></div></div>", "Ada Quay")]
    [InlineData("<div class=authors-data>&amp; <a href=/u/ada>Ada Quay</a> Writer, Hardware</div>", "Ada Quay")]
    [InlineData("<div class=authors><a href=/u/ada>Ada Quay</a> <a href=/u/tom>Tom Pier</a></div>", "Ada Quay;Tom Pier")]
    [InlineData("<div class=author-description>Licensed Sea Pilot, M.A. Tides</div>", "")]
    [InlineData("<div>by <span class=authorName><a href=/users/adaq>adaq</a></span></div>", "adaq")]
    [InlineData("<button><a id=author-modal href='/blog?topic=9'>Sea Strategy</a></button>", "")]
    [InlineData("<ol class=breadcrumb><li><a href=/people/sea-life>Sea Life</a></li></ol>", "")]
    [InlineData("<ul><li><a href='/library?_author=Ada%20Quay'>Ada Quay</a></li></ul>", "Ada Quay")]
    public void What_is_marked_as_an_author_is_read_without_what_stands_around(string line, string names) => Assert.Equal(names, Authors("", Title + line + Body));

    [Theory]
    [InlineData("<meta name=author content='Tom Pier'>", "<p>Everquay Team</p>", "Tom Pier")]
    [InlineData("<meta name=author content='Tom Pier'>", "<p class=author-name>Everquay Team</p>", "Everquay Team")]
    [InlineData("<meta name=author content='Tom Pier'>", "<p class=author-name>Everquay Team</p><p>Tom Pier is on the quay.</p>", "Tom Pier")]
    [InlineData("<meta name=author content='The Everquay Team'>", "<p>By</p><p>The Everquay Team</p><p class=author-check>Fact checked by <a href=/authors/tom>Tom Pier</a></p>", "The Everquay Team")]
    public void A_team_that_signs_is_not_replaced_by_who_uploaded_or_checked(string head, string line, string names) => Assert.Equal(names, Authors(head, Title + line + Body));

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@type":"Article","author":"Ada Quay and Tom Pier"}</script>""", "<p>By Ada Quay and Tom Pier The Harbour Press</p>", "Ada Quay;Tom Pier")]
    [InlineData("""<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"AFP"}}</script>""", "", "AFP")]
    [InlineData("""<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"Raving Reporter"}}</script>""", "", "Raving Reporter")]
    [InlineData("<meta name=author content='Ada Quay (http://quay.example/ada)'>", "", "Ada Quay")]
    [InlineData("<meta name='article:author_name' content='Ada Quay'>", "", "Ada Quay")]
    [InlineData("<meta name='sailthru.author' value='Ada Quay'>", "", "Ada Quay")]
    [InlineData("<meta name=author content='Ada'>", "<div class=author-bio>Ada Quay is the harbour's pilot.</div>", "Ada Quay")]
    [InlineData("<meta name=author content='Ada'>", "<div class=author-bio>Ada, hello.</div>", "Ada")]
    [InlineData("<meta name=author content='Reuters, Harbourtown'>", "", "Reuters")]
    public void The_head_is_held_against_the_page(string head, string line, string names) => Assert.Equal(names, Authors(head, Title + line + Body));

    [Theory]
    [InlineData("<div><img alt='Photo of Ada Quay' src=a.png></div><p>Ada Quay</p>", "", "Ada Quay")]
    [InlineData("<p>Ada Quay</p><p>Tech Writer</p>", "", "Ada Quay")]
    [InlineData("<p>Ada Quay</p>", "<p>All articles by Ada Quay</p>", "Ada Quay")]
    [InlineData("<p>Cloud Computing</p><p>3 March 2026</p>", "", "")]
    [InlineData("<img alt='Snake Plant' src=plant.png><p>Snake Plant</p>", "", "")]
    public void A_name_alone_under_the_title_needs_somebody_to_say_that_it_is_a_writers(string line, string foot, string names) => Assert.Equal(names, Authors("", Title + line + Body + foot));

    [Theory]
    [InlineData("<p>This post was written by Ada Quay, Head of Pilots.</p>", "Ada Quay")]
    [InlineData("<footer><p>Posted by Ada Quay on 2026-03-03 in tides. Tags: tides, pilots, the quay and the long wait for a ferry.</p></footer>", "Ada Quay")]
    [InlineData(Long + "<p>By Ada Quay</p>", "Ada Quay")]
    [InlineData(Long + "<p>By Ada Quay</p>" + Long + "<p>By Tom Pier</p>", "")]
    [InlineData("<ul><li>By Ada Quay</li></ul>", "")]
    [InlineData("<p rel=author>Ada Quay</p><p rel=author>Tom Pier</p><p rel=author>Eve Lock</p><p rel=author>Ben Bar</p>", "")]
    public void At_the_foot_only_who_is_named_alone_wrote(string foot, string names)
    {
        var lines = string.Concat(Enumerable.Repeat(Body, 20));
        Assert.Equal(names, Authors("", $"<article>{Title}{lines}{foot}</article>"));
    }

    [Theory]
    [InlineData("<div class='post category-of-comments'>{0}<p>3 March 2026</p></div>")]
    [InlineData("<div class='page sidebar-position-right'>{0}<p>3 March 2026</p></div>")]
    [InlineData("<div class='w-[--sidebar-width]'>{0}<p>3 March 2026</p></div>")]
    [InlineData("<div>{0}<div class=newsletter-details><p>3 March 2026</p></div></div>")]
    [InlineData("{0}<p>Reviewed by Tom Pier</p><p>3 March 2026</p>")]
    public void What_holds_the_title_is_no_aside_whatever_it_is_called(string article)
    {
        var read = Read("", string.Format(System.Globalization.CultureInfo.InvariantCulture, article, Title + Body) + string.Concat(Enumerable.Repeat("<p>Tide</p>", 40)));
        Assert.Equal("The night ferry leaves late again", read.Title);
        Assert.Equal("2026-03-03", Read("", string.Format(System.Globalization.CultureInfo.InvariantCulture, article, Title)).Published.ToString());
    }

    [Fact]
    public void A_sentence_at_the_foot_about_the_article_itself_dates_it() =>
        Assert.Equal("2026-03-03", Read("", Title + Body + "<p>Dieser Artikel wurde am 3. März 2026 um 14:48 von Ada Quay in Häfen und Fähren eingestellt, und wer ihn liest, darf ihn mit anderen teilen, sofern er sagt, woher er ihn hat und wer ihn schrieb.</p>").Published.ToString());

    [Fact]
    public void The_heading_of_a_list_is_no_title() =>
        Assert.Equal("The ferry again", Read("<meta property=og:title content='The ferry again'>", "<h2>Ferries</h2>" + Body + "<h1>Related articles</h1><p>Tides</p>").Title);

    [Theory]
    [InlineData("<meta property=og:description content='What the harbour master said.'>", "", "What the harbour master said.")]
    [InlineData("<meta name=description content='The harbour master spoke of the night ferry, and of what…'>", "<p>The harbour master spoke of the night ferry, and of what the town may hope.</p>", "The harbour master spoke of the night ferry, and of what the town may hope.")]
    [InlineData("<meta name=description content='The harbour master spoke of the night ferry, and of what the town may still hope for when it comes to'>", "<p>The harbour master spoke of the night ferry, and of what the town may still hope for when it comes to its quay.</p>", "The harbour master spoke of the night ferry, and of what the town may still hope for when it comes to its quay.")]
    [InlineData("<meta name=description content='The harbour master spoke of the night ferry'>", "<p>The harbour master spoke of the night ferry for hours.</p>", "The harbour master spoke of the night ferry")]
    [InlineData("", "<p class=standfirst>The harbour master spoke, and the town heard him.</p>", "The harbour master spoke, and the town heard him.")]
    public void The_standfirst_is_what_a_reader_sees_of_it(string head, string line, string standfirst) => Assert.Equal(standfirst, Read(head, Title + line + Body).Standfirst);

    [Theory]
    [InlineData("The night ferry leaves late again. It waited for the harbour master.", "It waited for the harbour master.")]
    [InlineData("The Night Ferry Leaves Late Again - It waited for the harbour master.", "It waited for the harbour master.")]
    [InlineData("The night ferry leaves late again", null)]
    [InlineData("The night ferry leaves late again.", null)]
    [InlineData("The night ferry leaves late again - all news of Harbourtown", null)]
    [InlineData("News of Harbourtown | The night ferry leaves late again", null)]
    [InlineData("The night ferry leaves late again and again, as this list of its days shows.", "The night ferry leaves late again and again, as this list of its days shows.")]
    public void A_standfirst_does_not_say_the_title_again(string description, string? standfirst) =>
        Assert.Equal(standfirst, Read($"<meta name=description content='{description}'>", "<h1>The night ferry leaves late again</h1>" + Body).Standfirst);

    [Theory]
    [InlineData("夜间渡轮今天再次晚点 渡轮,港口,潮汐", null)]
    [InlineData("夜间渡轮今天再次晚点 ---港口长今天上午在码头对记者表示，渡轮在夜里再次晚点，因为潮汐比预计的来得早。", "港口长今天上午在码头对记者表示，渡轮在夜里再次晚点，因为潮汐比预计的来得早。")]
    public void The_same_in_Chinese(string description, string? standfirst) =>
        Assert.Equal(standfirst, Read($"<meta name=description content='{description}'>", "<h1>夜间渡轮今天再次晚点</h1>" + Body).Standfirst);

    [Theory]
    [InlineData("en-US", "<p>Der Hafen ist in der Nacht nicht zu sehen, und die Leute, die auf das Schiff warten, haben es auch an diesem Tag nicht gesehen, weil es für sie zu spät war.</p>", "de")]
    [InlineData("de-AT", "<p>Der Hafen ist in der Nacht nicht zu sehen, und die Leute, die auf das Schiff warten, haben es auch an diesem Tag nicht gesehen, weil es für sie zu spät war.</p>", "de-AT")]
    [InlineData("", "<p>Le port ne se voit pas dans la nuit, et les gens qui attendent le bateau ne l'ont pas vu ce jour, parce que pour eux il est venu plus tard que les autres.</p>", "fr")]
    [InlineData("en", "<p>夜の港は見えません。船を待っていた人たちは、その日も船を見ることができませんでした。それは彼らにとって遅すぎたからです。次の朝になってから、ようやく船が来ました。</p>", "ja")]
    [InlineData("en", "<p>夜间渡轮再次晚点离港，港务长表示码头的灯光在潮水退去之后才重新亮起。</p><p>Tides of 2026</p>", "zh")]
    [InlineData("en_GB", "<p>Quay 12, 14, 16.</p>", "en-GB")]
    [InlineData("", "<p>2026年3月3日夜间渡轮再次晚点离港，港务长表示码头的灯光在潮水退去之后才重新亮起，乘客们等了三个多小时，第二天早上船只才恢复正常航行，岛上居民对此并不感到意外。</p>", "zh")]
    [InlineData("en", "<p>تأخرت العبارة الليلية مرة أخرى عن موعدها، وقال مدير الميناء إن الأضواء على الرصيف لم تعد إلا بعد انحسار المد، وانتظر الركاب أكثر من ثلاث ساعات في البرد حتى وصلت السفينة.</p>", "ar")]
    [InlineData("", "<p>کشتی شبانه بار دیگر دیر حرکت کرد و رئیس بندر گفت که چراغ‌های اسکله پس از پایین رفتن آب دوباره روشن شد و مسافران بیش از سه ساعت در سرما منتظر ماندند تا کشتی برسد.</p>", "fa")]
    [InlineData("ps", "<p>تأخرت العبارة الليلية مرة أخرى عن موعدها، وقال مدير الميناء إن الأضواء على الرصيف لم تعد إلا بعد انحسار المد، وانتظر الركاب أكثر من ثلاث ساعات في البرد حتى وصلت السفينة.</p>", "ps")]
    [InlineData("", "<p>रात की नाव फिर से देर से निकली और बंदरगाह के प्रमुख ने कहा कि घाट की बत्तियाँ पानी उतरने के बाद ही दोबारा जलीं और यात्री तीन घंटे से अधिक समय तक ठंड में नाव की राह देखते रहे।</p>", "hi")]
    public void The_language_is_the_words_own_where_the_claim_is_wrong_or_missing(string claim, string words, string language) =>
        Assert.Equal(language, Read($"<meta property=og:locale content='{claim}'>", "<h1>1234</h1>" + words).Language);

    [Fact]
    public void A_sites_own_rule_wins_over_all_that_is_found()
    {
        var source = Source with { Rules = new PageRules { ArticleTitle = ".name", ArticleDate = ".day" } };
        var read = ArticleWriter.Read(Page("""<meta property="article:published_time" content="2026-05-09">""", Title + "<b class=name>Ferry</b><i class=day>3 March 2026</i>" + Body), source);
        Assert.Equal(("Ferry", "2026-03-03", "the source's rule"), (read.Title, read.Published.ToString(), read.Dates[0].From));
    }

    [Fact]
    public void The_feed_is_one_more_witness_and_what_it_says_otherwise_is_told()
    {
        var item = new Item { Id = "1", Title = "The night ferry…", Published = WrittenDate.Day(2026, 3, 9), Authors = ["admin"] };
        var page = new PageOutcome.Page(Page("""<script type="application/ld+json">{"@type":"Article","datePublished":"2026-03-03","author":"Ada Quay"}</script>""", Title + "<p>Published 3 March 2026</p>" + Body));
        var article = ArticleWriter.Write(item, page, Source);
        Assert.Equal(("The night ferry leaves late again", "2026-03-03"), (article.Title, article.Published.ToString()));
        Assert.Equal(["Ada Quay"], article.Authors);
        Assert.Equal(DateDoubt.Conflict, DateDoubts.Of(article.Dates, seen: null));
        Assert.Equal(1, ArticleWriter.Write(item with { Published = WrittenDate.Day(2026, 3, 3) }, page, Source).Dates[0].Confidence, 1);
    }

    [Fact]
    public void When_a_server_last_changed_a_page_and_when_we_saw_it_are_told_and_never_taken_for_a_publication()
    {
        var served = Page("", Title + Body) with { LastModified = new DateTimeOffset(2026, 3, 8, 7, 0, 0, TimeSpan.Zero) };
        var read = ArticleWriter.Read(served, null);
        Assert.Equal(((WrittenDate?)null, DateDoubt.None), (read.Published, DateDoubts.Of(read.Dates, seen: null)));
        var article = ArticleWriter.Write(new Item { Id = "1", Title = "The night ferry", Published = WrittenDate.Day(2026, 3, 3) }, new PageOutcome.Page(served), Source);
        Assert.Equal(["2026-03-03 0.8: the source's list", "2026-03-08T07:00:00+00:00 0: HTTP Last-Modified", "2026-03-09T00:00:00+00:00 0: first seen by us"],
            new KeptArticle(1, new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero), 1, article).AllDates().Select(date => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{date.Value} {date.Confidence}: {date.From}")));
    }

    private static Source Source => new() { Id = SourceId.TryParse("harbour", out var id) ? id : default, Kind = SourceKind.Feed, Address = new Uri("https://harbour.example/feed"), Organisation = new Organisation { Name = "Harbour" } };

    private static string Authors(string head, string body) => string.Join(';', Read(head, body).Authors);

    private static Reading Read(string head, string body, string address = "https://harbour.example/ferry") => ArticleWriter.Read(Page(head, body, address), null);

    private static Download Page(string head, string body, string address = "https://harbour.example/ferry") =>
        new() { Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head>{head}</head><body><main>{body}</main></body>"), Address = new Uri(address), ContentType = "text/html; charset=utf-8" };
}
