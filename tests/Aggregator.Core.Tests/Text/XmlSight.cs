using System.Text;
using System.Xml;

namespace Aggregator.Text;

/// <summary>One element as XmlReader sees it, to hold our own reader against.</summary>
/// <param name="Name">Without its prefix, in lower case.</param>
/// <param name="Text">Its words; null when elements stand in it.</param>
internal sealed record XmlSight(string Name, string Space, IReadOnlyList<(string Name, string Value)> Attributes, string? Text)
{
    /// <summary>All elements, in order; null when XmlReader refuses the document, or it is deeper than we promise to read.</summary>
    public static IReadOnlyList<XmlSight>? Of(string text, XmlReaderSettings settings)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            var sights = new List<XmlSight>();
            var open = new Stack<(int Place, StringBuilder Words, bool IsLeaf)>();
            var deepest = 0;
            while (reader.Read())
            {
                deepest = Math.Max(deepest, reader.Depth);
                Take(reader, sights, open);
            }
            return deepest < LooseXml.Deepest ? sights : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Texts as equal as XML makes them: line ends and blanks around and within are layout, and 128 to 159 are windows-1252 to us.</summary>
    public static string Even(string text)
    {
        var even = new StringBuilder(text.Length);
        foreach (var c in text)
            even.Append(c is >= '\u0080' and <= '\u009F' ? Charset.Decode([(byte)c], "text/plain; charset=windows-1252") : c.ToString());
        return PlainText.OneLine(even.ToString());
    }

    public bool IsAlike(LooseXml xml)
    {
        if (!xml.Name.Equals(Name, StringComparison.Ordinal) || Even(xml.Space) != Even(Space))
            return false;
        foreach (var (name, value) in Attributes)
        {
            if (xml.Attribute(name) is not { } ours || Even(ours) != Even(value))
                return false;
        }
        return Text is null || (Even(xml.ReadText(isData: true, out var hasMarkup)) == Even(Text) && !hasMarkup);
    }

    public override string ToString() => $"<{Name}> in '{Space}' with {string.Join(", ", Attributes)} and '{Text}'";

    private static void Take(XmlReader reader, List<XmlSight> sights, Stack<(int Place, StringBuilder Words, bool IsLeaf)> open)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                if (open.TryPop(out var outer))
                    open.Push(outer with { IsLeaf = false });
                var isEmpty = reader.IsEmptyElement;
                sights.Add(new XmlSight(reader.LocalName.ToLowerInvariant(), reader.NamespaceURI, AttributesOf(reader), ""));
                if (!isEmpty)
                    open.Push((sights.Count - 1, new StringBuilder(), true));
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when open.TryPeek(out var current):
                current.Words.Append(reader.Value);
                break;
            case XmlNodeType.EndElement:
                var (place, words, isLeaf) = open.Pop();
                sights[place] = sights[place] with { Text = isLeaf ? words.ToString() : null };
                break;
            default: break;
        }
    }

    private static List<(string Name, string Value)> AttributesOf(XmlReader reader)
    {
        var attributes = new List<(string Name, string Value)>();
        while (reader.MoveToNextAttribute())
        {
            // Names that differ in case alone are one to us.
            if (!attributes.Exists(attribute => attribute.Name.Equals(reader.Name, StringComparison.OrdinalIgnoreCase)))
                attributes.Add((reader.Name, reader.Value));
        }
        return attributes;
    }
}
