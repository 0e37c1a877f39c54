using System.Globalization;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>An article's notes that no number of its text is linked to: a numbered list behind a heading that says so.</summary>
internal static class ListedNotes
{
    /// <summary>In characters.</summary>
    private const int LongestHeading = 40;

    private static readonly WordList Headings = new(
        "(end|foot)?[ -]?notes?|(notes and )?references|bibliography|works cited|sources|anmerkungen|(fuß|end)noten|quellen(verzeichnis|angaben)?|literatur(verzeichnis)?|(notes et )?références|notes de bas de page"
        + "|bibliographie|notas?( (al pie|de rodapé))?|referencias|referências|bibliografía|riferimenti|bibliografia|przypisy|źródła|(voet|eind)?noten|referenties|bronnen|(fot|slut)?noter|referenser|källor"
        + "|kilder|lähteet|viitteet|poznámky|zdroje|jegyzetek|források|σημειώσεις|примечания|источники|литература|сноски|примітки|джерела|هوامش|المراجع|脚注|参考文献|注释|參考文獻|註釋|각주|참고문헌");

    /// <summary>Of one note. Where the next does not begin within them, it is the last.</summary>
    private const int MostLines = 4;

    /// <param name="kept">For each block whether it is in the body; a note that is there is no second time told.</param>
    public static IEnumerable<string> In(PageMap map, bool[] kept)
    {
        var first = Array.IndexOf(kept, true);
        for (var heading = first < 0 ? kept.Length : first; heading < kept.Length - 1; heading++)
        {
            // The words of a heading are asked for last: few lines begin a list.
            if (map.Blocks[heading].Text.Length > LongestHeading || (ListAt(map, heading + 1) < 0 && !BeginsWith(1, map.Blocks[heading + 1].Text)) || !IsHeading(map.Blocks[heading].Text))
                continue;
            var notes = Behind(map, heading + 1).ToList();
            if (notes.Count > 0)
                return notes.Where(note => !kept.AsSpan(note).Contains(true)).Select(note => string.Join(' ', map.Blocks[note].Select(line => line.Text)));
        }
        return [];
    }

    private static bool IsHeading(string line) => Headings.LengthAt(line, WordList.Start(line), WordList.IsLast) > 0;

    private static IEnumerable<Range> Behind(PageMap map, int block) => ListAt(map, block) is >= 0 and var list ? Items(map, list) : Numbered(map, block);

    /// <summary>The place of the numbered list that begins with a block; -1 when none does.</summary>
    private static int ListAt(PageMap map, int block)
    {
        var box = map.Blocks[block].Box;
        while (box >= 0 && map.Boxes[box].Element.LocalName != "ol" && map.Boxes[box].FirstBlock == block)
            box = map.Boxes[box].Parent;
        return box >= 0 && map.Boxes[box].FirstBlock == block ? box : -1;
    }

    private static IEnumerable<Range> Items(PageMap map, int list)
    {
        for (var item = list + 1; item < map.Boxes[list].End; item = map.Boxes[item].End)
        {
            if (!map.Boxes[item].IsEmpty)
                yield return map.Boxes[item].FirstBlock..map.Boxes[item].EndBlock;
        }
    }

    /// <summary>Lines whose numbers follow upon each other, and what stands between them.</summary>
    private static IEnumerable<Range> Numbered(PageMap map, int line)
    {
        var lines = map.Blocks;
        for (var number = 1; line >= 0 && BeginsWith(number, lines[line].Text); number++)
        {
            var next = Array.FindIndex(lines, line + 1, Math.Min(MostLines, lines.Length - line - 1), other => BoxSums.RankOf(map, other) > 0 || BeginsWith(number + 1, other.Text));
            next = next >= 0 && BoxSums.RankOf(map, lines[next]) > 0 ? -1 : next;
            // A number alone stands before its note.
            yield return line..(next >= 0 ? next : Math.Min(lines.Length, PageNotes.IsNumber(lines[line].Text) ? line + 2 : line + 1));
            line = next;
        }
    }

    private static bool BeginsWith(int number, string text)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        var rest = text.AsSpan().TrimStart("[(");
        return rest.StartsWith(digits, StringComparison.Ordinal) && (rest.Length == digits.Length || rest[digits.Length] is not ((>= '0' and <= '9') or ',' or '%' or '-' or '/'));
    }
}
