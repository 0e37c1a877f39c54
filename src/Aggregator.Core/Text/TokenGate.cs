using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Construction;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;

namespace Aggregator.Text;

/// <summary>Stands between AngleSharp's tokenizer and its tree builder and holds back what would cost more than it is worth.</summary>
/// <remarks>
/// Every token costs the builder a walk over its open elements, and every block copies the formatting elements left open. How many
/// those are only the builder knows: whoever counts tags instead is deceived by end tags that close nothing. So its own lists are
/// looked at.
/// </remarks>
internal sealed class TokenGate(long room, Uri? address = null, FrozenSet<string>? known = null, FrozenSet<string>? shown = null)
{
    /// <summary>What a tag costs beside its attributes, in characters.</summary>
    private const int TagWeight = 32;

    /// <summary>What a tag costs that the sanitiser takes out one by one: its time grows with the square of their number.</summary>
    private const int HiddenWeight = 500;

    /// <summary>A longer link is data in disguise.</summary>
    private const int LongestLink = 8192;

    /// <summary>Formatting elements open at once, since the last table cell; the next ones lose their tags.</summary>
    private const int MostFormatting = 32;

    private static readonly SearchValues<char> Escaped = SearchValues.Create("&<>\u00A0");

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>? _known = known?.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>? _shown = shown?.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly int _prefix = address?.AbsoluteUri.Length ?? 0;

    private List<IConstructableElement>? _open;

    private List<IConstructableElement?>? _formatting;

    private long _left = room;

    private int _deeper;

    /// <summary>No more end tags than start tags, and some more: they are charged nothing, so that what comes out may go in again.</summary>
    private int _closable = 100;

    private int _withheld = -1;

    /// <summary>Where the tags stand that were held back; null when nobody asks.</summary>
    public List<Range>? Withheld { get; init; }

    /// <summary>True where nobody reads code, style sheets and what only a browser needs: half of what pages weigh.</summary>
    public bool SkipsBallast { get; init; }

    /// <summary>True when the room was used up, so that what stood behind was left out.</summary>
    public bool IsSpent => _left < 0;

    private IConstructableElement? Current => _open!.Count > 0 ? _open[^1] : null;

    /// <summary>Hands the token on, or not; stops when the room is used up, and the builder closes what is open.</summary>
    public TokenConsumptionResult Pass(ref StructHtmlToken token, TokenConsumer next)
    {
        if (_open is null)
            (_open, _formatting) = BuilderSight.Into(next.Target!);
        if (_withheld >= 0)
            Withheld!.Add(_withheld..token.Position.Index);
        _withheld = -1;
        switch (token.Type)
        {
            case HtmlTokenType.Character:
                var text = token.Data.Memory.Span;
                _left -= text.Length + Escapes(text);
                ChargeCopies();
                if (SkipsBallast && Ballast.IsWithin(Current))
                    return TokenConsumptionResult.Continue;
                break;
            case HtmlTokenType.StartTag when !Opens(ref token):
            case HtmlTokenType.EndTag when !Closes(ref token):
                if (Withheld is not null)
                    _withheld = token.Position.Index;
                return TokenConsumptionResult.Continue;
        }
        if (_left < 0)
            return TokenConsumptionResult.Stop;
        next(ref token);
        return TokenConsumptionResult.Continue;
    }

    private bool Opens(ref StructHtmlToken token)
    {
        var name = token.Name.Memory.Span;
        var traits = TagTraits.Of(name);
        // What is closed as in xhtml would hold, as html, everything up to an end tag that never comes.
        if (_known is { } known && (!known.Contains(name) || (token.IsSelfClosing && traits.HasFlag(TagTrait.Raw))))
            return false;
        if ((SkipsBallast && Ballast.IsTag(ref token)) || (traits.HasFlag(TagTrait.OfTable) && IsInBareTemplate()))
            return false;
        if (_open!.Count >= Nesting.Deepest)
        {
            var isLast = traits.HasFlag(TagTrait.Last);
            if (!isLast)
                _deeper++;
            if (!isLast || _open.Count >= Nesting.Deepest + 8)
                return false;
        }
        if (traits.HasFlag(TagTrait.Formatting) && OpenFormatting() >= MostFormatting)
            return false;
        _left -= TagWeight + Weight(ref token) + (_shown is { } shown && !shown.Contains(name) ? HiddenWeight : 0);
        ChargeCopies();
        _closable++;
        return true;
    }

