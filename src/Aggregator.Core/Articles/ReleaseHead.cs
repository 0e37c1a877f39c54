using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>Lines that stand above a release's text and are none of it: when it may be told, its number, whom to ask, and the way to its page.</summary>
internal static partial class ReleaseHead
{
    private const int Longest = 160;

    /// <summary>Of one step of the way to a page, in characters.</summary>
    private const int LongestStep = 60;

    /// <summary>So many lines above the text are looked at.</summary>
    private const int MostAbove = 20;

    private static readonly SearchValues<char> Ways = SearchValues.Create(">»›");

    /// <summary>One of them is in each such line, but for the last words of some languages.</summary>
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["release", "embargo", "sperrfrist", "press", "media", "prensa", "stampa", "contact", "diffusion", "publica", "veröffentlichung", "news"], StringComparison.OrdinalIgnoreCase);

    /// <param name="isBegun">True behind a line that says whom to ask: there stand names with a number or an address.</param>
    public static bool Holds(string line, bool isBegun) => line.Length <= Longest && (Begins(line) || (isBegun && Reached().IsMatch(line)) || IsWay(line));

    /// <summary>True for a line after which others of its kind may follow.</summary>
    public static bool Begins(string line) => line.Length <= Longest && line.AsSpan().ContainsAny(Words) && Labels().IsMatch(line);

    /// <summary>What stands above a text and is in none of the article's fields, in a sentence: the release's number, whom to ask; null when nothing does.</summary>
    /// <param name="text">The place of the block with which the text begins; -1 when there is none.</param>
    public static string? Above(PageMap map, string? title, int text)
    {
        var (lines, isBegun) = (new List<string>(), false);
        for (var block = Math.Max(0, text - MostAbove); block < text; block++)
        {
            var line = map.Blocks[block].Text;
            if (line == title || lines.Contains(line) || map.Blocks[block].LinkLength * 2 > line.Length || !Says(line, isBegun))
                continue;
            isBegun |= Begins(line);
            lines.Add(line);
        }
        return lines.Count == 0 ? null : $"Above the text, and not in it, stands: “{string.Join("”, “", lines)}”.";
    }

    /// <summary>True for a number, a contact, an embargo.</summary>
    private static bool Says(string line, bool isBegun) => (Holds(line, isBegun) && !IsWay(line)) || (line.Length <= LongestStep && Reference().IsMatch(line));

    /// <summary>True for "Home > News > Releases".</summary>
    private static bool IsWay(string line)
    {
        var steps = line.AsSpan().ContainsAny(Ways) ? line.Split(['>', '»', '›'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        return steps.Length > 2 && steps[..^1].All(step => step.Length <= LongestStep && step.Any(char.IsLetter));
    }

    [GeneratedRegex(@"^\W*(?:for (?:immediate )?release\b|(?:strictly )?(?:under )?embargo(?:ed)?\b|(?:press|news|media) (?:release|notice|statement)(?: (?:no|nr|number|ref)\b.*|\W*)$|(?:media|press|news) (?:contacts?|inquir(?:y|ies)|enquir(?:y|ies))\b|contacts?\s*:"
        + @"|zur sofortigen veröffentlichung|sperrfrist|presse(?:mitteilung|information)(?: nr\b.*|\W*)$|pressekontakte?\b|pour (?:diffusion|publication) immédiate|communiqué de presse(?: n\W.*|\W*)$|contacts? presse\b|para (?:publicación|difusión) inmediata|para (?:publicação|divulgação) imediata|(?:comunicado|nota) de prensa(?: n\W.*|\W*)$|contacto de prensa\b"
        + @"|per (?:pubblicazione|diffusione) immediata|comunicato stampa(?: n\W.*|\W*)$|contatti stampa\b|persbericht(?: nr\b.*|\W*)$|voor onmiddellijke publicatie|pressmeddelande\W*$|pressemeddelelse\W*$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Labels();

    /// <summary>By which a document is known: "Ref: 12/2026", "No. 2026-4", "Doc. 104".</summary>
    [GeneratedRegex(@"^(?:doc(?:ument)?|ref(?:erence)?|no|nr|n[º°]|az)\b[ .:#]{0,3}(?:no\b[ .:]{0,2})?[\p{L}/-]{0,8}[0-9][\w./-]{0,20}$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    /// <summary>A telephone number or an address for mail, and no sentence.</summary>
    [GeneratedRegex(@"^(?:.*\W)?(?:\S+@\S+|\(?\+?\d{2,4}\)?[ ./-]?\d{3}[ ./-]?\d{3,4})\b[^.!?]*\.?[^.!?]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Reached();
}
