using Xunit;

namespace Aggregator.Text;

/// <summary>Half of a page is for browsers alone: it is not kept, and nothing that is read goes with it.</summary>
public sealed class BallastTests
{
    [Fact]
    public void Code_and_style_sheets_are_not_kept_and_data_is()
    {
        var page = Page("<script>let day = '3 March 2026';</script><style>p { top: 0 }</style><script type='application/ld+json'>{\"a\":1}</script><p>Words.</p>");
        Assert.Equal(["", "", "{\"a\":1}", "Words."], page.Where(element => element.LocalName is "script" or "style" or "p").Select(element => element.TextContent));
    }

    [Fact]
    public void A_style_is_kept_where_it_may_hide_its_element()
    {
        var page = Page("<p style='display:none'>Gone.</p><p style='color:red' onclick='go()' class='lead' data-kind='a' data-name='b'>Seen.</p>");
        Assert.Equal(["style", "class", "data-name"], page.SelectMany(element => element.Attributes.ToArray()).Select(attribute => attribute.Name));
    }

    [Fact]
    public void Of_the_links_in_a_head_those_that_only_load_something_are_not_kept()
    {
        var page = Page("<link rel=stylesheet href=a.css><link rel=preload href=b.js><link rel=canonical href=/c><link rel=alternate href=/d>");
        Assert.Equal(["canonical", "alternate"], page.Where(element => element.LocalName == "link").Select(link => link.GetAttribute("rel")));
    }

    private static List<PageElement> Page(string html) => [.. Nesting.TreeOf(html.AsMemory()).Elements()];
}
