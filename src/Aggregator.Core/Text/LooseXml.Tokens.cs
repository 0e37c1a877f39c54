namespace Aggregator.Text;

/// <summary>The steps over the characters: words, tags, and what is forgiven in each.</summary>
public sealed partial class LooseXml
{
    private (int Start, int End) _words;

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
                SkipText(_at);
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
                SkipInstruction();
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
                SkipText(_at + 1);
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

    private void SkipText(int from)
    {
        var end = Text.Slice(from).IndexOf('<');
        _words = (_at, end < 0 ? Text.Length : from + end);
        _at = _words.End;
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
                {
                    Repairs.Add(Repair.Unended);
                    return at + 1 + forgotten;
                }
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
        if (stop >= 0 && _at == end)
            Repairs.Add(Repair.Unended);
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
        // The tags beyond the deepest were told already; these are their ends.
        if (!Repairs.Has(Repair.TooDeep))
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
