using System.Text;
using System.Xml;
using Xunit;

namespace Aggregator.Text;

public sealed class LooseXmlTests
{
    private const int Documents = 3_000;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    public static TheoryData<Repair, string> Repaired => new()
    {
        { Repair.Prolog, "x<a/>" },
        { Repair.Prolog, " <?xml version='1.0'?><a/>" },
        { Repair.Doctype, "<!DOCTYPE a><a/>" },
        { Repair.Doctype, "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>" },
        { Repair.HtmlEntity, "<a>&eacute;</a>" },
        { Repair.HtmlEntity, "<a at='&eacute;'/>" },
        { Repair.BareAmpersand, "<a>&</a>" },
        { Repair.BareAmpersand, "<a at='b&c'/>" },
        { Repair.BareAmpersand, "<a>&unknown;</a>" },
        { Repair.BareMark, "<a>1 < 2</a>" },
        { Repair.BareMark, "<a><3</a>" },
        { Repair.Prefix, "<b:a/>" },
        { Repair.Spaces, $"<a{string.Concat(Enumerable.Range(0, LooseXml.MostSpaces + 1).Select(at => $" xmlns:b{at}='c'"))}/>" },
        { Repair.Unclosed, "<a><b></a>" },
        { Repair.Unopened, "<a></b></a>" },
        { Repair.Unopened, "<a/></a>" },
        { Repair.Unended, "<a><!-- b</a>" },
        { Repair.Unended, "<a><?b</a>" },
        { Repair.Unended, "<?xml version='1.0'><a/>" },
        { Repair.Unended, "<a><![CDATA[b</a>" },
        { Repair.Unended, "<a at='b>c</a>" },
        { Repair.Unended, "<a><b></b</a>" },
        { Repair.TooDeep, Nested(LooseXml.Deepest + 1) },
        { Repair.Cut, "<a>" },
        { Repair.Cut, "<a><![CDATA[b" },
    };

    [Fact]
    public void Well_formed_xml_reads_as_any_parser_reads_it()
    {
        for (var seed = 0; seed < Documents; seed++)
        {
            var xml = new RandomXml(seed).Write();
            Assert.True(IsReadAlike(xml, $"seed {seed}: {xml}"), $"seed {seed} is not well-formed: {xml}");
        }
    }

