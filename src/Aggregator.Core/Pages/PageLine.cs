using System.Buffers;
using System.Text;
using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>The line that is being gathered while a page is walked: its text as a reader sees it, and what of it is linked or set apart.</summary>
internal sealed class PageLine
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(Chars(char.IsWhiteSpace));

    /// <summary>What is not seen and splits words.</summary>
    private static readonly SearchValues<char> Unseen = SearchValues.Create(Chars(c => !char.IsWhiteSpace(c) && !PlainText.IsVisible(c)));

    private static readonly SearchValues<char> Stops = SearchValues.Create(Chars(c => c != ' ' && (char.IsWhiteSpace(c) || !PlainText.IsVisible(c))));

    private readonly StringBuilder _text = new();
    private readonly List<TextRun> _runs = [];
    private bool _hasBlank;

    public bool IsEmpty => _text.Length == 0;

    /// <param name="isPre">Blanks and line breaks stay as they are.</param>
    public void Take(string words, bool isPre, TextMarks marks, PageElement? link)
    {
        var rest = words.AsSpan();
        while (!rest.IsEmpty)
        {
            if (!isPre)
            {
                var blanks = rest.IndexOfAnyExcept(Blanks);
                if (blanks != 0)
                    _hasBlank = _text.Length > 0;
                if (blanks < 0)
                    return;
                rest = rest[blanks..];
            }
            else if (_text.Length == 0)
            {
                rest = rest.TrimStart("\r\n");
            }
            var end = rest.IndexOfAny(!isPre ? Stops : Unseen);
            if (end < 0)
                end = rest.Length;
            if (!isPre && rest[..end].IndexOf("  ") is >= 0 and var two)
                end = two;
            // One blank within the words stays as it is; at their end it waits for what follows.
            var piece = !isPre ? rest[..end].TrimEnd(' ') : rest[..end];
            if (!piece.IsEmpty)
                Append(piece, marks, link);
            if (piece.Length < end)
                _hasBlank = true;
            rest = rest[end..];
            if (!rest.IsEmpty && !Blanks.Contains(rest[0]))
                rest = rest[1..];
        }
    }

    /// <summary>The line, and the next one is empty; null when there is nothing on it.</summary>
    public (string Text, IReadOnlyList<TextRun> Runs)? End(bool isPre)
    {
        if (isPre)
            TrimEnd();
        _hasBlank = false;
        if (_text.Length == 0)
            return null;
        var line = (_text.ToString(), (IReadOnlyList<TextRun>)(_runs.Count == 0 ? [] : _runs.ToArray()));
        _runs.Clear();
        _text.Clear();
        return line;
    }

    private void Append(ReadOnlySpan<char> piece, TextMarks marks, PageElement? link)
    {
        var end = _text.Length;
        if (_hasBlank)
            _text.Append(' ');
        _hasBlank = false;
        _text.Append(piece);
        if (marks == TextMarks.None && link is null)
            return;
        // The blank between two runs belongs to neither.
        if (_runs.Count > 0 && _runs[^1] is var last && last.Start + last.Length == end && last.Marks == marks && last.Link == link)
            _runs[^1] = last with { Length = _text.Length - last.Start };
        else
            _runs.Add(new TextRun(_text.Length - piece.Length, piece.Length, marks, link));
    }

    /// <summary>The line breaks before the end of preformatted text are its markup's.</summary>
    private void TrimEnd()
    {
        var length = _text.Length;
        while (length > 0 && char.IsWhiteSpace(_text[length - 1]))
            length--;
        _text.Length = length;
        for (var last = _runs.Count - 1; last >= 0 && _runs[last] is var run && run.Start + run.Length > length; last--)
        {
            if (run.Start < length)
                _runs[last] = run with { Length = length - run.Start };
            else
                _runs.RemoveAt(last);
        }
    }

    private static string Chars(Func<char, bool> are) => string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(are));
}
