namespace Aggregator.Text;

/// <summary>The steps over the characters: tags, comments, sections, and what is forgiven in each.</summary>
public sealed partial class LooseXml
{
    private const string DataStart = "<![CDATA[";
    private const string DataEnd = "]]>";

    private const int LongestProlog = 4096;

    private (int Start, int End) _data;

    /// <summary>Takes the next token: a run of text, a CDATA section, a start tag, an end tag. Comments and instructions are passed over.</summary>
    private Token Advance()
    {
        if (_isEmpty)
        {
            _isEmpty = false;
            _name = (_open[^1].Start, _open[^1].Start + _open[^1].Length);
            Close(_open.Count - 1);
            return Token.End;
        }
        while (_at < Text.Length)
        {
            if (Text[_at] != '<')
            {
                SkipText();
                return Token.Text;
            }
            if (_at > _lastMark || _at + 1 >= Text.Length)
                break;
            var next = Text[_at + 1];
            if (next == '!')
            {
                if (ReadDeclaration())
                    return Token.Data;
            }
            else if (next == '?')
                SkipTo("?>", 2);
            else if (next == '/')
            {
                if (ReadEndTag())
                    return Token.End;
            }
            else if (IsNameStart(next))
            {
                if (ReadStartTag())
                    return Token.Start;
            }
            else
            {
                Repairs.Add(Repair.BareMark);
                _at++;
                SkipText();
                return Token.Text;
            }
        }
        return Finished();
    }

    private Token Finished()
    {
        _at = Text.Length;
        if (_open.Count > 0)
        {
            IsCut = true;
            Repairs.Add(Repair.Cut);
            Close(0);
        }
        return Token.Over;
    }

    private void SkipText()
    {
        var end = Text.Slice(_at).IndexOf('<');
        _at = end < 0 ? Text.Length : _at + end;
    }

    /// <summary>A comment, a CDATA section or a DOCTYPE; true when it is a CDATA section.</summary>
    private bool ReadDeclaration()
    {
        var rest = Text.Slice(_at);
        if (rest.StartsWith(DataStart, StringComparison.Ordinal))
        {
            var start = _at + DataStart.Length;
            var length = Text.Slice(start).IndexOf(DataEnd, StringComparison.Ordinal);
            _data = (start, length < 0 ? Text.Length : start + length);
            _at = length < 0 ? Text.Length : start + length + DataEnd.Length;
            return true;
        }
        if (rest.StartsWith("<!--", StringComparison.Ordinal))
            SkipTo("-->", 4);
        else if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            SkipDoctype();
        else
            SkipTo(">", 2);
        return false;
    }

    /// <summary>Past the mark that ends it; where that mark is missing, past the next tag end: a forgotten mark must not swallow the feed.</summary>
    private void SkipTo(string mark, int from)
    {
        var start = Math.Min(_at + from, Text.Length);
        var found = Text.Slice(start).IndexOf(mark, StringComparison.Ordinal);
        if (found < 0)
        {
            Repairs.Add(Repair.Unended);
            (found, mark) = (Text.Slice(start).IndexOf('>'), ">");
        }
        _at = found < 0 ? Text.Length : start + found + mark.Length;
    }

    /// <summary>Past a DOCTYPE and what it declares: nothing of it is kept, and nothing it names is ever fetched.</summary>
    private void SkipDoctype()
    {
        Repairs.Add(Repair.Doctype);
        var at = _at;
        var stop = Text.Slice(at).IndexOfAny('[', '>');
        if (stop >= 0 && Text[at + stop] == '[')
        {
            var close = Text.Slice(at).IndexOf("]>", StringComparison.Ordinal);
            stop = close >= 0 ? close + 1 : Text.Slice(at).IndexOf('>');
        }
        _at = stop < 0 ? Text.Length : at + stop + 1;
    }

    /// <summary>Reads a start tag and opens its element; false when it stands too deep.</summary>
    private bool ReadStartTag()
    {
        var start = _at + 1;
        var nameEnd = Text.Slice(start).IndexOfAny(NameStops);
        nameEnd = nameEnd < 0 ? Text.Length : start + nameEnd;
        var end = TagEnd(nameEnd);
        if (end < Text.Length && Text[end] == '>')
            _at = end + 1;
        else
        {
            Repairs.Add(Repair.Unended);
            _at = end;
        }
        if (_open.Count >= Deepest)
        {
            Repairs.Add(Repair.TooDeep);
            return false;
        }
        _isEmpty = end > nameEnd && Text[end - 1] == '/';
        _name = (start, nameEnd);
        _attributes = (nameEnd, _isEmpty ? end - 1 : end);
        var (outer, spaces) = (Base, _spaces.Count);
        _open.Add(new Open(start, nameEnd - start, spaces, _attributes.End > _attributes.Start ? Declared(outer) : outer));
        Space = SpaceOf(Text.Slice(start, nameEnd - start));
        return true;
    }

    /// <summary>Where the tag's <c>&gt;</c> stands, or the <c>&lt;</c> before which it was forgotten.</summary>
    private int TagEnd(int at)
    {
        while (!_quotesLie)
        {
            var stop = Text.Slice(at).IndexOfAny(TagStops);
            if (stop < 0)
                return Text.Length;
            at += stop;
            if (Text[at] is '<' or '>')
                return at;
            var value = Text.Slice(at + 1);
            var close = value.IndexOfAny(Text[at], '<');
            if (close >= 0 && value[close] == '<')
            {
                // XML has no < in a value: either somebody forgot the second quote, or to escape the <.
                if (value[..close].IndexOf('>') is >= 0 and var forgotten)
                    return at + 1 + forgotten;
                var rest = value[close..].IndexOf(Text[at]);
                close = rest < 0 ? -1 : close + rest;
            }
            // One quote that nobody ever closes, and quotes are not looked for again: that would take the square of the time.
            _quotesLie = close < 0;
            at += close + 2;
        }
        var end = Text.Slice(at).IndexOfAny('<', '>');
        return end < 0 ? Text.Length : at + end;
    }

    /// <summary>Reads an end tag; true when it ended an element, and with it those inside that nobody ended.</summary>
    private bool ReadEndTag()
    {
        var start = _at + 2;
        var stop = Text.Slice(start).IndexOfAny('>', '<');
        var end = stop < 0 ? Text.Length : start + stop;
        var name = Text.Slice(start, end - start).TrimEnd();
        _at = end < Text.Length && Text[end] == '>' ? end + 1 : end;
        for (var at = _open.Count - 1; at >= 0; at--)
        {
            if (!Text.Slice(_open[at].Start, _open[at].Length).Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (at < _open.Count - 1)
                Repairs.Add(Repair.Unclosed);
            _name = (_open[at].Start, _open[at].Start + _open[at].Length);
            Close(at);
            return true;
        }
        Repairs.Add(Repair.Unopened);
        return false;
    }

    private void Close(int at)
    {
        var spaces = _open[at].Spaces;
        if (_spaces.Count > spaces)
            _spaces.RemoveRange(spaces, _spaces.Count - spaces);
        _open.RemoveRange(at, _open.Count - at);
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or ':' || c > '\u007F';
}
