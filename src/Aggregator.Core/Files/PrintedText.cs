using System.Text;
using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Files;

/// <summary>Makes paragraphs of printed lines again: words broken at the end of a line are whole, and so are paragraphs broken by a column or a page.</summary>
internal sealed partial class PrintedText
{
    /// <summary>A shorter piece is a heading, a cell or a label, which what follows does not continue.</summary>
    private const int ShortestContinued = 60;

    private readonly HashSet<string> _words;
    private readonly List<(int Page, StringBuilder Text)> _paragraphs = [];

    private PrintedText(IReadOnlyList<IReadOnlyList<PdfBlock>> pages) =>
        _words = [.. pages.SelectMany(page => page).SelectMany(block => block.Lines).SelectMany(line => Word().Matches(line.Text).Select(word => word.Value.ToLowerInvariant()))];

    /// <param name="numbers">The number of each of these pages.</param>
    public static (string Text, IReadOnlyList<PageStart> Starts, bool IsWhole) Of(IReadOnlyList<IReadOnlyList<PdfBlock>> pages, IReadOnlyList<int> numbers)
    {
        var printed = new PrintedText(pages);
        foreach (var (blocks, number) in pages.Zip(numbers))
            foreach (var paragraph in blocks.SelectMany(Paragraphs))
                printed.Add(number, paragraph);
        return printed.Joined();
    }

    /// <summary>A block is one paragraph, unless lines in it are set in by a little: each of those begins one.</summary>
    private static IEnumerable<IReadOnlyList<PdfLine>> Paragraphs(PdfBlock block)
    {
        var left = block.Lines.Min(line => line.Left);
        var paragraph = new List<PdfLine>();
        foreach (var line in block.Lines)
        {
            var isSetIn = line.Left - left is > 6 and < 40;
            if (paragraph.Count > 0 && isSetIn && EndsSentence(paragraph[^1].Text))
            {
                yield return paragraph;
                paragraph = [];
            }
            paragraph.Add(line);
        }
        yield return paragraph;
    }

    private void Add(int page, IReadOnlyList<PdfLine> lines)
    {
        var goesOn = _paragraphs.Count > 0 && GoesOn(_paragraphs[^1].Text, lines[0].Text);
        if (!goesOn)
            _paragraphs.Add((page, new StringBuilder()));
        foreach (var line in lines)
            Append(_paragraphs[^1].Text, line.Text);
    }

    private static bool GoesOn(StringBuilder before, string line) =>
        before.Length >= ShortestContinued && char.IsLower(line[0]) && !EndsSentence(before.ToString(before.Length - 2, 2));

    private static bool EndsSentence(string text) => text[^1] is '.' or '!' or '?' or ':' or ';' or '”' or '"' or '’' or ')' or '»' or '。';

    private void Append(StringBuilder text, string line)
    {
        if (text.Length == 0)
            text.Append(line);
        else if (text[^1] is '-' or '\u2010' && text.Length > 1 && char.IsLetter(text[^2]) && char.IsLower(line[0]))
        {
            if (!IsCompound(text, line))
                text.Length--;
            text.Append(line);
        }
        else
            text.Append(' ').Append(line);
    }

    /// <summary>True when the hyphen belongs to the word: the document has it so elsewhere, and never without.</summary>
    private bool IsCompound(StringBuilder text, string line)
    {
        var tail = text.ToString(Math.Max(0, text.Length - 40), Math.Min(40, text.Length)).ToLowerInvariant();
        var first = tail[(tail.LastIndexOf(' ') + 1)..^1];
        var second = Word().Match(line).Value.ToLowerInvariant();
        return !_words.Contains(first + second) && _words.Contains($"{first}-{second}");
    }

    private (string, IReadOnlyList<PageStart>, bool) Joined()
    {
        var text = new StringBuilder();
        var starts = new List<PageStart>();
        foreach (var (page, paragraph) in _paragraphs)
        {
            // Where all of a file is one paragraph, as a scanner's program writes it, its beginning is kept.
            if (text.Length == 0 && paragraph.Length > PdfReader.MostCharacters)
                return (PlainText.Shortened(paragraph.ToString(), PdfReader.MostCharacters), [new PageStart(page, 0)], false);
            if (text.Length + paragraph.Length > PdfReader.MostCharacters)
                return (text.ToString(), starts, false);
            if (text.Length > 0)
                text.Append("\n\n");
            if (starts.Count == 0 || starts[^1].Page != page)
                starts.Add(new PageStart(page, text.Length));
            text.Append(paragraph);
        }
        return (text.ToString(), starts, true);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
