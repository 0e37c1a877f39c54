using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Aggregator.House;
using AngleSharp.Dom;
using Xunit;

namespace Aggregator.Text;

/// <summary>A page's tree is the one that AngleSharp makes of the same page: the same elements, with the same words and what is read of their attributes.</summary>
public sealed partial class PageTreeTests
{
    private const int Soups = 3_000;

    private static readonly string[] Pieces =
    [
        "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<i class=a>", "<i class=a>", "</i>", "<a href=x>", "</a>", "<font size=1>", "</font>", "<nobr>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<tbody>",
        "<caption>", "</caption>", "<colgroup>", "<col>", "<template>", "</template>", "<select>", "</select>", "<option>", "<optgroup>", "<ul>", "<li>", "</ul>", "<dl>", "<dt>", "<dd>", "<h1>", "</h2>", "<form>", "</form>", "<button>",
        "<svg>", "</svg>", "<desc>", "<foreignObject>", "<path d=x>", "<math>", "<mi>", "</math>", "<annotation-xml encoding='text/html'>", "<script>x<b></script>", "<style>x</style>", "<noscript><p>x</noscript>", "<textarea>\nx</textarea>",
        "<title>t</title>", "<pre>\n", "</pre>", "<br>", "</br>", "<img alt=x src=y>", "<input type=hidden>", "<hr>", "<ruby><rb>a<rt>b", "</ruby>", "<body class=second>", "<html lang=de>", "<head>", "<frameset>", "<object>", "<marquee>", "</marquee>",
        "<x-y id=z>", "</x-y>", "<!-- c -->", "<?pi?>", "<![CDATA[x]]>", "words", " ", "\n    ", "&amp;", "&nbsp;", "<",
    ];

    /// <summary>The attributes that the sources ask for by name; a style is kept where it may hide.</summary>
    private static readonly HashSet<string> Asked = [.. WrittenText.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
        .SelectMany(file => AskedFor().Matches(File.ReadAllText(file))).SelectMany(match => match.Groups["name"].Captures).Select(name => name.Value)];

