using System.Buffers;

namespace Aggregator.Text;

/// <summary>Reads XML, and what was meant to be XML, in one forward pass over its characters; it never refuses and never throws.</summary>
/// <remarks>
/// Ours, since <c>XmlReader</c> refuses a whole feed for one bare ampersand: see docs/decisions/0008. Well-formed
/// XML reads as any parser reads it; every departure is named in <see cref="Repairs"/>. A DTD is skipped, an entity
/// is only ever one character, so nothing can grow; elements deeper than <see cref="Deepest"/> lose their tags, not their words.
/// </remarks>
public sealed partial class LooseXml
{
    /// <summary>Open elements, at most; no feed comes near.</summary>
    public const int Deepest = 256;

    /// <summary>Namespaces declared at one place of the document, at most: each element looks through them.</summary>
    public const int MostSpaces = 256;

    private static readonly SearchValues<char> TagStops = SearchValues.Create("<>\"'");
    private static readonly SearchValues<char> NameStops = SearchValues.Create(" \t\r\n/>=<\"'");

    private readonly char[] _characters;
    private readonly int _length;
    private readonly int _lastMark;
    private readonly List<Open> _open = [];
    private readonly List<(string Prefix, string Space)> _spaces = [];
    private readonly char[] _lowered = new char[64];
    private int _at;
    private bool _isEmpty;
    private bool _quotesLie;
    private (int Start, int End) _name;
    private (int Start, int End) _attributes;

    /// <param name="text">The document, decoded; not to be disposed of while it is read.</param>
    /// <param name="address">What relative addresses in <c>xml:base</c> lead from.</param>
    public LooseXml(DocumentText text, Uri? address)
    {
        (_characters, _length) = (text.Buffer, text.Length);
        _lastMark = Text.LastIndexOf('>');
        Address = address;
        SkipProlog();
    }

    /// <summary>What one step over the characters can meet.</summary>
    private enum Token
    {
        Text,
        Data,
        Start,
        End,
        Over,
    }

    public Uri? Address { get; }

    /// <summary>What had to be forgiven, in words.</summary>
    public Repairs Repairs { get; } = new();

    /// <summary>How many elements are open, the current one included.</summary>
    public int Depth => _open.Count;

    /// <summary>True when the document ended inside an element.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The current element's name without its prefix, in lower case; valid until the next element.</summary>
    public ReadOnlySpan<char> Name
    {
        get
        {
            var name = LocalName;
            if (!name.ContainsAnyInRange('A', 'Z') || name.Length > _lowered.Length)
                return name;
            return _lowered.AsSpan(0, name.ToLowerInvariant(_lowered));
        }
    }

    public bool HasPrefix => Text[_name.Start.._name.End].Contains(':');

    /// <summary>The namespace of the current element as declared; empty when it has none; its prefix with a colon when nobody declared it.</summary>
    public string Space { get; private set; } = "";

    /// <summary>The address that relative links of the current element lead from.</summary>
    public Uri? Base => _open.Count == 0 ? Address : _open[^1].Base;

    private ReadOnlySpan<char> Text => new(_characters, 0, _length);

    /// <summary>The current element's name without its prefix, as written.</summary>
    private ReadOnlySpan<char> LocalName => Local(Text[_name.Start.._name.End]);

    /// <summary>What stands in the current tag behind its name.</summary>
    private ReadOnlySpan<char> Attributes => Text[_attributes.Start.._attributes.End];

    /// <summary>Moves to the next element, wherever it stands.</summary>
    public bool ReadNext()
    {
        while (Advance() is var token && token != Token.Over)
        {
            if (token == Token.Start)
                return true;
        }
        return false;
    }

    /// <summary>Moves to the next element directly below the one that was open at <paramref name="parent"/>; false when that one has ended.</summary>
    public bool ReadChild(int parent)
    {
        while (_open.Count >= parent)
        {
            var token = Advance();
            if (token == Token.Over)
                return false;
            if (token == Token.Start && _open.Count == parent + 1)
                return true;
        }
        return false;
    }

    /// <summary>True when the current element begins with another element, not with words.</summary>
    public bool BeginsWithChild
    {
        get
        {
            var rest = _isEmpty ? default : Text.Slice(_at).TrimStart();
            return rest.Length > 1 && rest[0] == '<' && IsNameStart(rest[1]);
        }
    }

    /// <summary>Ends the element around the current one, which takes its place: somebody forgot to.</summary>
    public void EndOuter()
    {
        if (_open.Count < 2)
            return;
        Repairs.Add(Repair.Unclosed);
        _open[^2] = _open[^1] with { Spaces = _open[^2].Spaces };
        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>An attribute of the current element, by its name as written (without regard to case), entities replaced; null when it is not there.</summary>
    public string? Attribute(ReadOnlySpan<char> name)
    {
        var attributes = new AttributeWalk(Attributes);
        while (attributes.Next())
        {
            if (attributes.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return Entities.Decoded(attributes.Value, Repairs);
        }
        return null;
    }

    /// <summary>Takes namespaces and base from the attributes of the tag that was just read; the base that holds in it.</summary>
    private Uri? Declared(Uri? outer)
    {
        var attributes = Attributes;
        if (!attributes.Contains("xml", StringComparison.Ordinal))
            return outer;
        var walk = new AttributeWalk(attributes);
        while (walk.Next())
        {
            if (walk.Name.Equals("xml:base", StringComparison.Ordinal))
                outer = WebAddress.Resolve(outer, Entities.Decoded(walk.Value, Repairs)) ?? outer;
            else if (walk.Name.StartsWith("xmlns", StringComparison.Ordinal) && _spaces.Count < MostSpaces)
                _spaces.Add((walk.Name.Length > 6 ? walk.Name[6..].ToString() : "", Entities.Decoded(walk.Value, Repairs).Trim()));
            else if (walk.Name.StartsWith("xmlns", StringComparison.Ordinal))
                Repairs.Add(Repair.Spaces);
        }
        return outer;
    }

    private string SpaceOf(ReadOnlySpan<char> name)
    {
        var colon = name.IndexOf(':');
        var prefix = colon < 0 ? default : name[..colon];
        for (var at = _spaces.Count - 1; at >= 0; at--)
        {
            if (prefix.SequenceEqual(_spaces[at].Prefix))
                return _spaces[at].Space;
        }
        if (prefix.Length == 0)
            return "";
        Repairs.Add(Repair.Prefix);
        return prefix.Length > 40 ? ":" : string.Concat(prefix, ":");
    }

    /// <summary>What stands before the first tag: the declaration, and what should not stand before it.</summary>
    private void SkipProlog()
    {
        var start = Text.IndexOf('<');
        var declaration = Text.Slice(0, Math.Min(Text.Length, LongestProlog)).IndexOf("<?xml ", StringComparison.Ordinal);
        // One in a CDATA section is somebody's example.
        if (declaration >= 0 && Text.Slice(0, declaration).Contains(DataStart, StringComparison.Ordinal))
            declaration = -1;
        _at = Math.Max(0, declaration < 0 ? start : declaration);
        var before = Text.Slice(0, _at).Trim('\uFEFF');
        if (declaration < 0 ? !before.IsWhiteSpace() : !before.IsEmpty)
            Repairs.Add(Repair.Prolog);
    }

    private static ReadOnlySpan<char> Local(ReadOnlySpan<char> name)
    {
        var colon = name.IndexOf(':');
        return colon < 0 || colon == name.Length - 1 ? name : name[(colon + 1)..];
    }

    /// <summary>An element whose end has not been met.</summary>
    private readonly record struct Open(int Start, int Length, int Spaces, Uri? Base);
}
