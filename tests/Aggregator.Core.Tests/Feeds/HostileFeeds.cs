using System.Text;

namespace Aggregator.Feeds;

/// <summary>Documents made to cost a reader more than they cost their sender.</summary>
internal static class HostileFeeds
{
    private const int Deep = 100_000;
    private const int Many = 1_000_000;

    /// <summary>Attributes and namespaces: of a million on one element XmlReader alone takes eight seconds, of these half of one.</summary>
    private const int ManyOfATag = 200_000;

    private const int Long = 50_000_000;
    private const int Unclosed = 20_000_000;

    private const string Atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>";
    private const string Rss = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title>";

    public static IReadOnlyDictionary<string, Func<string>> Shapes { get; } = new Dictionary<string, Func<string>>
    {
        ["items in items"] = () => InChannel(Nested("<item>", "</item>")),
        ["entries in entries"] = () => InFeed(Nested("<entry>", "</entry>")),
        ["channels in channels"] = () => InChannel(Nested("<channel>", "</channel>")),
        ["feeds in feeds"] = () => Nested("<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>"),
        ["unknown elements in each other, in an item"] = () => InItem(Nested("<x>", "</x>")),
        ["unknown elements in each other, in a channel"] = () => InChannel(Nested("<x>", "</x>")),
        ["unknown elements in each other, each with a namespace"] = () => InItem(Nested("<a:x xmlns:a='urn:a'>", "</a:x>")),
        ["elements in each other without a feed"] = () => Nested("<x>", "</x>"),
        ["escaped tags in each other, in a description"] = () => InItem($"<description>{Nested("&lt;div&gt;", "&lt;/div&gt;")}</description>"),
        ["tags in each other, in a description's CDATA"] = () => InItem($"<description><![CDATA[{Nested("<b>", "</b>")}]]></description>"),
        ["bare tags in each other, in a description"] = () => InItem($"<description>{Nested("<div>", "</div>")}</description>"),
        ["elements in each other, in xhtml"] = () => InEntry($"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{Nested("<div>", "</div>")}</div></content>"),
        ["tags in each other, in a title"] = () => InItem($"<title>{Nested("&lt;i&gt;", "&lt;/i&gt;")}</title>"),
        ["people in each other"] = () => InEntry(Nested("<author>", "</author>")),

        ["one long text in a description"] = () => InItem($"<description>{Text(Long)}</description>"),
        ["one long text in a title"] = () => InItem($"<title>{Text(Long)}</title>"),
        ["one long text in an unknown element"] = () => InItem($"<x>{Text(Long)}</x>"),
        ["one long text in a date"] = () => InItem($"<pubDate>{Text(Unclosed)}</pubDate>"),
        ["one long text in a link"] = () => InItem($"<link>https://example.org/{new string('a', Unclosed)}</link>"),
        ["one long text in an author"] = () => InItem($"<author>{new string('(', Unclosed)}</author>"),
        ["one long attribute"] = () => InItem($"<enclosure url='https://example.org/{new string('a', Unclosed)}' length='1' type='a/b'/>"),
        ["one long name"] = () => InItem($"<{new string('a', Unclosed)}/>"),
        ["long blanks before the feed"] = () => new string(' ', Unclosed) + InChannel(""),
        ["long blanks between items"] = () => InChannel($"<item><title>A</title></item>{new string(' ', Unclosed)}<item><title>B</title></item>"),

        ["a billion laughs"] = () => Laughs() + InItem("<title>&l9;</title><description>&l9;</description>"),
        ["laughs in an attribute"] = () => Laughs() + InItem("<enclosure url='&l9;'/>"),
        ["a quadratic blow-up"] = () => $"<!DOCTYPE rss [<!ENTITY a '{Text(100_000)}'>]>" + InItem($"<title>T</title><description>{Times("&a;", Deep)}</description>"),
        ["laughs of parameter entities"] = () => "<!DOCTYPE rss [<!ENTITY % a 'ha'>" + string.Concat(Enumerable.Range(1, 30).Select(at => $"<!ENTITY % a{at} '%a;%a;%a;'>")) + "%a30;]>" + InChannel(""),
        ["an entity of itself"] = () => "<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>" + InItem("<title>&a;</title>"),
        ["a file's entity"] = () => "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///dev/zero'>]>" + InItem("<title>&a;</title>"),
        ["halves of a surrogate pair beside what must be mended"] = () => InItem("<title>a&#xD800;b&#xDC00;</title><description>&#xDFFF;&#xD800;</description><enclosure url='/a' length='many &#xD800;' type='a/b'/>"),
        ["many entities"] = () => "<!DOCTYPE rss [" + Each(Many / 5, at => $"<!ENTITY e{at} 'x'>") + "]>" + InChannel(""),

        ["many attributes on an item"] = () => InChannel($"<item{Each(ManyOfATag, at => $" a{at}=''")}><title>A</title></item>"),
        ["many attributes on an unknown element"] = () => InItem($"<x{Each(ManyOfATag, at => $" a{at}=''")}/>"),
        ["many attributes on the root"] = () => $"<rss version='2.0'{Each(ManyOfATag, at => $" a{at}=''")}><channel/></rss>",
        ["many namespaces on each of many elements"] = () => InItem(Each(200, depth => $"<x{Each(256, at => $" xmlns:n{depth}x{at}='u'")}>") + Times("<q:y/>", Many / 5)),
        ["many namespaces on the root"] = () => $"<feed xmlns='http://www.w3.org/2005/Atom'{Each(ManyOfATag, at => $" xmlns:n{at}='urn:{at}'")}><title>T</title></feed>",
        ["many namespaces on a tag of xhtml"] = () => InEntry($"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'{Each(ManyOfATag, at => $" xmlns:n{at}='urn:{at}'")}><p>A</p><p>B</p></div></content>"),
        ["many elements, each with a namespace"] = () => InItem(Each(ManyOfATag, at => $"<n{at}:x xmlns:n{at}='urn:{at}'/>")),

        ["many empty items"] = () => InChannel(Times("<item/>", Many)),
        ["many empty entries"] = () => InFeed(Times("<entry/>", Many)),
        ["many unknown elements in a channel"] = () => InChannel(Times("<x/>", Many)),
        ["many unknown elements in an item"] = () => InItem(Times("<x/>", Many)),
        ["many unknown elements of different names"] = () => InItem(Each(Many, at => $"<x{at}/>")),
        ["many categories on an item"] = () => InItem(Each(Many / 5, at => $"<category>{at}</category>")),
        ["many links on an entry"] = () => InEntry(Each(Many / 5, at => $"<link rel='self' href='/{at}'/>")),
        ["many descriptions on an item"] = () => InItem(Times("<description>a</description>", Many / 5)),
        ["many texts in a description"] = () => InItem($"<description>{Times("a<![CDATA[b]]>&amp;", Many / 2)}</description>"),
        ["many comments in a title"] = () => InItem($"<title>{Times("a<!---->", Many / 2)}</title>"),
        ["many entities in a title"] = () => InItem($"<title>{Times("&amp;lt;", Many)}</title>"),

        ["an unclosed comment"] = () => InChannelUnclosed("<item><title>A</title></item><!-- "),
        ["an unclosed CDATA"] = () => InChannelUnclosed("<item><title>A</title><description><![CDATA[ "),
        ["an unclosed instruction"] = () => InChannelUnclosed("<item><title>A</title></item><?x "),
        ["an unclosed tag"] = () => InChannelUnclosed("<item><title>A</title></item><x "),
        ["an unclosed attribute"] = () => InChannelUnclosed("<item><title>A</title></item><x a='"),
        ["an unclosed doctype"] = () => $"<!DOCTYPE rss [ {new string('a', Unclosed)}",
        ["an unclosed entity"] = () => InChannelUnclosed("<item><title>A &"),
        ["many unclosed comments"] = () => InChannel(Times("<!-- ", Many)),
        ["many unclosed CDATAs"] = () => InChannel(Times("<![CDATA[ ", Many)),
        ["many unclosed instructions"] = () => InChannel(Times("<?x ", Many)),
        ["many unclosed CDATAs, each in its element"] = () => InChannel(Times("<item><title><![CDATA[a</title></item>", Many / 5)),
        ["many doctypes that open and do not close"] = () => InChannel(Times("<!DOCTYPE a [>", Many / 2)),
        ["many unclosed declarations"] = () => InChannel(Times("<?xml ", Many)),
        ["many forgotten quotes"] = () => InItem($"<enclosure{Times(" a=\"b", Many)}/>"),
        ["many halves of characters in JSON"] = () => $"{{\"items\":[{{\"id\":\"{Times("\\ud83d", Many)}\"}}]}}",
        ["many unclosed tags"] = () => InChannel(Times("<x ", Many)),
        ["many unclosed attributes"] = () => InChannel(Times("<x a='b\" ", Many)),
        ["many unclosed doctypes"] = () => Times("<!DOCTYPE x [", Many) + InChannel(""),
        ["many marks of a tag"] = () => InChannel(new string('<', Many)),
        ["many marks of an entity"] = () => InItem($"<title>{new string('&', Many)}</title>"),
        ["many ends of a CDATA"] = () => InItem($"<title>{Times("]]>", Many)}</title>"),
        ["many different start tags without their ends"] = () => InChannel(Each(Deep, at => $"<t{at}>")),
        ["many ends that nothing began"] = () => InItem(Each(Deep, at => $"</t{at}>")),
        ["many ends of another name"] = () => InItem(Times("<a></b>", Deep)),
        ["many starts without ends, then as many ends that nothing began"] = () => InItem(Each(Deep, at => $"<t{at}>") + Each(Deep, at => $"</u{at}>")),
        ["ends in the order of their starts"] = () => InItem(Each(Deep, at => $"<t{at}>") + Each(Deep, at => $"</t{at}>")),
        ["many items that never end"] = () => InChannel(Times("<item><title>A", Deep)),
        ["many zeros"] = () => InChannel(new string('\0', Many)),

        ["JSON arrays in each other"] = () => Json(Nested("[", "]")),
        ["JSON objects in each other"] = () => Json($"[{Nested("{\"a\":", "}", "1")}]"),
        ["JSON that only begins, ever deeper"] = () => Times("{\"items\":[", Deep),
        ["many empty JSON items"] = () => Json($"[{Times("{},", Many)}{{}}]"),
        ["many JSON items that are no objects"] = () => Json($"[{Times("0,", Many)}0]"),
        ["one long JSON text"] = () => Json($"[{{\"id\":\"1\",\"content_text\":\"{Text(Long)}\"}}]"),
        ["one long unclosed JSON text"] = () => $"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"{Text(Unclosed)}",
        ["one long JSON number"] = () => Json($"[{{\"id\":{new string('1', Unclosed)}}}]"),
        ["many keys of one name"] = () => Json($"[{{{Times("\"title\":\"a\",", Many)}\"id\":\"1\"}}]"),
        ["many different JSON keys"] = () => Json($"[{{{Each(Many, at => $"\"a{at}\":0,")}\"id\":\"1\"}}]"),
    };

    private static string InChannel(string inner) => $"{Rss}{inner}</channel></rss>";

    private static string InChannelUnclosed(string inner) => Rss + inner + Text(Unclosed);

    private static string InItem(string inner) => InChannel($"<item><guid>1</guid>{inner}</item>");

    private static string InFeed(string inner) => $"{Atom}{inner}</feed>";

    private static string InEntry(string inner) => InFeed($"<entry><id>1</id>{inner}</entry>");

    private static string Json(string items) => $"{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":{items}}}";

    private static string Laughs() => "<!DOCTYPE rss [<!ENTITY l0 'lol'>" + string.Concat(Enumerable.Range(1, 9).Select(at => $"<!ENTITY l{at} '{Times($"&l{at - 1};", 10)}'>")) + "]>";

    private static string Nested(string start, string end, string inner = "") => Times(start, Deep) + inner + Times(end, Deep);

    private static string Text(int length) => Times("so many words ", length / 14);

    private static string Times(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Each(int count, Func<int, string> text)
    {
        var all = new StringBuilder();
        for (var at = 0; at < count; at++)
            all.Append(text(at));
        return all.ToString();
    }
}
