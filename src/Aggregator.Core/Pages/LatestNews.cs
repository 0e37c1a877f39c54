using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>Reads the rows of "Latest News from": a title with its time behind it, then perhaps a summary.</summary>
internal static class LatestNews
{
    private const int TimeLength = 19;

    public static IReadOnlyList<LatestRow> Rows(IReadOnlyList<TextLine> lines)
    {
        var rows = new List<LatestRow>();
        TextLine? last = null;
        foreach (var line in lines)
        {
            if (Time(line.Text) is not { } time)
            {
                // One line of summary a row: what follows the last one is the site's foot.
                if (rows is [.., { Summary: null } row] && last is null)
                    rows[^1] = row with { Summary = line.Text };
                last = line;
                continue;
            }
            // The title may end in digits: only the last 19 characters are the time.
            var title = line.Text[..^TimeLength].TrimEnd();
            var links = line.Links;
            if (title.Length == 0 && last is not null)
            {
                // A table's cells are lines of their own: the title stands before its time.
                title = last.Text;
                links = last.Links;
                if (rows is [.., var before] && before.Summary == title)
                    rows[^1] = before with { Summary = null };
            }
            if (title.Length > 0)
                rows.Add(new LatestRow(title, time, null, links.Count > 0 ? links[0].Address : null));
            last = null;
        }
        return rows;
    }

    private static WrittenDate? Time(string line) =>
        WireMarks.RowTime().IsMatch(line) ? DateReader.Read(line[^TimeLength..], Zones.London) : null;
}
