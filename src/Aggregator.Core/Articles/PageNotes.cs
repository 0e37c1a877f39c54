using System.Globalization;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>An article's notes that its body left out: what a numbered link of the body leads to on the same page, or else what is listed as such.</summary>
internal static class PageNotes
{
    private const int Most = 500;

    private const int Longest = 4000;

    /// <summary>The notes; and in a sentence that some are not kept, null when all are.</summary>
    /// <param name="self">Where the page itself stands; null where nobody knows.</param>
    /// <param name="kept">For each block whether it is in the body; a note that is there is no second time kept.</param>
    public static (IReadOnlyList<string> Notes, string? Cut) Of(PageMap map, Uri? self, bool[] kept)
    {
        var found = Linked(map, self, kept).ToList();
        if (found.Count == 0)
            found = [.. ListedNotes.In(map, kept)];
        var notes = found.Where(note => note.Length <= Longest).Take(Most).ToList();
        return (notes, notes.Count == found.Count ? null : string.Create(CultureInfo.InvariantCulture, $"Of a page {Most} notes of at most {Longest} characters are kept; {found.Count - notes.Count} more stood there."));
    }

    /// <summary>The notes of all pages of an article, each once; where the numbers of a page begin again, each of its notes says which page it is of.</summary>
    public static IReadOnlyList<string> Joined(IEnumerable<IReadOnlyList<string>> pages)
    {
        var joined = new List<string>();
        foreach (var (page, notes) in pages.Index())
        {
            var own = notes.Except(joined).ToList();
            var goesOn = joined.Count == 0 || own.TrueForAll(note => NumberOf(note) is { Length: > 0 } number && joined.TrueForAll(other => NumberOf(other) != number));
            joined.AddRange(goesOn ? own : own.Select(note => string.Create(CultureInfo.InvariantCulture, $"Page {page + 1}: {note}")));
        }
        return joined;
    }

    /// <summary>True for the bare number of a note right behind a word or a year: without brackets it would be read as a part of it.</summary>
    public static bool IsMark(PageBlock block, TextRun run, Uri? self) =>
        run.Start > 0 && char.IsDigit(block.Text[run.Start]) && block.Text[run.Start - 1] is not ('[' or '(' or ' ') && Target(block, run, self) is not null;

    /// <summary>True for the number of a note, in brackets or bare, and nothing else.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text) => text.Trim("[]() *†.:") is { Length: > 0 and <= 3 } number && !number.ContainsAnyExceptInRange('0', '9');

    private static string NumberOf(string note) => note.TrimStart('[', '(') is var text ? text[..^text.TrimStart("0123456789").Length] : "";

    private static IEnumerable<string> Linked(PageMap map, Uri? self, bool[] kept)
    {
        // Where each is referred to first: a note stands behind that, and what stands before is the page's beginning.
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var block = 0; block < kept.Length; block++)
        {
            foreach (var target in kept[block] ? map.Blocks[block].Runs.Select(run => Target(map.Blocks[block], run, self)).OfType<string>() : [])
                wanted.TryAdd(target, block);
        }
        for (var box = 0; box < map.Boxes.Length && wanted.Count > 0; box++)
        {
            if (From(map.Boxes[box].Element, wanted) is { } from && from <= map.Boxes[box].FirstBlock && TextAt(map, map.Boxes[box], kept) is { Length: > 0 } note)
                yield return note;
        }
    }

    /// <summary>Where a place is referred to, the first time that it is found; null for any other. What Word writes names its anchors.</summary>
    private static int? From(PageElement element, Dictionary<string, int> wanted) =>
        (element.Id is { } id && wanted.Remove(id, out var block)) || (element.LocalName == "a" && element.GetAttribute("name") is { } name && wanted.Remove(name, out block)) ? block : null;

    private static string TextAt(PageMap map, PageBox box, bool[] kept)
    {
        // An anchor alone marks the line in which it stands; a number alone, the line behind it.
        var (first, end) = (box.FirstBlock, Math.Max(box.EndBlock, box.FirstBlock + 1));
        if (end < kept.Length && IsNumber(map.Blocks[end - 1].Text))
            end++;
        return end > kept.Length || kept.AsSpan(first..end).Contains(true) ? "" : string.Join(' ', map.Blocks[first..end].Select(line => line.Text)).Trim('↩', '\uFE0E', '^', ' ');
    }

    /// <summary>Where a number leads that is linked to the same page.</summary>
    private static string? Target(PageBlock block, TextRun run, Uri? self)
    {
        if (run is not { Link: { } link, Length: <= 6 } || !IsNumber(block.Text.AsSpan(run.Start, run.Length)) || link.GetAttribute("href") is not { } href)
            return null;
        if (href is ['#', _, ..])
            return href[1..];
        return self is not null && WebAddress.Resolve(self, href) is { Fragment: ['#', _, ..] place } whole && Uri.Compare(whole, self, UriComponents.HostAndPort | UriComponents.PathAndQuery, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? place[1..]
            : null;
    }
}
