using System.Collections.Frozen;
using AngleSharp.Common;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Aggregator.Text;

/// <summary>What all elements of one name have in common: the name, and what AngleSharp's tree builder has to know of them.</summary>
/// <remarks>The flags are AngleSharp's own, asked for once: a table of ours would be right until it changes its.</remarks>
internal sealed class ElementKind
{
    private const string HtmlSpace = "http://www.w3.org/1999/xhtml";

    private const string SvgSpace = "http://www.w3.org/2000/svg";

    private const string MathSpace = "http://www.w3.org/1998/Math/MathML";

    private const string Html =
        "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption center cite code col colgroup "
        + "data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
        + "i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee menu menuitem meta meter nav nobr noembed noframes noscript object ol "
        + "optgroup option output p param picture plaintext pre progress q quote rb rp rt rtc ruby s samp script search section select slot small source span strike strong style sub summary "
        + "sup table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp";

    private static readonly string[] Numbered = [.. Html.Split(' '), "svg", "math"];

    private static readonly FrozenDictionary<string, ElementKind>.AlternateLookup<ReadOnlySpan<char>> HtmlKinds = KindsOf(Html, HtmlSpace, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ElementKind>.AlternateLookup<ReadOnlySpan<char>> SvgKinds =
        KindsOf("svg desc foreignObject style title g path use", SvgSpace, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ElementKind>.AlternateLookup<ReadOnlySpan<char>> MathKinds =
        KindsOf("math mn mo mi ms mtext annotation-xml mrow", MathSpace, StringComparer.OrdinalIgnoreCase);

    private ElementKind(string name, NodeFlags flags, string space, int number = 0)
    {
        Name = name;
        Number = number;
        Flags = flags;
        NameAsMemory = name;
        Space = space;
        Rank = name is ['h', >= '1' and <= '6' and var rank] ? rank - '0' : 0;
        IsImage = name is "img" or "picture" or "amp-img";
    }

    /// <summary>How many kinds are numbered, and one more.</summary>
    public static int Count => Numbered.Length + 1;

    public string Name { get; }

    /// <summary>From 1 on, the same for one name whatever its namespace; 0 for names that html does not know.</summary>
    public int Number { get; }

    /// <summary>Of a heading 1 to 6; 0 for what is none.</summary>
    public int Rank { get; }

    public bool IsImage { get; }

    public NodeFlags Flags { get; }

    public StringOrMemory NameAsMemory { get; }

    /// <summary>The namespace.</summary>
    public StringOrMemory Space { get; }

    /// <summary>What names a page; a title in a drawing or in a select is none.</summary>
    public static ElementKind Title { get; } = OfHtml("title");

    public static ElementKind Base { get; } = OfHtml("base");

    public bool IsHtml => (Flags & NodeFlags.HtmlMember) != 0;

    public bool IsSvg => (Flags & NodeFlags.SvgMember) != 0;

    /// <summary>0 for a name that html does not know.</summary>
    public static int NumberOf(string name) => Array.IndexOf(Numbered, name) + 1;

    /// <summary>What the kinds have, by their numbers.</summary>
    /// <param name="names">Under what they have, their names, parted by blanks.</param>
    public static T[] Table<T>(IEnumerable<KeyValuePair<T, string>> names)
    {
        var table = new T[Count];
        foreach (var (its, kinds) in names)
        {
            foreach (var name in kinds.Split(' '))
                table[NumberOf(name)] = its;
        }
        return table;
    }

    public static ElementKind OfHtml(ReadOnlySpan<char> name) => HtmlKinds.TryGetValue(name, out var kind) ? kind : OfUnknown(name.ToString());

    /// <summary>An element where html allows none of its name, as in a select: it is treated as if nobody knew it.</summary>
    public static ElementKind OfUnknown(string name) => new(name, NodeFlags.HtmlMember, HtmlSpace, NumberOf(name));

    public static ElementKind OfSvg(ReadOnlySpan<char> name) =>
        SvgKinds.TryGetValue(name, out var kind) && name.SequenceEqual(kind.Name) ? kind : new ElementKind(name.ToString(), kind?.Flags ?? NodeFlags.SvgMember, SvgSpace);

    public static ElementKind OfMath(ReadOnlySpan<char> name) =>
        MathKinds.TryGetValue(name, out var kind) && name.SequenceEqual(kind.Name) ? kind : new ElementKind(name.ToString(), kind?.Flags ?? NodeFlags.MathMember, MathSpace);

    private static FrozenDictionary<string, ElementKind>.AlternateLookup<ReadOnlySpan<char>> KindsOf(string names, string space, StringComparer comparer)
    {
        using var document = new HtmlParser().ParseDocument("");
        return names.Split(' ').ToFrozenDictionary(name => name, name => new ElementKind(name, document.CreateElement(space, name).Flags, space, NumberOf(name)), comparer).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