    public static TheoryData<string> Pages => [
        "<!doctype html><html lang=en><head><title>A &amp; b</title><meta name=author content=x><body class=c><p>One<p>Two",
        "<table><div>before</div><tr><td>in<td>too</table>after",
        "<table>words<tr>more<td>in</table>",
        "<table><tr><td><table><p>a</p><tr><td>b</table></table>",
        "<p><b><i>one</p><p>two</b>three</i>",
        "<a href=1>one<div><a href=2>two</a></div>three</a>",
        "<b><b><b><b>four</b></b></b></b><p>after",
        "<i class=a><i class=b><i class=a><i title=q><i title=r><p>x",
        "<template><tr><td>hidden</td></tr><caption>c</caption></template><p>seen",
        "<table><template><td>x</template><tr><td>seen</table>",
        "<div><template shadowrootmode=open><tr>shadow</template>light</div>",
        "<select><option>a<option>b<optgroup><option>c<div>d</select>e",
        "<svg viewBox='0 0 1 1'><title>drawn</title><foreignObject><p class=x>in</p></foreignObject><script>s</script></svg><p>out",
        "<math definitionurl=x><mi>a</mi><annotation-xml encoding='text/html'><p>b</p></annotation-xml></math>",
        "<html><body class=first id=a><body class=second itemprop=b><html lang=fr>",
        "<frameset><frame><noframes>x</noframes></frameset>",
        "<pre>\n\nx</pre><textarea>\ny</textarea><listing>\nz</listing>",
        "<ul>\n    <li>a\n\t\t<li>b\n</ul> \n<p>\n</p>",
        "<noscript><p>no</p></noscript><p>yes",
        "plain words & no tags",
        "",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_the_same_tree(string html) => AssertSame(html, html);

    [Fact]
    public void Whatever_tags_come_in_whatever_order_the_tree_is_the_same()
    {
        var order = new Random(24);
        for (var soup = 0; soup < Soups; soup++)
        {
            var html = string.Concat(Enumerable.Range(0, 5 + (soup % 60)).Select(_ => Pieces[order.Next(Pieces.Length)]));
            AssertSame(html, html);
        }
    }

    [Fact]
    public void The_pages_collected_have_the_same_trees()
    {
        var folder = Path.GetDirectoryName(CaseFiles.CorpusOrSkip("articles/cases.jsonl"))!;
        var pages = Directory.EnumerateFiles(folder, "*.html*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, at) => at % 8 == 0).ToList();
        Assert.NotEmpty(pages);
        foreach (var page in pages)
            AssertSame(Read(page), page);
    }

    /// <summary>A name that is not kept would be asked for in vain, and nobody would hear of it.</summary>
    [Fact]
    public void Every_attribute_that_is_asked_for_is_kept()
    {
        Assert.True(Asked.Count > 25, $"Only {Asked.Count} were seen.");
        Assert.All(Asked, name => Assert.Equal("x", Nesting.TreeOf($"<p {name}=x>".AsMemory()).Body!.Nodes[0].Node is PageElement element ? element.GetAttribute(name) ?? "is not kept" : ""));
    }

    private static void AssertSame(string html, string page)
    {
        using var document = Nesting.DocumentOf(html.AsMemory());
        var (theirs, ours) = (new StringBuilder(), new StringBuilder());
        Write(document.DocumentElement, theirs);
        var tree = Nesting.TreeOf(html.AsMemory());
        Write(tree.Root, ours);
        Assert.True(theirs.Equals(ours), $"{(page.Length > 2000 ? page[..2000] : page)}\nAngleSharp: {Around(theirs, ours)}\nours:       {Around(ours, theirs)}");
        Assert.True(PlainText.Title(document.Title) == PlainText.Title(tree.Title), $"{PlainText.Title(document.Title)} {PlainText.Title(tree.Title)} {page}\n{theirs}");
        Assert.Equal(document.Body?.LocalName, tree.Body?.LocalName);
    }

    /// <summary>Comments part no words here, and a template is no part of its page.</summary>
    private static void Write(IElement element, StringBuilder to)
    {
        var isDrawn = element.NamespaceUri == "http://www.w3.org/2000/svg";
        Open(element.LocalName, element.Attributes.Where(_ => !isDrawn).Select(attribute => new AttributeValue(attribute.Name, attribute.Value)), to);
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
                to.Append(text.Data);
            else if (node is IElement { LocalName: not "template" } inner)
                Write(inner, to);
        }
        to.Append("</>");
    }

    private static void Write(PageElement element, StringBuilder to)
    {
        Open(element.LocalName, element.Attributes.ToArray(), to);
        foreach (var child in element.Nodes)
        {
            if (child.Node is PageText text)
                to.Append(text.Data);
            else if (child.Node is PageElement { LocalName: not "template" } inner)
                Write(inner, to);
        }
        to.Append("</>");
    }

    private static void Open(string name, IEnumerable<AttributeValue> attributes, StringBuilder to)
    {
        to.Append('<').Append(name);
        foreach (var (of, value) in attributes.Where(attribute => Asked.Contains(attribute.Name)))
            to.Append(' ').Append(of).Append('=').Append(value);
        to.Append('>');
    }

    /// <summary>From a little before the place where the two part.</summary>
    private static string Around(StringBuilder text, StringBuilder other)
    {
        var (one, two) = (text.ToString(), other.ToString());
        var at = 0;
        while (at < Math.Min(one.Length, two.Length) && one[at] == two[at])
            at++;
        return one[Math.Max(0, at - 100)..Math.Min(one.Length, at + 100)];
    }

    private static string Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Charset.Decode(bytes.ToArray(), "text/html");
    }

    /// <summary>By the methods of an element, and in the list of the names that are weighed.</summary>
    [GeneratedRegex("""(?:Get|Has)Attribute\("(?<name>[a-z:-]+)"\)|attribute is (?:(?:\s|or)*"(?<name>[a-z-]+)")+""", RegexOptions.ExplicitCapture)]
    private static partial Regex AskedFor();
}
