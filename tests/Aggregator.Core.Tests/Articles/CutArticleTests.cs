using System.Text.Json;
using Aggregator.Downloads;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Articles;

/// <summary>An article that its publisher cut into pages is read as one, and nothing else is joined with it.</summary>
public sealed class CutArticleTests
{
    private const string Again = "Most of an earlier page stands there again, as it does over pages of comments or pictures.";

    [Fact]
    public void Three_pages_are_one_text_in_their_order()
    {
        var reading = CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, 3), CutPages.Page(3, 3));
        Assert.Equal(CutPages.Text(1, 2, 3), reading.Text);
        Assert.Equal(CutPages.Paragraphs(CutPages.Text(1, 2, 3).Split("\n\n")), reading.Html);
        Assert.Equal((CutPages.Title, null, null), (reading.Title, reading.Next, reading.Missing));
        Assert.Equal([CutPages.At(2), CutPages.At(3)], reading.Further);
        Assert.Empty(reading.Drops);
    }

    [Fact]
    public void Pages_that_are_counted_from_nought_are_one_text_too()
    {
        var last = CutPages.Page(3, $"<h1>The third winter</h1>{CutPages.Paragraphs(CutPages.Own(3))}<p><a href='{CutPages.At(2).PathAndQuery}'>2</a> 3</p>", title: "The third winter");
        var reading = CutPages.Read(CutPages.FromNought(CutPages.Page(1, 3)), CutPages.FromNought(CutPages.Page(2, 3)), CutPages.FromNought(last));
        Assert.Equal(CutPages.Text(1, 2), string.Join("\n\n", reading.Text.Split("\n\n").Take(8)));
        Assert.EndsWith(CutPages.Text(3), reading.Text, StringComparison.Ordinal);
        Assert.Equal(["?page=1", "?page=2"], reading.Further.Select(page => page.Query));
        Assert.Empty(reading.Drops);
    }

    [Fact]
    public void Of_pages_that_are_counted_from_nought_the_missing_one_is_told_by_its_number() =>
        Assert.Equal("Its page 3 is missing: read it at https://harbour.example/2026/night-ferry?page=2. harbour.example answered 503.",
            CutPages.Read(CutPages.FromNought(CutPages.Page(1, 3)), CutPages.FromNought(CutPages.Page(2, 3))).Without(new PageOutcome.NoPage("harbour.example answered 503.")).Missing);

    [Fact]
    public void While_a_page_is_still_to_come_it_is_told_where()
    {
        var reading = CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, 3));
        Assert.Equal((CutPages.Text(1, 2), CutPages.At(3)), (reading.Text, reading.Next));
        Assert.Equal([Told($"It goes on at {CutPages.At(3)}; only its first 2 pages were read.")], reading.Drops);
    }

    [Fact]
    public void What_stands_on_every_page_is_said_once_where_it_belongs()
    {
        var above = $"<p>By Ada Quay</p><p class=lead>{CutPages.Standfirst}</p>";
        var below = $"<p>{CutPages.Box}</p>";
        var reading = CutPages.Read(CutPages.Page(1, 3, above, below), CutPages.Page(2, 3, above, below), CutPages.Page(3, 3, above, below));
        Assert.Equal($"{CutPages.Standfirst}\n\n{CutPages.Text(1, 2, 3)}\n\n{CutPages.Box}", reading.Text);
        Assert.Equal(["Ada Quay"], reading.Authors);
    }

    [Fact]
    public void That_it_continues_is_no_part_of_the_text()
    {
        const string Continues = "<p>This article continues on the page that follows this one.</p>";
        var reading = CutPages.Read(CutPages.Page(1, 3, below: Continues), CutPages.Page(2, 3, below: Continues), CutPages.Page(3, 3));
        Assert.Equal(CutPages.Text(1, 2, 3), reading.Text);
        reading = CutPages.Read(
            CutPages.Page(1, 2, below: $"<p><a href='{CutPages.At(2)}'>Read on: what the second winter brought to the quay</a></p>"),
            CutPages.Page(2, 2, above: $"<p><a href='{CutPages.First}'>Back to what the first winter brought to the quay</a></p>"));
        Assert.Equal(CutPages.Text(1, 2), reading.Text);
    }

    [Fact]
    public void A_row_of_numbers_in_the_text_is_a_way_through_it()
    {
        static Download Page(int number)
        {
            var row = $"<p>Page {(number == 1 ? "1" : $"<a href='{CutPages.First}'>1</a>")} {(number == 2 ? "2" : $"<a href='{CutPages.At(2)}'>2</a>")}</p>";
            return CutPages.Page(number, $"<h1>{CutPages.Title}</h1>{CutPages.Paragraphs(CutPages.Own(number).Take(2))}{row}{CutPages.Paragraphs(CutPages.Own(number).Skip(2))}");
        }
        Assert.Equal(CutPages.Text(1, 2), CutPages.Read(Page(1), Page(2)).Text);
    }

    [Fact]
    public void A_paragraph_that_a_page_begins_with_once_more_is_said_once()
    {
        var overlap = $"<p>{CutPages.Own(1)[^1]}</p>";
        Assert.Equal(CutPages.Text(1, 2), CutPages.Read(CutPages.Page(1, 2), CutPages.Page(2, 2, above: overlap)).Text);
    }

    [Fact]
    public void A_heading_that_a_link_beside_the_text_names_before_it_comes_is_kept()
    {
        var contents = "<figure><img src=quay.jpg><figcaption><a href=/winters>The second winter and what it brought to the quay</a></figcaption></figure>";
        var reading = CutPages.Read(CutPages.Page(1, 2, above: contents), CutPages.Page(2, 2, above: contents + "<h2>The second winter and what it brought to the quay</h2>"));
        Assert.Equal($"{CutPages.Text(1)}\n\nThe second winter and what it brought to the quay\n\n{CutPages.Text(2)}", reading.Text);
    }

    [Fact]
    public void What_the_first_page_has_beside_its_text_is_not_taken_for_text_on_the_second()
    {
        const string Hint = "The harbour's log is kept by the night watch, and copied in the morning by the harbour master himself.";
        var first = CutPages.Page(1, 2, above: $"<figure><img src=log.jpg><figcaption>{Hint}</figcaption></figure>");
        Assert.Equal(CutPages.Text(1), ArticleWriter.Read(first, null).Text);
        Assert.Equal(CutPages.Text(1, 2), CutPages.Read(first, CutPages.Page(2, 2, below: $"<p>{Hint}</p>")).Text);
    }

    [Fact]
    public void What_is_short_may_be_said_on_several_pages()
    {
        static string Table(int number) => $"<table><tr><th>Winter</th><th>Late</th></tr><tr><td>Number {number}</td><td>often</td></tr><tr><td>In the opinion of the harbour master</td><td>{number} times</td></tr></table>";
        static Download Page(int number) => CutPages.Page(number, $"<h1>{CutPages.Title}</h1>{CutPages.Paragraphs(CutPages.Own(number).Take(2))}<h2>What it means</h2>{Table(number)}{CutPages.Paragraphs(CutPages.Own(number).Skip(2))}{CutPages.Pager(number, 2)}");
        var text = CutPages.Read(Page(1), Page(2)).Text;
        Assert.Equal(3, text.Split("What it means").Length);
        Assert.Equal(3, text.Split("Winter | Late").Length);
        Assert.Contains("Number 2 | often", text, StringComparison.Ordinal);
        Assert.Contains("In the opinion of the harbour master | 2 times", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_of_several_pages_are_all_kept_and_say_of_which_page_they_are()
    {
        static Download Page(int number) => CutPages.Page(number, 2, above: $"<p>The harbour's log speaks of it in winter {number}, and at some length, as logs do.<sup><a href='#n1'>[1]</a></sup></p>", below: $"<ol class=notes><li id=n1>Harbour log {number}.</li></ol>");
        var reading = CutPages.Read(Page(1), Page(2));
        Assert.Equal(["Harbour log 1.", "Page 2: Harbour log 2."], reading.Notes);
        Assert.Contains("href=\"https://harbour.example/2026/night-ferry#n1\"", reading.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://harbour.example/2026/night-ferry?page=2#n1\"", reading.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_that_are_numbered_on_stay_as_they_are_and_those_on_every_page_are_kept_once() =>
        Assert.Equal(["1 Log.", "2 Chart.", "3 Letter."], PageNotes.Joined([["1 Log.", "2 Chart."], ["1 Log.", "2 Chart.", "3 Letter."]]));

    [Fact]
    public void Where_the_original_stands_may_be_said_on_the_last_page()
    {
        var reading = CutPages.Read(CutPages.Page(1, 2), CutPages.Page(2, 2, below: "<p>This article was originally published at <a href=https://tides.example/2026/night-ferry>Tides Quarterly</a>.</p>"));
        Assert.Equal(("https://tides.example/2026/night-ferry", Evidence.Stated), (reading.Original.Link?.AbsoluteUri, reading.Original.Evidence));
    }

    [Fact]
    public void An_original_that_the_first_page_states_stays_and_the_first_page_is_none()
    {
        static string Line(string address) => $"<p>This article was originally published at <a href={address}>another place</a>.</p>";
        var stated = CutPages.Read(CutPages.Page(1, 2, below: Line("https://tides.example/2026/night-ferry")), CutPages.Page(2, 2, below: Line("https://other.example/2026/night-ferry")));
        Assert.Equal("https://tides.example/2026/night-ferry", stated.Original.Link?.AbsoluteUri);
        Assert.Null(CutPages.Read(CutPages.Page(1, 2), CutPages.Page(2, 2, below: Line(CutPages.First.AbsoluteUri))).Original.Link);
    }

    [Fact]
    public void Files_of_every_page_belong_to_it()
    {
        var reading = CutPages.Read(CutPages.Page(1, 2, below: "<p>The log is <a href=/files/log.pdf>there</a>.</p>"), CutPages.Page(2, 2, below: "<p>The chart is <a href=/files/chart.pdf>there</a>, the log is <a href=/files/log.pdf>there</a>.</p>"));
        Assert.Equal(["/files/log.pdf", "/files/chart.pdf"], reading.Attachments.Select(file => file.Address.AbsolutePath));
    }

    [Fact]
    public void Title_authors_and_day_are_the_first_pages()
    {
        var reading = CutPages.Read(
            CutPages.Page(1, 2, above: "<p>By Ada Quay</p><time datetime=2026-11-20>20 November 2026</time>"),
            CutPages.Page(2, $"<h1>{CutPages.Title} (2)</h1><p>By Tom Lock</p><time datetime=2026-11-21>21 November 2026</time>{CutPages.Paragraphs(CutPages.Own(2))}{CutPages.Pager(2, 2)}"));
        Assert.Equal((CutPages.Title, "Ada Quay", "2026-11-20"), (reading.Title, Assert.Single(reading.Authors), reading.Published?.ToString()));
        Assert.Contains(CutPages.Own(2)[3], reading.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_comments_show_the_article_again_and_are_none_of_it()
    {
        static Download Page(int number) => CutPages.Page(number, $"<h1>{CutPages.Title}</h1>{CutPages.Paragraphs(CutPages.Own(1))}<div class=talk>{CutPages.Paragraphs(Enumerable.Range(1, 3).Select(at => $"Reader {number}{at} says that he has waited longer, and that it was colder then, and darker."))}</div>{CutPages.Pager(number, 9)}");
        var first = ArticleWriter.Read(Page(1), null);
        Stays(first, CutPages.Read(Page(1), Page(2)), Again);
    }

    [Fact]
    public void Pages_of_comments_that_are_counted_from_nought_are_none_of_it_either()
    {
        static Download Page(int number) => CutPages.FromNought(CutPages.Page(number, $"<h1>{CutPages.Title}</h1>{CutPages.Paragraphs(CutPages.Own(1))}<div class=talk>{CutPages.Paragraphs(CutPages.Own(number + 1))}</div>{CutPages.Pager(number, 3)}"));
        var (first, reading) = (ArticleWriter.Read(Page(1), null), CutPages.Read(Page(1), Page(2)));
        Assert.Equal((first.Text, null, 0), (reading.Text, reading.Next, reading.Further.Count));
        Assert.Equal([Told($"What looks like its page 2, {CutPages.First}?page=1, is no part of it. {Again}")], reading.Drops);
    }

    [Fact]
    public void However_many_comments_follow_upon_it_the_article_is_known_by_its_beginning()
    {
        static Download Page(int number)
        {
            var comments = Enumerable.Range(3, 4).SelectMany(CutPages.Own).Select(text => $"{text} Reader {number} was there, and saw it.");
            return CutPages.Page(number, $"<h1>{CutPages.Title}</h1>{CutPages.Paragraphs(CutPages.Own(1).Concat(CutPages.Own(2)))}{CutPages.Paragraphs(comments)}{CutPages.Pager(number, 9)}");
        }
        Stays(ArticleWriter.Read(Page(1), null), CutPages.Read(Page(1), Page(2)), Again);
    }

    [Fact]
    public void A_page_of_comments_alone_is_none_of_it()
    {
        var comments = CutPages.Page(2, $"<h1>{CutPages.Title}</h1><div class=comment-list>{CutPages.Paragraphs(CutPages.Own(2))}</div>{CutPages.Pager(2, 9)}");
        Stays(ArticleWriter.Read(CutPages.Page(1, 9), null), CutPages.Read(CutPages.Page(1, 9), comments), "It holds readers' comments.");
    }

    [Fact]
    public void A_page_that_answers_with_the_first_again_is_none_of_it() =>
        Stays(ArticleWriter.Read(CutPages.Page(1, 2), null), CutPages.Read(CutPages.Page(1, 2), CutPages.Page(1, 2) with { Address = CutPages.At(2) }), Again);

    [Fact]
    public void Where_later_pages_say_an_earlier_one_again_the_text_ends_before_them()
    {
        var whole = CutPages.Read(CutPages.Page(1, 9), CutPages.Page(2, 9));
        var reading = CutPages.Read(CutPages.Page(1, 9), CutPages.Page(2, 9), CutPages.Page(3, $"<h1>{CutPages.Title}</h1>{CutPages.Paragraphs(CutPages.Own(2))}{CutPages.Pager(3, 9)}"));
        Assert.Equal((whole.Text, null, null), (reading.Text, reading.Next, reading.Missing));
        Assert.Equal([Told($"What looks like its page 3, {CutPages.At(3)}, is no part of it. {Again}")], reading.Drops);
    }

    [Fact]
    public void Pages_of_pictures_are_none_of_it()
    {
        static Download Picture(int number) => CutPages.Page(number, $"<h1>{CutPages.Title}</h1><figure><img src=/{number}.jpg></figure><p>The quay at dusk, seen from the pier in winter {number}.</p>{CutPages.Pager(number, 9)}");
        Stays(ArticleWriter.Read(CutPages.Page(1, 9), null), CutPages.Read(CutPages.Page(1, 9), Picture(2)), "It has hardly any text of its own, as pages of pictures have.");
    }

    [Fact]
    public void A_list_of_other_texts_is_not_followed_and_none_of_it()
    {
        var rows = string.Concat(Enumerable.Range(1, 8).Select(at => $"<h3><a href=/2026/report-{at}>Report {at} on the ferries of the northern harbours</a></h3><p>{CutPages.Own(1)[at % 4]} This is what report {at} has found.</p>"));
        var reading = ArticleWriter.Read(CutPages.Page(1, $"<h1>{CutPages.Title}</h1>{rows}{CutPages.Pager(1, 9)}"), null);
        Assert.Null(reading.Next);
        Assert.Equal([Told($"What looks like its page 2, {CutPages.At(2)}, is not asked for: this page reads like a list of other texts.")], reading.Drops);
        Stays(ArticleWriter.Read(CutPages.Page(1, 9), null), CutPages.Read(CutPages.Page(1, 9), CutPages.Page(2, $"<h1>{CutPages.Title}</h1>{rows.Replace("first", "last", StringComparison.Ordinal)}{CutPages.Pager(2, 9)}")), "It reads like a list of other texts.");
    }

    [Fact]
    public void A_table_of_contents_makes_no_list_of_other_texts()
    {
        var contents = string.Concat(Enumerable.Range(1, 6).Select(at => $"<p><a href='#c{at}'>Chapter {at} of what was heard on the quay that winter</a></p>"));
        Assert.Equal(CutPages.At(2), ArticleWriter.Read(CutPages.Page(1, 2, above: contents), null).Next);
    }

    [Fact]
    public void Another_language_is_another_text()
    {
        var german = Enumerable.Range(1, 4).Select(at => $"In der {at}. Woche des Winters kam die Fähre wieder nicht zur Zeit, und die Leute am Kai haben gesagt, dass sie auf sie warten werden, wie sie es immer tun und nicht anders kennen.");
        var page = CutPages.Page(2, $"<h1>{CutPages.Title}</h1>{CutPages.Paragraphs(german)}{CutPages.Pager(2, 2)}", lang: "de");
        Stays(ArticleWriter.Read(CutPages.Page(1, 2), null), CutPages.Read(CutPages.Page(1, 2), page), "It is in another language (de).");
    }

    [Fact]
    public void A_page_that_neither_has_the_title_nor_leads_back_by_its_number_is_another_text()
    {
        var page = CutPages.Page(2, $"<h1>On lighthouses</h1>{CutPages.Paragraphs(CutPages.Own(2))}<p>Read also: <a href={CutPages.First}>{CutPages.Title}</a></p>", title: "On lighthouses");
        Stays(ArticleWriter.Read(CutPages.Page(1, 2), null), CutPages.Read(CutPages.Page(1, 2), page), "It has another title, and leads by its number to no page before it.");
    }

    [Fact]
    public void A_page_with_a_title_of_its_own_that_leads_back_by_its_number_is_joined()
    {
        var page = CutPages.Page(2, $"<h1>The second winter</h1>{CutPages.Paragraphs(CutPages.Own(2))}{CutPages.Pager(2, 2)}", title: "The second winter");
        Assert.EndsWith(CutPages.Text(2), CutPages.Read(CutPages.Page(1, 2), page).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_leads_back_is_none_of_it() =>
        Stays(ArticleWriter.Read(CutPages.Page(1, 2), null), CutPages.Read(CutPages.Page(1, 2), CutPages.Page(2, 2) with { Address = CutPages.First }), "It leads back to a page before it.");

    [Theory]
    [InlineData("https://harbour.example/signin", "It leads to https://harbour.example/signin instead.")]
    [InlineData("https://elsewhere.example/2026/night-ferry?page=2", "It leads to https://elsewhere.example/2026/night-ferry?page=2 instead.")]
    public void A_page_that_leads_elsewhere_is_missing(string end, string why) =>
        Misses(CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, 2) with { Address = new Uri(end) }), why, isForNow: false);

    [Fact]
    public void The_same_page_at_another_of_its_addresses_is_joined() =>
        Assert.Equal(CutPages.Text(1, 2), CutPages.Read(CutPages.Page(1, 2), CutPages.Page(2, 2) with { Address = new Uri("https://www.harbour.example/2026/night-ferry/2/") }).Text);

    [Fact]
    public void A_pdf_is_missing() =>
        Misses(CutPages.Read(CutPages.Page(1, 3), new Download { Body = "%PDF-1.4 "u8.ToArray(), Address = CutPages.At(2), ContentType = "application/pdf" }), "It is a PDF.", isForNow: false);

    [Fact]
    public void What_is_no_text_is_missing() =>
        Misses(CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, 2) with { ContentType = "image/png" }), "It is image/png, not a page.", isForNow: false);

    [Fact]
    public void What_is_too_large_is_missing() =>
        Misses(CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, 2, below: $"<!--{new string('x', 16 << 20)}-->")), "The pages behind an article's first are read up to 16 MiB together.", isForNow: false);

    [Fact]
    public void What_is_too_large_together_is_missing()
    {
        static Download Large(int number) => CutPages.Page(number, 4, below: $"<!--{new string('x', 9 << 20)}-->");
        var reading = CutPages.Read(CutPages.Page(1, 4), Large(2), Large(3));
        Assert.Equal((CutPages.Text(1, 2), $"Its page 3 is missing: read it at {CutPages.At(3)}. The pages behind an article's first are read up to 16 MiB together."), (reading.Text, reading.Missing));
    }

    [Theory]
    [InlineData("<p>We use cookies to remember you. Accept all cookies or manage your cookie preferences.</p>", null, "Its text reads like a cookie banner.")]
    [InlineData("<h1>Page not found</h1><p>The harbour has moved this page, or it was never there.</p>", "404 - Page not found", "Its title reads like an error page's.")]
    public void What_stands_before_a_page_is_missing_for_now(string body, string? title, string why) =>
        Misses(CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, body, title: title)), why, isForNow: true);

    [Fact]
    public void A_page_that_did_not_come_is_missing_and_the_text_before_it_stays()
    {
        var reading = CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, 3)).Without(new PageOutcome.NoPage("harbour.example answered 503.", IsPassing: true));
        Assert.Equal(CutPages.Text(1, 2), reading.Text);
        var missing = $"Its page 3 is missing: read it at {CutPages.At(3)}. harbour.example answered 503.";
        Assert.Equal((missing, true, null), (reading.Missing, reading.IsMissingForNow, reading.Next));
        Assert.Equal([Told(missing)], reading.Drops);
    }

    [Fact]
    public void An_article_is_written_from_all_of_its_pages_and_its_source_is_learned_from_the_first()
    {
        var item = new Item { Link = CutPages.First, Title = CutPages.Title };
        var alone = ArticleWriter.Write(item, new PageOutcome.Page(CutPages.Page(1, 3)), SitePages.Harbour, SiteMemory.Empty);
        var page = new PageOutcome.Page(CutPages.Page(1, 3)) { Further = [CutPages.Page(2, 3)], Missing = new PageOutcome.NoPage("harbour.example answered 404.") };
        var written = ArticleWriter.Write(item, page, SitePages.Harbour, SiteMemory.Empty);
        Assert.Equal((CutPages.Text(1, 2), $"Its page 3 is missing: read it at {CutPages.At(3)}. harbour.example answered 404."), (written.Article.Text, written.Article.Missing));
        Assert.Equal([CutPages.At(2)], written.Article.Further);
        Assert.Equal((1, alone.Site.Pages[0]), (written.Site.Learned, written.Site.Pages[0]));
        Assert.Equal(written.Article.Hash, ArticleWriter.Write(item, KeptPage.Of(item, page, default).Outcome, SitePages.Harbour, written.Site).Article.Hash);
    }

    [Fact]
    public void What_was_read_while_its_pages_came_is_written_as_it_would_be_from_the_pages()
    {
        var item = new Item { Link = CutPages.First, Title = CutPages.Title };
        var none = new PageOutcome.NoPage("harbour.example answered 503.", IsPassing: true);
        var page = new PageOutcome.Page(CutPages.Page(1, 3)) { Further = [CutPages.Page(2, 3)], Missing = none };
        var reading = CutPages.Read(CutPages.Page(1, 3), CutPages.Page(2, 3)).Without(none);
        var (anew, once) = (ArticleWriter.Write(item, page, SitePages.Harbour, SiteMemory.Empty), ArticleWriter.Write(item, page, reading, SitePages.Harbour, SiteMemory.Empty));
        Assert.Equal(JsonSerializer.Serialize(anew.Article), JsonSerializer.Serialize(once.Article));
        Assert.Equal((anew.Site.Learned, anew.Site.Pages[0]), (once.Site.Learned, once.Site.Pages[0]));
    }

    [Fact]
    public void A_text_with_fewer_of_its_pages_takes_no_better_ones_place()
    {
        var item = new Item { Link = CutPages.First, Title = CutPages.Title };
        var passing = new PageOutcome.NoPage("harbour.example answered 503.", IsPassing: true);
        var (one, two, three) = (Written(missing: passing), Written(missing: passing, CutPages.Page(2, 3)), Written(missing: null, CutPages.Page(2, 3), CutPages.Page(3, 3)));
        Assert.True(two.Replaces(one));
        Assert.True(three.Replaces(two));
        Assert.False(one.Replaces(two));
        Assert.False(two.Replaces(three));
        Assert.False((one with { Missing = null }).Replaces(three));
        Assert.True((one with { Missing = null, Text = three.Text.Replace("quay", "pier", StringComparison.Ordinal)[1..] }).Replaces(three));
        Assert.False(three.Replaces(three));
        Assert.True(three.Replaces(three with { Missing = "It was thought to go on." }));
        Assert.True((two with { Text = two.Text + " Corrected." }).Replaces(two));

        Article Written(PageOutcome.NoPage? missing, params IReadOnlyList<Download> further) =>
            ArticleWriter.Write(item, new PageOutcome.Page(CutPages.Page(1, 3)) { Further = further, Missing = missing }, SitePages.Harbour);
    }

    private static void Stays(Reading first, Reading reading, string why)
    {
        Assert.Equal((first.Text, first.Html), (reading.Text, reading.Html));
        Assert.Equal((null, null), (reading.Next, reading.Missing));
        Assert.Empty(reading.Further);
        Assert.Equal([Told($"What looks like its page 2, {CutPages.At(2)}, is no part of it. {why}")], reading.Drops);
    }

    private static void Misses(Reading reading, string why, bool isForNow)
    {
        var missing = $"What looks like its page 2 is missing: read it at {CutPages.At(2)}. {why}";
        Assert.Equal((CutPages.Text(1), null, missing, isForNow), (reading.Text, reading.Next, reading.Missing, reading.IsMissingForNow));
        Assert.Equal([Told(missing)], reading.Drops);
    }

    private static Drop Told(string why) => new("further pages", CutPages.Title, why);
}
