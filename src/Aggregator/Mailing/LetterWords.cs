using System.Globalization;
using System.Text;
using Aggregator.Digests;
using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>The sentences that both forms of a letter share.</summary>
internal static class LetterWords
{
    private const int Columns = 76;

    public static string Heading(Digest digest) => digest.Stories switch
    {
        0 => "Nothing new",
        1 => "1 new story",
        _ => $"{digest.Stories} new stories",
    };

    public static string When(Digest digest)
    {
        var local = TimeZoneInfo.ConvertTime(digest.Closed, digest.Subscriber.Zone);
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString("dddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({digest.Subscriber.Zone.Id}, {offset})";
    }

    public static string More(Digest digest) =>
        $"{digest.NotShown.Count} more {(digest.NotShown.Count == 1 ? "story is" : "stories are")} in the archive: aggregator search finds {(digest.NotShown.Count == 1 ? "it" : "them")}.";

    /// <summary>What stands below a title: date, way, copies.</summary>
    public static string Facts(DigestEntry entry)
    {
        var facts = entry.Date;
        if (entry.Via is not null)
            facts += $" · via {entry.Via}";
        if (entry.Copies.Count > 0)
            facts += entry.Copies.Count == 1 ? " · +1 copy" : $" · +{entry.Copies.Count} copies";
        return $"{facts} · no. {entry.Number}";
    }

    /// <summary>What stands in the place of a summary that cannot be trusted.</summary>
    public static string Review(string doubt) => $"Needs review, so only its title is told. {doubt}";

    public static string Covered(Digest digest) =>
        $"It covers what was first seen from no. {digest.Window.After + 1} to no. {digest.Window.UpTo}, until {When(digest)}. The next one begins right after that, so nothing is told twice and nothing is left out.";

    public static string Why(Digest digest) =>
        $"You get this because {digest.Subscriber.Address} is the digest's reader in the settings of this Aggregator (Digesting:To). Whoever runs it can change or end that there.";

    /// <summary>Words in lines of at most 76 columns. An address is never broken.</summary>
    public static string Wrapped(string text, string indent = "")
    {
        var lines = new StringBuilder();
        var column = 0;
        foreach (var word in PlainText.OneLine(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > Columns)
            {
                lines.Append('\n');
                column = 0;
            }
            lines.Append(column == 0 ? indent : " ").Append(word);
            column += (column == 0 ? indent.Length : 1) + word.Length;
        }
        return lines.ToString();
    }
}
