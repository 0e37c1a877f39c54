using Xunit;

namespace Aggregator.Text;

public sealed class SafeHtmlTests
{
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<img src=x onerror=alert(1)>",
        "<img src=\"javascript:alert(1)\">", "<a href=\"javascript:alert(1)\">x</a>", "<a href=\"java&#10;script:alert(1)\">x</a>", "<a href=\" &#1;javascript:alert(1)\">x</a>",
        "<a href=\"&#106;&#97;vascript:alert(1)\">x</a>", "<a href=\"vbscript:msgbox(1)\">x</a>", "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>", "<svg onload=alert(1)>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>", "<svg><style><img src=x onerror=alert(1)></style></svg>", "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<iframe src=\"javascript:alert(1)\"></iframe>", "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>", "<object data=\"javascript:alert(1)\"></object>", "<embed src=\"javascript:alert(1)\">",
        "<form action=\"javascript:alert(1)\"><input type=submit></form>", "<button formaction=\"javascript:alert(1)\">x</button>", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<link rel=stylesheet href=\"javascript:alert(1)\">", "<base href=\"javascript:alert(1)//\">", "<p style=\"background:url(javascript:alert(1))\">x</p>", "<style>@import 'javascript:alert(1)';</style>",
        "<p onclick=alert(1)>x</p>", "<p/onclick=alert(1)>x</p>", "<body onload=alert(1)>x", "<details open ontoggle=alert(1)>x</details>", "<video><source onerror=alert(1)></video>",
        "<textarea><script>alert(1)</script></textarea>", "<title><img src=x onerror=alert(1)></title>", "<template><script>alert(1)</script></template>", "<xmp><script>alert(1)</script></xmp>",
        "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>", "<?php <script>alert(1)</script> ?>", "<a href=\"https://a.example\" target=_blank onfocus=alert(1) autofocus>x</a>",
        "<img src=\"https://a.example/x.png\" srcset=\"javascript:alert(1) 1x\">", "<blockquote cite=\"javascript:alert(1)\">x</blockquote>", "<p>unclosed <script>alert(1)", "<img src=x:alert(1) onerror=eval(src)>",
        "<select><style></select><img src=x onerror=alert(1)></style>", "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Nothing_that_runs_is_left(string html)
    {
        var clean = SafeHtml.Clean(html, new Uri("https://a.example/p")) ?? "";
        // What a browser would build of it, not how it is written, tells whether it is safe.
        var built = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(clean);
        string[] forbidden = ["script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "meta", "base", "link", "template", "noscript"];
        Assert.Empty(built.Body!.QuerySelectorAll("*").Select(element => element.LocalName).Intersect(forbidden));
        Assert.All(built.Body!.QuerySelectorAll("*").SelectMany(element => element.Attributes), attribute =>
        {
            Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "srcset" or "target", $"{attribute.Name} is left in {clean}");
            if (attribute.Name is "href" or "src" or "cite" or "poster")
                Assert.Matches("^(https?|mailto):", attribute.Value);
        });
        Assert.Equal(clean, SafeHtml.Clean(clean, new Uri("https://a.example/p")) ?? "");
    }

    [Theory]
    [InlineData("<p>Kept <b>and</b> <i>kept</i></p>", "<p>Kept <b>and</b> <i>kept</i></p>")]
    [InlineData("<a href=/x>x</a>", "<a href=\"https://a.example/x\">x</a>")]
    [InlineData("<img src=\"i.png\" alt=\"a\">", "<img src=\"https://a.example/i.png\" alt=\"a\">")]
    [InlineData("<custom>words</custom>", "words")]
    [InlineData("<p class=x id=y data-z=1>words</p>", "<p>words</p>")]
    [InlineData("<!-- c --><script>x</script> ", null)]
    [InlineData(" ", null)]
    public void What_is_harmless_stays(string html, string? clean) => Assert.Equal(clean, SafeHtml.Clean(html, new Uri("https://a.example/p")));
    [Theory]
    [InlineData("cat <<EOF\none\nEOF\n<b>two</b>", "cat &lt;&lt;EOF\none\nEOF\n<b>two</b>")]
    [InlineData("one <!-- two > three", "one  three")]
    [InlineData("one <iframe src='https://a.example/'/> two", "one  two")]
    [InlineData("one <object data='x.swf'>two</object>", "one two")]
    [InlineData("one <o:p>two</o:p> <font color=red>three</font>", "one two three")]
    public void A_mark_that_is_none_or_was_not_ended_takes_no_words_with_it(string html, string clean) => Assert.Equal(clean, SafeHtml.Clean(html, null));

    [Fact]
    public void Films_and_sounds_keep_their_addresses_and_nothing_that_runs() => Assert.Equal(
        "<video poster=\"https://a.example/p.png\" controls=\"\"><source src=\"https://a.example/f.mp4\" type=\"video/mp4\"></video>",
        SafeHtml.Clean("<video poster=/p.png controls autoplay onplay=alert(1)><source src=f.mp4 type=video/mp4></video>", new Uri("https://a.example/")));

}
