using System.Text;
using Aggregator.Downloads;
using Xunit;

namespace Aggregator.Articles;

/// <summary>What an article's standfirst is where its head cuts it, or takes several of its lines as one, on small pages of our own.</summary>
public sealed class PageStandfirstTests
{
    private const string Under = "Board orders that three piers be mended before the autumn floods";

    private const string First = "HARBOURTOWN — The harbour board decided today that the piers at the old mole will be mended by its own carpenters, who have been asking for it since the spring.";

    private const string Second = "It was the last meeting of its chair, Ada Quay.";

    private const string Short = "The piers at the old mole are to be mended by the board’s own carpenters before the floods come.";

    private const string Long = "The ferry will run. ";

    [Theory]
    [InlineData(Under + " " + First)]
    [InlineData(Under + " HARBOURTOWN — The harbour board decided today that the piers at the old mole...")]
    [InlineData(Under + " HARBOURTOWN — The harbour board decided today that the... View Article")]
    public void What_stands_alone_above_the_text_is_the_standfirst_of_a_head_that_takes_both_as_one(string description) =>
        Assert.Equal(Under, Of(description, $"<p><em>{Under}</em></p><p>{First}</p><p>{Second}</p>"));

    [Theory]
    [InlineData($"<p>{First}</p><p>{Second}</p>", First + " " + Second)]
    [InlineData($"<h2>{Under}</h2><p>{First}</p>", Under + " " + First)]
    [InlineData($"<p><img src=pier.jpg><br>{Under}</p><p>{First}</p>", Under + " " + First)]
    [InlineData($"<p>{Under}:</p><p>{First}</p>", Under + ": " + First)]
    [InlineData($"<p>By Ada Quay and Tom Pier, our people at the harbour</p><p>{First}</p>", "By Ada Quay and Tom Pier, our people at the harbour " + First)]
    public void Sentences_headings_captions_and_bylines_are_none(string lines, string description) => Assert.Equal(description, Of(description, lines));

    [Theory]
    [InlineData("The piers at the old mole are to be mended by the board's own carpenters before...")]
    [InlineData("The piers at the old mole are to be mended by the board's own carpenters … Read on →")]
    [InlineData("The piers at the old mole are to be mended by the board's own carpenters before the floods [...]")]
    public void A_standfirst_is_completed_whatever_signs_the_head_writes(string description) => Assert.Equal(Short, Of(description.Replace("'", "&#39;", StringComparison.Ordinal), $"<p>{Short}</p><p>{Second}</p>"));

    [Fact]
    public void Of_a_long_paragraph_it_is_completed_as_far_as_its_sentence_goes()
    {
        const string beginning = "HARBOURTOWN – The harbour board today recovered three piers from the former owners of two companies, Mole Carpenters, Inc. (Mole) and";
        var paragraph = $"{beginning} Tide and Sons. {string.Concat(Enumerable.Repeat(Long, 50))}";
        Assert.Equal($"{beginning} Tide and Sons.", Of("HARBOURTOWN – The harbour board today recovered three piers from the former owners of two companies, Mole", $"<p>{paragraph}</p>"));
    }

    [Theory]
    [InlineData($"<div><h1>The night ferry</h1><h2>{Under}</h2></div><p>{First}</p>", Under)]
    [InlineData($"<div><h1>The night ferry</h1><h2>{Under}<br>Ada Quay to leave</h2></div><p>{First}</p>", Under + "; Ada Quay to leave")]
    [InlineData($"<div><h1>The night ferry</h1><h2>{Under}</h2><p>{First}</p></div>", First)]
    [InlineData($"<div><h1>The night ferry</h1><h2><a href=/piers>{Under}</a></h2></div><p>{First}</p>", First)]
    public void A_subheading_that_stands_alone_with_the_title_is_the_standfirst_where_the_head_only_begins_the_text(string lines, string standfirst)
    {
        Assert.Equal(standfirst, Of(First, lines, title: ""));
        Assert.Equal("Why the piers of the old mole are in need of mending.", Of("Why the piers of the old mole are in need of mending.", lines, title: ""));
    }

    private static string? Of(string description, string lines, string title = "<h1>The night ferry</h1>") => ArticleWriter.Read(new Download
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head><meta name=description content='{description}'></head><body><main>{title}{lines}</main></body>"),
        Address = new Uri("https://harbour.example/notes/ferry"),
        ContentType = "text/html; charset=utf-8",
    }, null).Standfirst;
}
