using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>The tables of a body: which of them hold data, and where their cells stand in a row.</summary>
internal sealed class BodyTables(PageMap map)
{
    private readonly Dictionary<int, bool> _tables = [];

    /// <summary>True for a table that holds data; one in whose cells stand paragraphs or tables, or of whose cells one in each row holds anything, lays out a page.</summary>
    public bool IsTable(int box) => _tables.TryGetValue(box, out var known) ? known : _tables[box] = HoldsData(box);

    /// <summary>The place of the cell in which a block stands; -1 when it stands in none of a table that is one.</summary>
    public int CellOf(int block) =>
        Above(map.Blocks[block].Box, "td", "th") is >= 0 and var cell && map.Boxes[map.Boxes[cell].Parent].Element.LocalName == "tr" && Above(cell, "table", "table") is >= 0 and var table && IsTable(table) ? cell : -1;

    public bool IsSameRow(int cell, int other) => cell >= 0 && other >= 0 && map.Boxes[cell].Parent == map.Boxes[other].Parent;

    /// <summary>Keeps rows whole: a number says nothing without the others in its row.</summary>
    public void KeepRows(bool[] kept)
    {
        for (var (block, end) = (0, 0); block < kept.Length; block++)
        {
            if (block < end || !kept[block] || CellOf(block) is not (>= 0 and var cell))
                continue;
            var row = map.Boxes[map.Boxes[cell].Parent];
            end = Math.Min(row.EndBlock, kept.Length);
            kept.AsSpan(row.FirstBlock..end).Fill(true);
        }
    }

    /// <summary>The cells of a row that stand before one, and behind the one that was written last: without them, what follows would move under another heading.</summary>
    public IEnumerable<int> EmptyBefore(int cell, int last)
    {
        if (cell < 0 || cell == last)
            yield break;
        for (var box = IsSameRow(cell, last) ? map.Boxes[last].End : map.Boxes[cell].Parent + 1; box < cell; box = map.Boxes[box].End)
        {
            if (map.Boxes[box].Element.LocalName is "td" or "th")
                yield return box;
        }
    }

    /// <summary>The innermost element of these names; -1 when a table ends the search.</summary>
    private int Above(int box, string name, string other)
    {
        for (; box >= 0; box = map.Boxes[box].Parent)
        {
            var its = map.Boxes[box].Element.LocalName;
            if (its == name || its == other)
                return box;
            if (its == "table")
                return -1;
        }
        return -1;
    }

    private bool HoldsData(int box)
    {
        var (cells, row, isOfColumns) = (0, -1, false);
        for (var inner = box + 1; inner < map.Boxes[box].End; inner++)
        {
            if (map.Boxes[inner].Element.LocalName == "table")
                return false;
            if (map.Boxes[inner].Element.LocalName is not ("td" or "th"))
                continue;
            cells++;
            if (map.Boxes[inner].IsEmpty)
                continue;
            isOfColumns |= map.Boxes[inner].Parent == row;
            row = map.Boxes[inner].Parent;
        }
        var blocks = Math.Min(map.Boxes[box].EndBlock, map.Blocks.Length) - map.Boxes[box].FirstBlock;
        return isOfColumns && blocks < cells * 1.5;
    }
}
