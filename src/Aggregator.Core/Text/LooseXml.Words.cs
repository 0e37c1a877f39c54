using System.Text;

namespace Aggregator.Text;

/// <summary>What stands inside an element: its words, or its markup.</summary>
public sealed partial class LooseXml
{
    /// <summary>The address that links lead from in the markup last read: that of its first element, which wraps the rest.</summary>
    public Uri? InnerBase { get; private set; }

    /// <summary>
    /// The words of the current element, and passes its end. Where markup stands in it unescaped, that markup: then
    /// <paramref name="hasMarkup"/> is true, and text in it is still escaped.
    /// </summary>
    /// <param name="isData">True when a CDATA section between markup is text, as in xhtml; false when it is markup itself, as in RSS.</param>
    public string ReadText(bool isData, out bool hasMarkup)
    {
        hasMarkup = false;
        var depth = _open.Count;
        if (_isEmpty)
        {
            Advance();
            return "";
        }
        if (TryReadPlain() is { } plain)
            return plain;
        var at = _at;
        var text = new StringBuilder();
        while (_open.Count >= depth)
        {
            switch (Advance())
            {
                case Token.Text: text.Append(Entities.Decoded(Text[_words.Start.._words.End], Repairs)); break;
                case Token.Data: text.Append(Text[_data.Start.._data.End]); break;
                case Token.Start:
                    // The first tag inside turns all of it into markup: once more from the beginning.
                    InnerBase = Base;
                    Close(depth);
                    (_at, _isEmpty, hasMarkup) = (at, false, true);
                    return ReadMarkup(isData);
                default: break;
            }
        }
        return text.ToString();
    }

    /// <summary>What stands in the current element, as markup without prefixes.</summary>
    private string ReadMarkup(bool isData)
    {
        var depth = _open.Count;
        var markup = new StringBuilder();
        while (_open.Count >= depth)
        {
            var before = _open.Count;
            switch (Advance())
            {
                case Token.Text: markup.Append(Text[_words.Start.._words.End]); break;
                case Token.Data: AppendData(markup, isData); break;
                case Token.Start:
                    markup.Append('<').Append(LocalName);
                    if (!Attributes.IsEmpty)
                        markup.Append(' ').Append(Attributes.TrimStart());
                    markup.Append('>');
                    break;
                case Token.End when _open.Count >= depth && _open.Count < before:
                    if (!IsVoid(LocalName))
                        markup.Append("</").Append(LocalName).Append('>');
                    break;
                default: break;
            }
        }
        return markup.ToString();
    }

    private void AppendData(StringBuilder markup, bool isData)
    {
        var data = Text[_data.Start.._data.End];
        if (isData)
            markup.Append(System.Net.WebUtility.HtmlEncode(data.ToString()));
        else
            markup.Append(data);
    }

    /// <summary>The usual case, without a builder: text or one CDATA section, and then the end tag.</summary>
    private string? TryReadPlain()
    {
        var end = Text[_at..].IndexOf('<');
        if (end < 0)
            return null;
        end += _at;
        var text = Text.Slice(_at, end - _at);
        if (IsOwnEnd(end))
        {
            _at = end;
            Advance();
            return Entities.Decoded(text, Repairs);
        }
        if (!text.IsWhiteSpace() || !Text.Slice(end).StartsWith(DataStart, StringComparison.Ordinal))
            return null;
        var start = end + DataStart.Length;
        var close = LengthTo(DataEnd, start);
        if (close < 0)
            return null;
        close += start;
        var after = close + DataEnd.Length;
        while (after < Text.Length && char.IsWhiteSpace(Text[after]))
            after++;
        if (!IsOwnEnd(after))
            return null;
        _at = after;
        Advance();
        return Text[start..close].ToString();
    }

    private bool IsOwnEnd(int at)
    {
        var open = _open[^1];
        var name = Text.Slice(open.Start, open.Length);
        var rest = Text.Slice(at);
        return rest.Length > name.Length + 2 && rest[1] == '/' && rest[0] == '<' && rest[2..].StartsWith(name, StringComparison.Ordinal) && rest[name.Length + 2] == '>';
    }

    private static bool IsVoid(ReadOnlySpan<char> name) =>
        name is "br" or "img" or "hr" or "wbr" or "col" or "input" or "area" or "source" or "track" or "embed" or "link" or "meta" or "param" or "base";
}
