using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Tells which lines of a page say whose text it is: bylines, credits, labels, what introduces an author.</summary>
internal static partial class Bylines
{
    private const int Longest = 60;

    /// <summary>A longer line names its agency in a dateline, if at all.</summary>
    private const int LongestWire = 20;

    private static readonly WordList Labels = new("by|written by|posted by|words by|story by|author|authors|author\\(s\\)|autor|autorin|autoren|autor/in|autorin/autor|autor\\(es\\)|auteur\\(s\\)|verfasser|verfasserin|auteur|von|par|por|door|автор|作者");

    private static readonly WordList AboutAuthors = new("(about the (author|writer)|author bio(graphy)?|über (den autor|die autorin)|zu[mr] autor(in)?|à propos de l['’]aut(eur|rice)|sobre (el autor|la autora)|l['’]aut(ore|eur|eure|rice)|(the|der|die|el|la) (author|autor|autora|autorin)):?");

    private static readonly WordList MoreOf = new("(all|more|other) (articles|posts|stories) (by|from)|more (by|from)|about the author:?|mehr von|alle artikel von|über den autor:?");

    /// <summary>News agencies, as they are named alone in a line.</summary>
    private static readonly WordList WireNames = new("reuters|associated press|afp|dpa|apa|sda|efe|ansa|tass|interfax|xinhua|jiji|kyodo|yonhap|pti|ians|upi|epd|kna|kathpress");

    private static readonly WordList WireEnds = new("\\)|[ -](news|press)(\\))?");

    private static readonly WordList Credits = new("(written|posted|geschrieben|escrito|écrit|scritto) (by|von|por|par|da)[ :]|autorin/autor ");

    private static readonly WordList CreditLabels = new("author|authors|autor|autorin|autoren|autor/in|verfasser|verfasserin|auteur|text|texte|autore|автор|by");

    private static readonly char[] Bars = ['|', '·', '•', '●', '∙'];

    /// <summary>Without one of these nothing says so behind other words.</summary>
    private static readonly SearchValues<string> LaterWords = SearchValues.Create(["written by", "text von", "geschrieben von", "escrito por", "crit par", "scritto da"], StringComparison.OrdinalIgnoreCase);

