using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Articles;

public sealed class BodyStrangersTests
{
    private const string Title = "What became of the third pier";

    private static readonly string[] Story =
    [
        "The harbour board met on Tuesday evening to settle the question of the third pier, which has divided the town since the spring floods.",
        "Its chair, who runs the chandlery on Mole Street, said that the pier would be rebuilt in oak, or else it would not be rebuilt at all.",
        "Critics of the plan point out that oak costs four times what steel does, and that nobody has asked the people who moor their boats there.",
        "A vote is expected before the end of the month, after the engineers have handed in their report on the state of the older foundations.",
    ];

    private const string Other = "I have moored there for thirty years and never saw a rotten plank, so I wonder who has looked at them, and when, and with what sort of lamp.";

    private static string Paragraphs => string.Concat(Story.Select(paragraph => $"<p>{paragraph}</p>"));

    [Theory]
    [InlineData("<div id='comments' class='comments-area'>{0}</div>")]
    [InlineData("<ol class='comment-list'><li class='comment even depth-1' id='comment-4711'>{0}</li></ol>")]
    [InlineData("<section class='post-comments'>{0}</section>")]
    [InlineData("<div class='kommentare-liste'><div class='comment-body'>{0}</div></div>")]
    [InlineData("<div class='td-grid related-posts-wrapper'>{0}</div>")]
    [InlineData("<section class='layout__related-8fK2'>{0}</section>")]
    [InlineData("<div id='most-read'>{0}</div>")]
    [InlineData("<div class='newsletter-signup-inline'>{0}</div>")]
    [InlineData("<div class='post-author-box'>{0}</div>")]
    [InlineData("<div class='author-dropdown'>{0}</div>")]
    [InlineData("<div class='html_slideshow'>{0}</div>")]
    [InlineData("<div class='photo-gallery__items'>{0}</div>")]
    [InlineData("<ul class='pagination'><li>{0}</li></ul>")]
    [InlineData("<span class='sr-only'>{0}</span>")]
    [InlineData("<dialog class='terms'>{0}</dialog>")]
    public void What_is_named_as_another_text_or_not_shown_is_not_the_body(string html) =>
        Assert.Equal(Story, Left($"<h1>{Title}</h1>{Paragraphs}{string.Format(null, html, $"<p>{Other}</p>")}"));

    [Fact]
    public void What_the_style_sheet_of_a_builder_hides_is_not_the_body_though_it_is_longer()
    {
        var hidden = string.Concat(Enumerable.Repeat($"<p>{Other}</p>", 20));
        Assert.Equal(Story, Left($"<h1>{Title}</h1><div class='rich-text w-condition-invisible'>{hidden}</div><div class='rich-text'>{Paragraphs}</div>"));
    }

    [Theory]
    [InlineData("<article class='comment'>{0}</article>")]
    [InlineData("<div class='has-comments commented comment'>{0}</div>")]
    [InlineData("<div class='comments-open post'>{0}</div>")]
    [InlineData("<div class='recommendations author map-and-related newsletter'>{0}</div>")]
    [InlineData("<div class='js-lightbox-gallery has-slideshow gallerys'>{0}</div>")]
    [InlineData("<dialog open>{0}</dialog>")]
    public void What_only_sounds_like_comments_or_is_open_stays(string html) =>
        Assert.Equal([.. Story, Other], Left($"<h1>{Title}</h1>{Paragraphs}{string.Format(null, html, $"<p>{Other}</p>")}"));

    [Fact]
    public void A_page_of_nothing_but_comments_keeps_them() =>
        Assert.Equal(Story, Left($"<h1>{Title}</h1><div class='comments'>{Paragraphs}</div>"));

    [Theory]
    [InlineData("<div class='related-story' itemprop='articleBody'>{0}</div>")]
    [InlineData("<div class='comments-body' itemprop='articleBody'>{0}</div>")]
    [InlineData("<div class='more-news'>{0}</div>")]
    [InlineData("<dialog>{0}</dialog>")]
    public void A_name_does_not_outweigh_what_holds_most_of_the_text(string html) =>
        Assert.Equal([Other, .. Story], Left($"<h1>{Title}</h1><p>{Other}</p>{string.Format(null, html, Paragraphs)}"));

    [Fact]
    public void Of_several_entries_the_one_with_the_title_is_meant() =>
        Assert.Equal(Story, Left($"<article class='post hentry'><h1>{Title}</h1>{Paragraphs}</article><article class='post hentry'><h2>The dredger</h2><p>{Other}</p></article>"
            + $"<article itemscope itemtype='https://schema.org/BlogPosting'><p>{Other}</p></article>"));

    [Theory]
    [InlineData("<article class='module'><h1>What became of the third pier</h1>{0}</article><article class='module'>{1}</article>")]
    [InlineData("<h1>What became of the third pier</h1><article class='hentry'>{0}</article><article class='hentry'>{1}</article>")]
    [InlineData("<article class='hentry'><h1>What became of the third pier</h1>{0}<article class='hentry'>{1}</article></article>")]
    public void A_page_put_together_from_articles_is_one_text(string html) =>
        Assert.Equal([.. Story, Other], Left(string.Format(null, html, Paragraphs, $"<p>{Other}</p>")));

    [Fact]
    public void A_list_in_which_the_article_itself_is_led_to_is_a_list_of_articles() =>
        Assert.Equal(Story, Left($"<h1>{Title}</h1><ul><li><a href='/a'>The dredger</a> {Other}</li><li><a href='/b'>{Title}</a> {Story[0]}</li></ul>{Paragraphs}"));

    [Fact]
    public void A_list_that_speaks_of_what_the_title_says_stays() =>
        Assert.Equal([.. Story, $"{Title} comes first, said the chair. {Other}"], Left($"<h1>{Title}</h1>{Paragraphs}<ul><li>{Title} comes first, said the chair. {Other}</li></ul>"));

    [Fact]
    public void The_body_once_more_as_one_block_is_left_out() =>
        Assert.Equal(Story, Left($"<h1>{Title}</h1>{Paragraphs}<div class='print'>{string.Join(' ', Story)}</div>"));

    [Fact]
    public void A_text_that_is_there_twice_is_no_longer_for_it() =>
        Assert.Equal(Story, Left($"<h1>{Title}</h1><div class='gallery'>{Paragraphs}</div><div>{string.Join(' ', Story)}</div>"));

    [Fact]
    public void A_summary_that_says_again_what_one_paragraph_says_stays() =>
        Assert.Equal([Story[0] + " " + Story[1], .. Story], Left($"<h1>{Title}</h1><p>{Story[0]} {Story[1]}</p>{Paragraphs}"));

    /// <summary>Everything but headings is taken for kept.</summary>
    private static IEnumerable<string> Left(string body)
    {
        var map = PageDocument.Of(new Download { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><title>{Title}</title>{body}") }).Map!;
        var kept = Array.ConvertAll(map.Blocks, block => block.Text.Length > 60);
        BodyStrangers.LeaveOut(map, Title, kept);
        return map.Blocks.Where((_, at) => kept[at]).Select(block => block.Text);
    }
}
