using Aggregator.House;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Aggregator.Text;

/// <summary>Whatever is written to be dear stays cheap, stays safe, and once clean is clean.</summary>
public sealed class HostileHtmlTests
{
    private static readonly Uri Address = new("https://a.example/blog/post");

    /// <summary>Its misnested links are put elsewhere at every reading: safe each time, but not the same.</summary>
    private const string Restless = "links in formatting";

    private static readonly Dictionary<string, Func<string>> Families = new()
    {
        ["blocks"] = () => Times("<div>", 100_000),
        ["unknown tags"] = () => Times("<x-y>", 100_000) + "the words",
        ["unknown tags of many names"] = () => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<x{i}>w")),
        ["unknown tags closed"] = () => Times("<x-y>a</x-y>", 100_000),
        ["tags that are taken out"] = () => Times("<center>x</center>", 100_000),
        ["scripts"] = () => Times("<script>x</script>", 100_000),
        ["inputs"] = () => Times("<input>", 100_000),
        ["formatting"] = () => Times("<b>", 100_000),
        ["formatting and blocks"] = () => "<p>" + string.Concat(Enumerable.Range(0, 400).Select(i => $"<b title={i}>")) + Times("<p>x", 10_000),
        ["formatting of all kinds"] = () => "<p><b><i><u><s><em><code><small><strong><a href=x>" + Times("<p>x", 50_000),
        ["a long title copied"] = () => "<p><a href=x title='" + new string('t', 100_000) + "'>" + Times("<p>x", 20_000),
        ["formatting taken apart"] = () => Times("<a href=x title=tttttttttttttttttttttttttttttttt><div>", 300) + Times("</a>", 10_000),
        [Restless] = () => Times("<i><a href=x><p>", 30_000),
        ["ends that close nothing"] = () => Times("<div></span></i></x>", 100_000),
        ["ends alone"] = () => Times("</div></b></p></table>", 100_000),
        ["ends at the bottom"] = () => Times("<div>", 511) + Times("</b></section></p>", 100_000),
        ["headings and items"] = () => Times("<h1><li>", 50_000),
        ["items and terms"] = () => Times("<li><dt>", 50_000),
        ["tables"] = () => Times("<table><tr><td>", 50_000),
        ["words in a table"] = () => "<table>" + Times("x<tr>", 50_000),
        ["blocks in a table"] = () => "<table>" + Times("<div>x</div>", 50_000),
        ["formatting in tables"] = () => Times("<table><b>", 30_000),
        ["selects"] = () => Times("<select>", 100_000) + Times("<option><optgroup>", 50_000),
        ["drawings"] = () => Times("<svg>", 50_000) + Times("<g>", 50_000) + Times("<svg><desc>", 20_000),
        ["formulas"] = () => Times("<math><mi>", 50_000),
        ["templates"] = () => Times("<template>", 100_000),
        ["objects"] = () => Times("<object><p>", 50_000),
        ["attributes"] = () => "<p " + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"a{i}=1 ")) + ">x",
        ["one attribute many times"] = () => "<p " + Times("title=1 ", 200_000) + ">x",
        ["a long attribute"] = () => "<p title='" + new string('&', 1_000_000) + "'>x</p>",
        ["a long link"] = () => "<a href='" + new string('x', 1_000_000) + "'>x</a>",
        ["links under a base"] = () => "<base href='https://" + new string('b', 100_000) + ".example/'>" + Times("<a href=x>y</a>", 50_000),
        ["text"] = () => new string('x', 20_000_000),
        ["text in paragraphs"] = () => Times("<p>some words that are long", 400_000),
        ["an open comment"] = () => "a<!--" + new string('x', 1_000_000),
        ["an open section"] = () => "a<![CDATA[" + new string('x', 1_000_000),
        ["open marks"] = () => Times("<![", 100_000) + Times("<?", 100_000) + Times("<!--", 100_000) + Times("</", 100_000) + Times("<", 100_000),
        ["names without an end"] = () => Times("<a", 2_000_000) + " ",
        ["references"] = () => Times("&", 500_000) + Times("&NotEqualTilde;", 50_000),
    };

    private static readonly HashSet<string> Forbidden =
    [
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "meta", "base", "link", "template", "noscript", "frame", "frameset", "applet", "xmp", "plaintext", "textarea", "title", "marquee", "x-y",
    ];

    private static readonly HashSet<string> Harmless = ["href", "src", "alt", "title", "lang", "dir", "cite", "datetime", "colspan", "rowspan", "headers", "scope", "start", "poster", "controls", "type"];

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_costs_no_more_than_it_may(string family)
    {
        var html = Families[family]();
        var (clean, spent, _) = Watchdog.Run(TimeSpan.FromMinutes(1), () => family, () => SafeHtml.Clean(html, Address) ?? "");
        // A tree of four million characters, and the html as it comes.
        Assert.True(spent <= 250_000_000 + (30L * html.Length), $"{spent:N0} bytes for {html.Length:N0} characters.");
        Assert.True(clean.Length <= SafeHtml.Longest + 10_000, $"{clean.Length:N0} characters are left.");
        var again = SafeHtml.Clean(clean, Address) ?? "";
        if (family != Restless)
            Assert.True(clean == again, "It is another one when cleaned again.");
        AssertSafe(again);
    }

    /// <summary>A link to a long address is counted as long as it will be.</summary>
    [Fact]
    public void A_long_address_does_not_multiply() =>
        Assert.InRange(SafeHtml.Clean(Times("<a href=x>y</a>", 50_000), new Uri("https://a.example/" + new string('b', 60_000) + "/"))!.Length, 1, SafeHtml.Longest);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_of_it_has_a_tree_of_its_size(string family)
    {
        var html = Families[family]();
        if (html.Length > 2_000_000)
            return;
        var (count, deepest) = (0, 0);
        var open = new Stack<(PageElement Element, int Depth)>([(Nesting.TreeOf(html.AsMemory()).Root, 1)]);
        while (open.TryPop(out var at))
        {
            (count, deepest) = (count + 1, Math.Max(deepest, at.Depth));
            foreach (var child in at.Element.Nodes)
            {
                if (child.Node is PageElement inner)
                    open.Push((inner, at.Depth + 1));
            }
        }
        Assert.True(count <= 2_100_000 && count <= (12 * 100_000) + html.Length, $"{count:N0} elements.");
        Assert.True(deepest <= Nesting.Deepest + 100, $"{deepest:N0} elements stand in one another.");
    }

    [Fact]
    public void Ends_that_close_nothing_do_not_use_up_those_that_do() =>
        Assert.Equal("<div>a</div><p>b</p><p>c</p>", SafeHtml.Clean(Times("</div>", 10_000) + "<div>a</div><script>x</script><p>b</p><p>c</p>", null));

    [Fact]
    public void Html_made_shallow_as_text_is_shallow()
    {
        var bounded = Nesting.Bounded(Times("<div>a<b>", 2_000) + "the <<i>b>words" + Times("</b></div>", 2_000));
        using var page = new HtmlParser(new HtmlParserOptions { MaximumDepth = int.MaxValue }).ParseDocument(bounded);
        Assert.InRange(page.All.Max(element => element.GetAncestors().Count()), 400, Nesting.Deepest + 10);
        Assert.Contains("the <", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("words", page.Body!.TextContent.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("words")]
    [InlineData("a > b\u00A0c \u0001 \u2028 \uD800 \"q\" 'a' \f x")]
    [InlineData("\t one\ntwo \u00A0")]
    [InlineData("a\r\nb\0c\uFEFF")]
    [InlineData("R & D &amp &copy; &lt;b&gt;")]
    public void Text_is_written_as_the_sanitiser_writes_it(string text) =>
        Assert.Equal(new Ganss.Xss.HtmlSanitizer().Sanitize(text).Trim(), SafeHtml.Clean(text, null));

    [Theory]
    [InlineData("https://b.example/a\n  b", "https://b.example/a%20%20b")]
    [InlineData(" \u0001 https://b.example/ ", "https://b.example/")]
    [InlineData("ht\ntps://b.example/", "https://b.example/")]
    [InlineData("../x\ty", "https://a.example/xy")]
    [InlineData("//b.example/x", "https://b.example/x")]
    [InlineData("#top", "https://a.example/blog/post#top")]
    [InlineData("java\tscript:alert(1)", null)]
    [InlineData("\u0001javascript:alert(1)", null)]
    [InlineData("view-source:x", null)]
    public void A_link_is_read_as_a_browser_reads_it(string link, string? read) =>
        Assert.Equal(read is null ? "<a>x</a>" : $"<a href=\"{read}\">x</a>", SafeHtml.Clean($"<a href=\"{link}\">x</a>", Address));

    [Theory]
    [InlineData("<article><header>a</header><section>b</section><aside>c</aside></article>")]
    [InlineData("<details><summary>a</summary>b</details>")]
    [InlineData("<p><mark>a</mark><bdi>b</bdi><bdo dir=\"rtl\">c</bdo><ruby>d<rp>(</rp><rt>e</rt></ruby>f<wbr>g</p>")]
    [InlineData("<b>a</b> <i>b</i>\n<pre>\n\nx</pre>")]
    public void What_structures_a_text_stays(string html) => Assert.Equal(html, SafeHtml.Clean(html, Address));

    [Theory]
    [InlineData("<center>a</center><font color=red>b</font><big>c</big><tt>d</tt><strike>e</strike>", "abcde")]
    [InlineData("<select><input>after", "after")]
    [InlineData("<svg><foreignObject><p>in</p></foreignObject></svg>out", "out")]
    public void What_is_not_allowed_loses_its_tag(string html, string clean) => Assert.Equal(clean, SafeHtml.Clean(html, Address));

    /// <summary>What a browser would build of it, with scripts and without, not how it is written, tells whether it is safe.</summary>
    internal static void AssertSafe(string clean)
    {
        foreach (var isScripting in (bool[])[false, true])
        {
            using var built = new HtmlParser(new HtmlParserOptions { IsScripting = isScripting }).ParseDocument("<!doctype html><html><body>" + clean);
            foreach (var element in built.Body!.Descendants<IElement>())
            {
                Assert.False(Forbidden.Contains(element.LocalName), $"{element.LocalName} is left.");
                foreach (var attribute in element.Attributes)
                    Assert.True(Harmless.Contains(attribute.Name) && (attribute.Name is not ("href" or "src" or "cite" or "poster") || IsLink(attribute.Value)), $"{attribute.Name}={attribute.Value} is left.");
            }
        }
    }

    private static bool IsLink(string link) =>
        link.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
