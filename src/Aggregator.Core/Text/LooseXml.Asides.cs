namespace Aggregator.Text;

/// <summary>What stands between tags and is none: comments, instructions, sections, DOCTYPEs, and where each ends that nobody ended.</summary>
public sealed partial class LooseXml
{
    private const string DataStart = "<![CDATA[";
    private const string DataEnd = "]]>";

    private const int LongestProlog = 4096;

    private readonly List<string> _missing = [];
    private (int Start, int End) _data;

    /// <summary>A comment, a CDATA section or a DOCTYPE; true when it is a CDATA section.</summary>
    private bool ReadDeclaration()
    {
        var rest = Text.Slice(_at);
        if (rest.StartsWith(DataStart, StringComparison.Ordinal))
        {
            var start = _at + DataStart.Length;
            var length = LengthTo(DataEnd, start);
            _data = (start, length < 0 ? UnendedData(start) : start + length);
            _at = length < 0 ? _data.End : start + length + DataEnd.Length;
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

    /// <summary>Where a section ends that nobody ended: where its element does, or with the document.</summary>
    private int UnendedData(int start)
    {
        var end = _open.Count == 0 ? -1 : Text.Slice(start).IndexOf(string.Concat("</", Text.Slice(_open[^1].Start, _open[^1].Length), ">"), StringComparison.Ordinal);
        if (end < 0)
            return Text.Length;
        Repairs.Add(Repair.Unended);
        return start + end;
    }

    /// <summary>Past an instruction; the declaration at the latest ends where a tag would, since people end it so.</summary>
    private void SkipInstruction()
    {
        var end = Text.Slice(_at).StartsWith("<?xml ", StringComparison.OrdinalIgnoreCase) ? Text.Slice(_at + 2).IndexOfAny('<', '>') : -1;
        if (end < 0 || Text[_at + 1 + end] == '?')
        {
            SkipTo("?>", 2);
            return;
        }
        Repairs.Add(Repair.Unended);
        _at += Text[_at + 2 + end] == '>' ? end + 3 : end + 2;
    }

    /// <summary>Past the mark that ends it; where that mark is missing, to the next tag: a forgotten mark must not swallow the feed.</summary>
    private void SkipTo(string mark, int from)
    {
        var start = Math.Min(_at + from, Text.Length);
        var found = LengthTo(mark, start);
        if (found < 0)
        {
            Repairs.Add(Repair.Unended);
            found = Text.Slice(start).IndexOfAny('<', '>');
            mark = found >= 0 && Text[start + found] == '<' ? "" : ">";
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
            var close = LengthTo("]>", at);
            stop = close >= 0 ? close + 1 : Text.Slice(at).IndexOf('>');
        }
        _at = stop < 0 ? Text.Length : at + stop + 1;
    }

    /// <summary>How far it is to the mark; negative when it stands nowhere behind, and then it is not looked for again: that would take the square of the time.</summary>
    private int LengthTo(string mark, int start)
    {
        var length = _missing.Contains(mark) ? -1 : Text.Slice(start).IndexOf(mark, StringComparison.Ordinal);
        if (length < 0 && !_missing.Contains(mark))
            _missing.Add(mark);
        return length;
    }
}
