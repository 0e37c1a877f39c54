using System.Globalization;
using System.Text;

namespace Aggregator.Text;

/// <summary>Writes well-formed XML that nobody thought of: namespaces, both quotes, sections, comments, instructions, references, nested. The same seed writes the same.</summary>
internal sealed class RandomXml(int seed)
{
    private const int Deepest = 7;

    private static readonly string[] Names = ["a", "Item", "title", "x-y", "_z", "größe", "n.1", "content", "encoded"];
    private static readonly string[] Prefixes = ["p", "q", "dc", "Atom"];
    private static readonly string[] Spaces = ["urn:one", "urn:two", "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/", "https://harbour.example/?a=1&amp;b=2"];
    private static readonly string[] Words = ["It runs", " ", "\n  ", "&amp;", "&lt;b&gt;", "&quot;", "&apos;", "&#233;", "&#x1F6A2;", "ü", "渡し船", "🚢", ">", "]]", "a=\"b\"", "it's", "--", "/", "=", ";", "\t", "\r\n", "é "];
    private static readonly string[] Values = ["", "x", "a b", "&amp;", "&lt;", "&quot;", "&apos;", "a>b", "/", "=", "https://harbour.example/?a=1&amp;b=2", "&#x1F6A2;", "ü", "]]>", "-->", "?>", "x/"];
    private static readonly string[] Sections = ["", "<b>bold</b>", "a & b", "]]", "]>", "</a>", "<!-- no -->", "<![CDATA[", "&amp;", " \n ", "1 < 2"];
    private static readonly string[] Comments = ["", " a ", "<a>", "</a>", " - ", "&", "]]>", "\"", "'", "?>", ">"];
    private static readonly string[] Instructions = ["x", "x y", "xml-stylesheet href=\"a>b\"", "php echo '<a>'", "x \"", "x ->"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _xml = new();

    public string Write()
    {
        if (_random.Next(2) == 0)
            _xml.Append("<?xml version=\"1.0\" encoding='utf-8'?>");
        Between();
        if (_random.Next(4) == 0)
            _xml.Append("<!DOCTYPE a [ <!ENTITY x \"y\"> ]>");
        Element(0, []);
        Between();
        return _xml.ToString();
    }

    private void Between()
    {
        for (var times = _random.Next(3); times > 0; times--)
            _xml.Append(_random.Next(3) switch { 0 => $"<!--{Of(Comments)}-->", 1 => $"<?{Of(Instructions)}?>", _ => "\n " });
    }

    private void Element(int depth, IReadOnlyList<string> known)
    {
        var declared = new List<string>(known);
        var tag = Tag(declared, out var name);
        _xml.Append('<').Append(name).Append(tag);
        if (_random.Next(6) == 0)
        {
            _xml.Append(Of([" />", "/>", "\n/>"]));
            return;
        }
        _xml.Append(Of([">", " >", "\n>"]));
        for (var times = _random.Next(5); times > 0; times--)
            Inside(depth, declared);
        _xml.Append("</").Append(name).Append(Of([">", " >", "\n>"]));
    }

    private void Inside(int depth, IReadOnlyList<string> declared)
    {
        switch (_random.Next(7))
        {
            case 0: _xml.Append("<![CDATA[").Append(Of(Sections)).Append("]]>"); break;
            case 1: _xml.Append("<!--").Append(Of(Comments)).Append("-->"); break;
            case 2: _xml.Append("<?").Append(Of(Instructions)).Append("?>"); break;
            case 3 or 4 when depth < Deepest: Element(depth + 1, declared); break;
            default: _xml.Append(Of(Words)).Append(Of(Words).Replace(">", "", StringComparison.Ordinal)); break;
        }
    }

    /// <summary>The attributes, and a name whose prefix is declared by them or around them.</summary>
    private string Tag(List<string> declared, out string name)
    {
        var attributes = new StringBuilder();
        foreach (var prefix in Prefixes.Where(_ => _random.Next(5) == 0))
        {
            Attribute(attributes, $"xmlns:{prefix}", Of(Spaces));
            declared.Add(prefix);
        }
        if (_random.Next(6) == 0)
            Attribute(attributes, "xmlns", _random.Next(4) == 0 ? "" : Of(Spaces));
        for (var times = _random.Next(4); times > 0; times--)
            Attribute(attributes, $"at{times.ToString(CultureInfo.InvariantCulture)}", Of(Values));
        if (declared.Count > 0 && _random.Next(3) == 0)
            Attribute(attributes, $"{Of(declared)}:ref", Of(Values));
        name = declared.Count > 0 && _random.Next(2) == 0 ? $"{Of(declared)}:{Of(Names)}" : Of(Names);
        return attributes.ToString();
    }

    private void Attribute(StringBuilder to, string name, string value)
    {
        var quote = _random.Next(2) == 0 ? '"' : '\'';
        to.Append(Of([" ", "\n  ", "\t"])).Append(name).Append(Of(["=", " = ", "= "])).Append(quote).Append(value).Append(quote);
    }

    private T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
