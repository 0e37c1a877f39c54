using System.Text;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>Gathers a body's text from its blocks: paragraphs parted by a blank line, cells of a row by a stroke, numbers of notes in brackets.</summary>
internal sealed class BodyText(PageMap map, BodyTables tables, Uri? address)
{
    private readonly StringBuilder _text = new();

    /// <param name="before">The block before it; -1 when it is the first.</param>
    /// <param name="isNextLine">True for two lines of one paragraph.</param>
    public void Add(int before, int block, bool isNextLine)
    {
        var (cell, last) = (tables.CellOf(block), before < 0 ? -1 : tables.CellOf(before));
        if (before >= 0)
            _text.Append(cell != last && tables.IsSameRow(cell, last) ? " | " : isNextLine ? "\n" : "\n\n");
        foreach (var _ in tables.EmptyBefore(cell, last))
            _text.Append("| ");
        Add(map.Blocks[block]);
    }

    public override string ToString() => _text.ToString();

    private void Add(PageBlock block)
    {
        var at = 0;
        foreach (var run in block.Runs)
        {
            if (!PageNotes.IsMark(block, run, address))
                continue;
            _text.Append(block.Text, at, run.Start - at).Append('[').Append(block.Text, run.Start, run.Length).Append(']');
            at = run.Start + run.Length;
        }
        _text.Append(block.Text, at, block.Text.Length - at);
    }
}
