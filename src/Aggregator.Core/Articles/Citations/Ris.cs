using System.Globalization;
using System.Text;

namespace Aggregator.Articles.Citations;

/// <summary>Writes citations as RIS, which EndNote, Zotero and Mendeley import.</summary>
public static class Ris
{
    public static string Write(IEnumerable<Citation> citations) => string.Join("\r\n", citations.Select(Record));

    private static string Record(Citation work)
    {
        var record = new StringBuilder();
        Add("TY", work.Kind switch { CitedKind.Report => "RPRT", CitedKind.Post => "BLOG", _ => "ELEC" });
        Add("ID", work.Key);
        foreach (var author in work.Authors)
            Add("AU", NameOf(author));
        Add("TI", work.Title);
        if (work.Kind != CitedKind.Report)
            Add("T2", work.Publisher);
        Add("PB", work.Publisher);
        Add("M3", work.Kind == CitedKind.PressRelease ? "Press release" : null);
        Add("PY", Date(work.Published?.Moment, "yyyy"));
        Add("DA", Date(work.Published?.Moment, "yyyy'/'MM'/'dd"));
        Add("Y2", Date(work.FirstSeen, "yyyy'/'MM'/'dd"));
        Add("LA", work.Language);
        Add("AB", work.Abstract);
        Add("UR", work.Link?.AbsoluteUri);
        Add("N1", work.Note);
        return record.Append("ER  - \r\n").ToString();

        void Add(string tag, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                record.Append(CultureInfo.InvariantCulture, $"{tag}  - {value}\r\n");
        }
    }

    /// <summary>A comma parts family from given, so the name of an organisation has none.</summary>
    private static string NameOf(CitedName name) => name.IsWhole
        ? name.Family.Replace(",", "", StringComparison.Ordinal)
        : name.Inverted;

    private static string? Date(DateTimeOffset? moment, string shape) => moment?.ToString(shape, CultureInfo.InvariantCulture);
}
