using AngleSharp.Html.Parser;
using Xunit;

namespace Aggregator.Text;

/// <summary>Half of a page is for browsers alone: it is not kept, and nothing that is read goes with it.</summary>
public sealed class BallastTests
{
    [Fact]
    public void Code_and_style_sheets_are_not_kept_and_data_is()
    {
        using var page = Nesting.Parse(new HtmlParser(), "<script>let day = '3 March 2026';</script><style>p { top: 0 }</style><script type='application/ld+json'>{\"a\":1}</script><p>Words.</p>");
        Assert.Equal(["", "", "{\"a\":1}"], page.QuerySelectorAll("script, style").Select(element => element.TextContent));
        Assert.Equal("Words.", page.QuerySelector("p")!.TextContent);
    }

    [Fact]
    public void A_style_is_kept_where_it_may_hide_its_element()
    {
        using var page = Nesting.Parse(new HtmlParser(), "<p style='display:none'>Gone.</p><p style='color:red' onclick='go()' class='lead' data-kind='a'>Seen.</p>");
        Assert.Equal("display:none", page.QuerySelector("p")!.GetAttribute("style"));
        Assert.Equal(["class", "data-kind"], page.QuerySelectorAll("p")[1].Attributes.Select(attribute => attribute.Name));
    }

    [Fact]
    public void Of_the_links_in_a_head_those_that_only_load_something_are_not_kept()
    {
        using var page = Nesting.Parse(new HtmlParser(), "<link rel=stylesheet href=a.css><link rel=preload href=b.js><link rel=canonical href=/c><link rel=alternate href=/d>");
        Assert.Equal(["canonical", "alternate"], page.QuerySelectorAll("link").Select(link => link.GetAttribute("rel")));
    }
}