    private bool Closes(ref StructHtmlToken token)
    {
        var name = token.Name.Memory.Span;
        var traits = TagTraits.Of(name);
        if (_known is { } known && !known.Contains(name))
            return false;
        if (traits.HasFlag(TagTrait.OfTable) && IsInBareTemplate())
            return false;
        if (_deeper > 0 && !traits.HasFlag(TagTrait.Last))
        {
            _deeper--;
            return false;
        }
        if (_closable == 0)
            return false;
        _closable--;
        // Without an open paragraph its end makes one.
        if (name is "p" && !(Current is { } current && current.LocalName == "p"))
        {
            if (_open!.Count >= Nesting.Deepest)
                return false;
            _left -= TagWeight;
        }
        // A formatting element that is closed from within others is taken apart, and what stands between is copied.
        if (traits.HasFlag(TagTrait.Formatting) && _formatting!.Count > 0 && _formatting[^1] != Current)
            _left -= 8 * Copies();
        return true;
    }

    /// <summary>Takes out the links that are none and what nobody reads, and tells how long the others may become.</summary>
    private long Weight(ref StructHtmlToken token)
    {
        var attributes = token.Attributes;
        var weight = 0L;
        for (var i = attributes.Count - 1; i >= 0; i--)
        {
            var attribute = attributes[i];
            var name = attribute.Name.Memory.Span;
            var value = attribute.Value.Memory.Span;
            if ((value.Length > LongestLink && IsLink(name)) || (SkipsBallast && Ballast.IsAttribute(name, value)))
                token.RemoveAttributeAt(i);
            else
                weight += Weight(name, value);
        }
        return weight;
    }

    private long Weight(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        var weight = name.Length + value.Length + Escapes(value);
        if (!IsLink(name))
            return weight;
        // A blank becomes %20, and in a link that is made absolute a letter beyond ascii becomes up to nine.
        return IsAbsolute(value) ? weight + (2L * value.Count(' ')) : weight + _prefix + (value.Length * (Ascii.IsValid(value) ? 2L : 8L));
    }

    /// <summary>What is written out again, as a page never is, is longer by its escapes.</summary>
    private long Escapes(ReadOnlySpan<char> text) => _known is null ? 0 : 5L * text.CountAny(Escaped);

    private bool IsLink(ReadOnlySpan<char> name) => _known is not null && name is ("href" or "src" or "cite" or "poster");

    private static bool IsAbsolute(ReadOnlySpan<char> link) =>
        link.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True in a template without a table, where the builder would close elements up to a table that is not there: it stops at AngleSharp's
    /// own template and at none of ours. What stands in a template is no part of the page.
    /// </summary>
    private bool IsInBareTemplate()
    {
        var at = _open!.Count - 1;
        while (at > 0 && !(_open[at] is PageElement element ? element.LocalName is "table" or "template" : true))
            at--;
        return at > 0 && _open[at] is PageElement { LocalName: "template" };
    }

    private int OpenFormatting()
    {
        var first = _formatting!.Count;
        while (first > 0 && _formatting[first - 1] is not null)
            first--;
        return _formatting.Count - first;
    }

    /// <summary>The builder opens again, in a copy, what a closed block took with it.</summary>
    private void ChargeCopies()
    {
        if (_formatting!.Count > 0 && _formatting[^1] is { } last && _open!.LastIndexOf(last) < 0)
            _left -= Copies();
    }

    private long Copies() =>
        _formatting!.AsEnumerable().Reverse().TakeWhile(element => element is not null)
            .Sum(element => TagWeight + Weight(element!));

    private long Weight(IConstructableElement element)
    {
        if (element is IElement known)
            return known.Attributes.Sum(attribute => Weight(attribute.Name, attribute.Value));
        var weight = 0L;
        foreach (var (name, value) in ((PageElement)element).Attributes)
            weight += Weight(name, value);
        return weight;
    }
}
