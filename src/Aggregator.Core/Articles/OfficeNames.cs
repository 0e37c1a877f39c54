using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Tells names of offices and houses, which hold words that part the names of people.</summary>
internal static partial class OfficeNames
{
    /// <summary>Before the word that says that it is an office.</summary>
    private const int MostNames = 4;

    /// <summary>With these begins what an office is called.</summary>
    private static readonly WordList Starts = new("center|centre|institute|institut|ministry|department|office|organi[sz]ation|association|council|university|redaktion|pressestelle|stiftung|fondation|fundación|bayerische|deutsche[rs]?");

    /// <summary>And with these goes on what the office is for.</summary>
    private static readonly WordList Words = new("(center|centre|institute|institution|foundation|endowment|council|committee|commission|association|society|office|agency|bank|board|fund|forum|initiative|school|academy|college|university|federation|organi[sz]ation|network|partnership|trust|union|alliance) (for|of|on|in|and|against) ");

    public static bool Is(string line) => line.Contains(',', StringComparison.Ordinal) ? Several().IsMatch(line) || Array.TrueForAll(line.Split(',', StringSplitOptions.TrimEntries), IsOne) : IsOne(line);

    /// <summary>The Harbour Institute for Tides: up to four names, and what is for something.</summary>
    private static bool IsOne(string line)
    {
        var at = line.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? 4 : 0;
        if (Starts.LengthAt(line, at, (text, end) => end < text.Length && text[end] == ' ') > 0)
            return true;
        for (var names = 0; names <= MostNames; names++)
        {
            if (Words.LengthAt(line.AsSpan(at)) > 0)
                return true;
            if (at == line.Length || !char.IsUpper(line[at]))
                return false;
            while (at < line.Length && (LetterKinds.IsWord(line[at]) || line[at] is '\'' or '’' or '&' or '-'))
                at++;
            if (at == line.Length || line[at++] != ' ')
                return false;
        }
        return false;
    }

    /// <summary>An office for several things: Department for Tides, Ferries and Lights.</summary>
    [GeneratedRegex(@"^(?:department|ministry|office|committee|centre|center|directorate) (?:for|of|on) [^,]+,.* (?:and|&) [^,]+$|^[^,]+(?:, [^,]+)* (?:and|&) [^,]+ (?:office|department|ministry|committee)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Several();
}