    /// <summary>True for "By", "Author:" alone: the name is in the next line.</summary>
    public static bool IsLabel(string line) => line.Length < 20 && (Labels.Is(line.AsSpan().TrimEnd(':').TrimEnd()) || line.Equals("text:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Who a standfirst says writes below it: "The ferry is late again, writes Ada Quay."</summary>
    public static string? InStandfirst(string line)
    {
        if (Writes().Match(line.TrimEnd('.', ' ')) is not { Success: true } writes || writes.Groups["who"].Value is not { } name || !AuthorNames.IsPerson(name) || AuthorNames.HasRole(name))
            return null;
        // Who only says something is its subject, unless the name is set as a byline is.
        return writes.Groups["says"].Success && name.Any(char.IsLower) ? null : name;
    }

    /// <summary>True for words that lead in who wrote, as "Posted on 3 March by" does.</summary>
    public static bool LeadsIn(string label) => AuthorNames.IsByline(label + "X") || By().IsMatch(label);

    /// <summary>True for a line that says what somebody does: "Senior Writer", "| Author".</summary>
    public static bool IsProfession(string line) => AuthorNames.IsRole(line) || line.Trim(' ', '|', ',') is "Author" or "Autor" or "Autorin" or "Auteur" or "Writer";

    /// <summary>True for "More from Ada Quay".</summary>
    public static bool IsMoreOf(string line, string name) => line.EndsWith(name, StringComparison.OrdinalIgnoreCase) && MoreOf.Is(line.AsSpan(0, line.Length - name.Length).TrimEnd());

    /// <summary>True for what a box about the author is headed by.</summary>
    public static bool IsAboutAuthor(string line) => AboutAuthors.Is(line);

    /// <summary>What a line says from its "by" on, which stands at its beginning, behind a day, or behind a bar; null when it has none.</summary>
    public static string? InByline(string line)
    {
        line = Apart(line[^line.AsSpan().TrimStart("-–—•·|/~*(» ").Length..]);
        if (AuthorNames.IsByline(line))
            return line;
        var parts = line.Split(Bars, StringSplitOptions.TrimEntries);
        if (parts.Length is > 1 and < 6 && Array.Find(parts, AuthorNames.IsByline) is { } part)
            return part;
        if (DateFinder.Find(line, 1) is not [{ } date])
            return null;
        var rest = Clock().Replace(line[Math.Min(line.Length, date.Start + date.Length)..], "");
        return AuthorNames.IsByline(rest) ? rest : null;
    }

    /// <summary>The same of a line that says outright whose text it is, wherever it stands: "Written by", "Autor:", "This article was written by".</summary>
    public static string? InCredit(string line)
    {
        if (IsCredit(line) && AuthorNames.IsByline(line))
            return line;
        if (line is ['t' or 'T', ..] && Whole().Match(line) is { Success: true } match)
            return Sentence().Match(line[match.Length..]).Value;
        return line.AsSpan().ContainsAny(LaterWords) && Later().Match(line) is { Success: true } later && AuthorNames.IsPerson(line[(later.Index + later.Length)..]) ? line[(later.Index + later.Length)..] : null;
    }

    /// <summary>The name in "Ada Quay | Senior Writer | 3 March 2026", which no "by" leads in; or the names in "Ada Quay, Senior Writer, and Tom Pier, Editor".</summary>
    public static string? InSignature(string line)
    {
        var parts = line.Split(Bars, StringSplitOptions.TrimEntries);
        if (parts.Length is > 1 and < 5 && AuthorNames.IsPerson(parts[0]) && parts.Skip(1).Any(part => AuthorNames.HasRole(part)) && !AuthorNames.HasRole(parts[0]))
            return parts[0];
        List<string> listed = Signed().IsMatch(line) ? [.. line.Split(',', StringSplitOptions.TrimEntries).Select(part => part.StartsWith("and ", StringComparison.Ordinal) ? part[4..] : part)] : [];
        return listed is [var first, var second, ..] && IsSigner(first) && AuthorNames.IsRole(second) ? string.Join("; ", listed.Where((part, at) => IsSigner(part) && at + 1 < listed.Count && AuthorNames.HasRole(listed[at + 1]))) : null;

        static bool IsSigner(string part) => AuthorNames.IsPerson(part) && !AuthorNames.HasRole(part);
    }

    /// <summary>The news agency that is a whole line, or that a dateline names in brackets before its dash; null for none.</summary>
    public static string? Agency(string line) => line.Length < LongestWire ? Wire(line) : Dateline().Match(line) is { Success: true } found ? found.Groups["who"].Value : null;

    /// <summary>Of whom a text about a person speaks: "Ada Quay is the harbour master", or the name alone; null when it begins otherwise.</summary>
    public static string? Introduced(string text)
    {
        var name = Biography().Match(text) is { Success: true } match ? match.Groups["name"].Value : text;
        // A link with the name, and behind it a sentence that begins with it.
        name = name.Length % 2 == 1 && name[..(name.Length / 2)] is var half && name.EndsWith($" {half}", StringComparison.Ordinal) ? half : name;
        return name.Length <= Longest && AuthorNames.IsPerson(name) && !AuthorNames.HasRole(name) ? name : null;
    }

    /// <summary>The whole name with which a text about a person begins, of whom one name is known: "Ada Quay is the harbour master."</summary>
    public static string? Begun(string name, string text)
    {
        if (!text.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase) || About().Match(text[(name.Length + 1)..]) is not { Success: true } about)
            return null;
        var (rest, whole) = (about.Groups["rest"].Value, $"{name} {about.Groups["rest"].Value}");
        return rest != name && AuthorNames.IsPerson(whole) && !AuthorNames.HasRole(whole) ? whole : null;
    }

    private static string? Wire(string line)
    {
        var from = line is ['(', ..] ? 1 : 0;
        return WireNames.LengthAt(line, from, (text, at) => at == text.Length || WireEnds.Is(text[at..])) is > 0 and var length ? line.Substring(from, length) : null;
    }

    private static bool IsCredit(string line) => Credits.LengthAt(line) > 0 || CreditLabels.LengthAt(line, 0, (text, at) => text[at..].TrimStart() is [':', ..]) > 0;

    /// <summary>"ByAda Quay": two elements without a blank between them.</summary>
    public static string Apart(string line)
    {
        foreach (var by in (ReadOnlySpan<string>)["By", "Von", "Par", "Por"])
        {
            if (line.Length > by.Length + 1 && char.IsUpper(line[by.Length]) && !char.IsUpper(line[by.Length + 1]) && line.StartsWith(by, StringComparison.Ordinal))
                return $"{by} {line[by.Length..]}";
        }
        return line;
    }

    [GeneratedRegex(@"[\s,;–-](?:writes|argues|asks|explains|schreibt|écrit|escribe|scrive|(?<says>says)) (?<who>(?-i:\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|de|van|von|la|le)){1,3}))$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Writes();

    /// <summary>At the end of what stands before a name.</summary>
    [GeneratedRegex(@"[\s,|·•–-](?:by|von|par|por|door|av)\s*:?\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex By();

    /// <summary>The same behind other words of its line.</summary>
    [GeneratedRegex(@"\s(?:written by|text von|geschrieben von|escrito por|écrit par|scritto da):?\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Later();

    /// <summary>A line that is a whole sentence about who wrote.</summary>
    [GeneratedRegex(@"^this (?:blog |guest |sponsored )?(?:post|article|story|piece|essay|report|column|commentary|guide) (?:was |is |has been )?(?:originally )?(?:written|authored|contributed) by |^this is a guest (?:blog )?(?:post|article|essay|column) (?:written )?by ", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[^.;:]*(?:\p{Lu}\.[^.;:]*)*", RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^\p{Lu}[^()]{1,40}\((?<who>(?i:reuters|ap|afp|dpa|apa|sda|efe|ansa|tass|interfax|xinhua|jiji|kyodo|yonhap|pti|ians|upi|epd|kna)(?:[/-][\p{L}/]{2,12})?)\)\s*[-–—:]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Dateline();

    [GeneratedRegex(@"^(?<name>\p{Lu}[\p{L}'’-]+(?:\s+(?:\p{Lu}\.?|de|del|della|di|da|van|von|der|den|la|le|\p{Lu}[\p{L}'’-]+)){1,4})\s+(?:is|was|has|works|writes|lives|ist|war|arbeitet|schreibt|lebt|est|es|è)\s", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Biography();

    /// <summary>The rest of a name, and the verb or the sign behind it.</summary>
    [GeneratedRegex(@"^(?<rest>(?:(?:de|del|della|di|da|van|von|der|den|la|le)\s+){0,2}\p{Lu}[\p{L}'’-]+)(?:\s+[-–—]\s|\s+(?:is|was|has|works|writes|lives|ist|war|hat|arbeitet|schreibt|lebt|est|es|è)\s)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex About();

    /// <summary>Words with capitals and what joins them, and no sentence.</summary>
    [GeneratedRegex(@"^(?:\p{Lu}[\p{L}\p{M}.'’/-]*[ ,]*|(?:and|und|et|y|of|for|the|für|de|der|&)[ ,]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Signed();

    /// <summary>The time of day behind a day.</summary>
    [GeneratedRegex(@"^[\s,|·•●–—/:.-]*(?:um |at )?(?:[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?)?\s*(?:uhr|[ap]\.?m\.?|gmt|utc|cest|cet|e[sd]t|p[sd]t)?[\s,|·•●–—/:.-]*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Clock();
}