    [Fact]
    public void The_words_of_mixed_markup_are_all_there()
    {
        for (var seed = 0; seed < Documents; seed++)
        {
            var written = new RandomXml(seed).Write();
            var (expected, isMixed) = RootOf(written);
            var xml = Of(written);
            Assert.True(xml.ReadNext());
            var text = xml.ReadText(isData: true, out var hasMarkup);
            Assert.True(isMixed == hasMarkup, $"seed {seed}: {written}");
            Assert.True(Even(expected) == Even(hasMarkup ? Words($"<r>{text.Replace("]]>", "]]&gt;", StringComparison.Ordinal)}</r>") : text), $"seed {seed}: {written}\nbecame {text}");
        }
    }

    [Fact]
    public void Our_own_cases_read_as_any_parser_reads_them()
    {
        var alike = Directory.EnumerateFiles(Path.Combine(CaseFiles.Cases, "feeds"), "*.xml").Count(file => IsReadAlike(TextOf(file), Path.GetFileName(file)));
        Assert.True(alike > 100, $"Only {alike} cases are well-formed.");
    }

    [Fact]
    public void Feeds_of_the_real_world_read_as_any_parser_reads_them()
    {
        var cases = CaseFiles.CorpusOrSkip("feeds/cases.jsonl");
        var files = Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(cases)!, "files"), "*.xml", SearchOption.AllDirectories);
        var alike = files.Count(file => IsReadAlike(TextOf(file), file));
        TestContext.Current.TestOutputHelper?.WriteLine($"{alike} feeds are well-formed.");
        Assert.True(alike > 1_000, $"Only {alike} feeds are well-formed.");
    }

    [Theory]
    [MemberData(nameof(Repaired))]
    public void A_repair_is_named_by_its_smallest_example_and_by_nothing_else(Repair repair, string text)
    {
        var xml = ReadThrough(text);
        Assert.Equal([repair], Enum.GetValues<Repair>().Where(xml.Repairs.Has));
        Assert.Single(xml.Repairs.Told());
    }

    [Fact]
    public void Every_repair_has_an_example_but_the_one_that_is_made_before_reading() =>
        Assert.Equal(Enum.GetValues<Repair>().Except([Repair.Control]), Repaired.Select(row => row.Data.Item1).Distinct().Order());

    [Fact]
    public void Control_characters_are_taken_out_before_reading_and_counted()
    {
        using var text = DocumentText.Of("<a>\u0001b\u000B\t\n</a>"u8, null);
        Assert.Equal("<a>b\t\n</a>", text.Characters.ToString());
        Assert.Equal(2, text.Controls);
    }

    [Fact]
    public void Children_are_read_one_after_the_other_whatever_stands_in_them()
    {
        var xml = Of("<a>x<b><c><b/></c></b> y <d>z</d><!-- e --><f/></a><g/>");
        Assert.True(xml.ReadChild(0));
        var names = new List<string>();
        while (xml.ReadChild(1))
            names.Add(xml.Name.ToString());
        Assert.Equal(["b", "d", "f"], names);
        Assert.True(xml.ReadChild(0));
        Assert.Equal("g", xml.Name.ToString());
        Assert.False(xml.ReadChild(0));
        Assert.False(xml.IsCut);
    }

    [Fact]
    public void After_a_text_was_read_its_element_has_ended()
    {
        var xml = Of("<a><b>one</b><b/><b><![CDATA[two]]></b><b>th<i>re</i>e</b><c/></a>");
        Assert.True(xml.ReadChild(0));
        var texts = new List<string>();
        while (xml.ReadChild(1))
        {
            texts.Add(xml.ReadText(isData: false, out _));
            Assert.Equal(1, xml.Depth);
        }
        Assert.Equal(["one", "", "two", "th<i>re</i>e", ""], texts);
    }

    [Theory]
    [InlineData("<a>b</a>", "b", false)]
    [InlineData("<a> b&amp;c </a>", " b&c ", false)]
    [InlineData("<a>b<!-- no -->c</a>", "bc", false)]
    [InlineData("<a>b<?no?>c</a>", "bc", false)]
    [InlineData("<a>b</no>c</a>", "bc", false)]
    [InlineData("<a><![CDATA[<b>]]></a>", "<b>", false)]
    [InlineData("<a>&lt;<![CDATA[b&amp;]]>&gt;</a>", "<b&amp;>", false)]
    [InlineData("<a>b&amp;<i>c</i></a>", "b&amp;<i>c</i>", true)]
    [InlineData("<a><x:i xmlns:x='y'>c<x:br/></x:i></a>", "<i xmlns:x='y'>c<br></i>", true)]
    [InlineData("<a><i>c", "<i>c", true)]
    [InlineData("<a/>b", "", false)]
    public void A_text_is_its_words_or_its_markup(string text, string words, bool isMarkup)
    {
        var xml = Of(text);
        Assert.True(xml.ReadNext());
        Assert.Equal(words, xml.ReadText(isData: false, out var hasMarkup));
        Assert.Equal(isMarkup, hasMarkup);
    }

    [Fact]
    public void A_section_between_tags_is_words_in_xhtml_and_markup_in_rss()
    {
        const string text = "<a><i>1</i><![CDATA[2 <b>]]></a>";
        Assert.Equal("<i>1</i>2 &lt;b&gt;", TextIn(text, isData: true));
        Assert.Equal("<i>1</i>2 <b>", TextIn(text, isData: false));
    }

    [Fact]
    public void An_element_takes_the_place_of_the_one_around_it_that_nobody_ended()
    {
        var xml = Of("<a><b at='1'>x<b at='2'>y</b><c/></a>");
        Assert.True(xml.ReadChild(0) && xml.ReadChild(1) && xml.ReadChild(2));
        xml.EndOuter();
        Assert.Equal(2, xml.Depth);
        Assert.Equal("2", xml.Attribute("at"));
        Assert.Equal("y", xml.ReadText(isData: false, out _));
        Assert.True(xml.ReadChild(1));
        Assert.Equal("c", xml.Name.ToString());
        Assert.True(xml.Repairs.Has(Repair.Unclosed));
    }

    [Fact]
    public void Nothing_stands_around_the_root_to_be_ended()
    {
        var xml = Of("<a>b</a>");
        Assert.True(xml.ReadNext());
        xml.EndOuter();
        Assert.Equal("b", xml.ReadText(isData: false, out _));
        Assert.Empty(xml.Repairs.Told());
    }

    [Fact]
    public void An_attribute_is_found_by_its_name_in_any_case_and_the_first_counts()
    {
        var xml = Of("<a One='1' one=\"2\" two=3 three four = 'x>y' five='&lt;&amp;'/>");
        Assert.True(xml.ReadNext());
        Assert.Equal("1, 3, , x>y, <&", $"{xml.Attribute("ONE")}, {xml.Attribute("two")}, {xml.Attribute("three")}, {xml.Attribute("four")}, {xml.Attribute("five")}");
        Assert.Null(xml.Attribute("six"));
    }

    [Fact]
    public void A_base_holds_where_it_stands_and_for_the_markup_it_wraps()
    {
        var xml = Of("<a xml:base='b/'><c xml:base='d/'/><e><div xml:base='/f/'><i>g</i></div></e><h/></a>");
        Assert.True(xml.ReadChild(0));
        Assert.Equal("https://harbour.example/b/", xml.Base?.AbsoluteUri);
        Assert.True(xml.ReadChild(1));
        Assert.Equal("https://harbour.example/b/d/", xml.Base?.AbsoluteUri);
        Assert.True(xml.ReadChild(1));
        xml.ReadText(isData: true, out _);
        Assert.Equal("https://harbour.example/f/", xml.InnerBase?.AbsoluteUri);
        Assert.True(xml.ReadChild(1));
        Assert.Equal("https://harbour.example/b/", xml.Base?.AbsoluteUri);
    }

    /// <summary>Asserts that we see what XmlReader sees; false when it refuses the text.</summary>
    private static bool IsReadAlike(string text, string what)
    {
        if (XmlSight.Of(text, Settings) is not { } sights)
            return false;
        var xml = Of(text);
        foreach (var sight in sights)
        {
            Assert.True(xml.ReadNext(), $"{what}\nends before {sight.Name}.");
            var isAlike = sight.IsAlike(xml);
            Assert.True(isAlike, $"{what}\nhas {sight}, we read {xml.Name} in {xml.Space}.");
        }
        Assert.False(xml.ReadNext(), $"{what}\nhas an element too many: {xml.Name}.");
        Assert.True(!xml.IsCut && Enum.GetValues<Repair>().Except([Repair.Doctype, Repair.Prolog]).All(repair => !xml.Repairs.Has(repair)), $"{what}\nis well-formed: {string.Join(", ", xml.Repairs.Told())}.");
        return true;
    }

    private static string Even(string text) => XmlSight.Even(text);

    private static (string Words, bool IsMixed) RootOf(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        reader.MoveToContent();
        using var root = reader.ReadSubtree();
        var (words, elements) = (new StringBuilder(), 0);
        while (root.Read())
        {
            elements += root.NodeType == XmlNodeType.Element ? 1 : 0;
            if (root.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                words.Append(root.Value);
        }
        return (words.ToString(), elements > 1);
    }

    /// <summary>The words of markup that has lost its prefixes.</summary>
    private static string Words(string markup)
    {
        using var reader = new XmlTextReader(new StringReader(markup)) { Namespaces = false, XmlResolver = null };
        var words = new StringBuilder();
        while (reader.Read())
            words.Append(reader.HasValue ? reader.Value : "");
        return words.ToString();
    }

    private static string TextIn(string text, bool isData)
    {
        var xml = Of(text);
        Assert.True(xml.ReadNext());
        return xml.ReadText(isData, out _);
    }

    private static LooseXml ReadThrough(string text)
    {
        var xml = Of(text);
        while (xml.ReadNext())
        {
            xml.Attribute("at");
            if (!xml.BeginsWithChild)
                xml.ReadText(isData: false, out _);
        }
        return xml;
    }

    private static string TextOf(string file)
    {
        using var text = DocumentText.Of(File.ReadAllBytes(file), null);
        return text.Characters.ToString();
    }

    private static LooseXml Of(string text) => new(DocumentText.Of(Encoding.UTF8.GetBytes(text), null), new Uri("https://harbour.example/"));

    private static string Nested(int deep) => string.Concat(Enumerable.Repeat("<a>", deep)) + string.Concat(Enumerable.Repeat("</a>", deep));
}
