using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Makes names of what a page calls its authors: joined names parted, without roles, degrees, addresses, dates and handles.</summary>
internal static partial class AuthorNames
{
    private const int Longest = 60;

    private static readonly char[] Bars = ['|', '·', '•', '●', '∙'];

    /// <summary>The names in a text, in their order.</summary>
    public static IEnumerable<string> In(string? text)
    {
        if (PlainText.Title(text) is not { Length: <= 400 } whole || (whole.AsSpan().ContainsAny('(', '[') ? Brackets().Replace(whole, " ") : whole) is var line && line.Contains("://", StringComparison.Ordinal))
            yield break;
        if (IsGroup(line))
        {
            yield return By().Replace(line.Trim(), "");
            yield break;
        }
        line = MayBeGlued(line) ? Glued().Replace(line, "$1|$2") : line;
        line = By().Replace((line.Contains('@', StringComparison.Ordinal) || line.Contains("[at]", StringComparison.Ordinal) ? Addresses().Replace(line, " ") : line).Trim(), "");
        if (DateFinder.Find(line, 1) is [{ } date])
            line = By().Replace(line[..date.Start].Any(char.IsLetter) ? line[..date.Start] : line[(date.Start + date.Length)..].TrimStart(' ', '·', '|', ',', '-', '–', '•'), "");
        line = Loose().Replace(line, "");
        line = Breaks().Replace(line, "|").Split('|', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.Length > 1) ?? "";
        var parts = Joints().Split(line).Select(Trimmed).Where(part => part.Length > 0).ToList();
        // Behind an agency stands where it wrote.
        if (parts.Count > 1 && line.Contains(',', StringComparison.Ordinal) && Agency().IsMatch(parts[0]))
            parts.RemoveRange(1, parts.Count - 1);
        // A list of one surname and one first name is one person: Quay, Ada.
        if (parts.Count == 2 && line.Contains(',', StringComparison.Ordinal) && parts.All(part => IsWord(part) && part.Length > 2 && !Role().IsMatch(part)) && !IsDegree(parts[1]))
            parts = [$"{parts[1]} {parts[0]}"];
        // Behind a person, a word alone is a place or a role: "Ada Quay, London".
        if (parts.Count > 1 && parts.Exists(IsPerson))
            parts.RemoveAll(part => !IsPerson(part));
        foreach (var part in parts)
        {
            if (part.Length is > 1 and <= Longest && !(parts.Count > 1 && IsDegree(part)) && !Weekday().IsMatch(part) && !Label().IsMatch(part) && !Role().IsMatch(part) && !part.Contains(':', StringComparison.Ordinal) && part.Any(char.IsLetter))
                yield return part;
        }
    }

    /// <summary>True for what looks like a person's name: two to five words, each with a capital or a particle of names.</summary>
    public static bool IsPerson(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            return name.Length is >= 2 and <= 5 && name[0] > '\u2E80';
        return words.Length <= 5 && !name.Any(char.IsDigit) && (char.IsUpper(First(words[^1])) || First(words[^1]) > '\u2E80' || Initial().IsMatch(words[^1]))
            && words.All(word => !char.IsLower(First(word)) && !char.IsDigit(word[0]) || Particle().IsMatch(word)) && !Group().IsMatch(name);
    }

    /// <summary>True for what calls itself an office or a company.</summary>
    private static bool IsGroup(string line) => line.Length <= Longest + 20 && !line.Contains(',', StringComparison.Ordinal) && Office().IsMatch(line) && !Role().IsMatch(line);

    /// <summary>True for a name that says that more than one write under it.</summary>
    public static bool IsTeam(string name) => Team().IsMatch(name);

    /// <summary>A name of several words that sounds like a role: somebody may write as the Raving Reporter.</summary>
    public static string? AsPenName(string line) => By().Replace(line, "") is var name && IsPenName(name) ? name : null;

    /// <summary>True for the same without what leads it in.</summary>
    public static bool IsPenName(string name) => name.Length <= Longest && name.Contains(' ', StringComparison.Ordinal) && IsRole(name) && !name.Any(char.IsAsciiDigit);

    /// <summary>True for a line that says what somebody does: "Senior Writer", "| Author".</summary>
    public static bool IsProfession(string line) => IsRole(line) || line.Trim(' ', '|', ',') is "Author" or "Autor" or "Autorin" or "Auteur" or "Writer";

    /// <summary>True for "More from Ada Quay".</summary>
    public static bool IsMoreOf(string line, string name) => line.EndsWith(name, StringComparison.OrdinalIgnoreCase) && More().IsMatch(line[..^name.Length]);

    private static bool IsRole(string line) => Role().IsMatch(line) && !Nobody().IsMatch(line);

    /// <summary>True for "By", "Author:" alone: the name is in the next line.</summary>
    public static bool IsLabel(string line) => line.Length < 20 && Label().IsMatch(line);

    /// <summary>What a line says from its "by" on, which stands at its beginning, behind a day, or behind a bar; null when it has none.</summary>
    public static string? InByline(string line)
    {
        var start = line.AsSpan().TrimStart("-–—•·|/~*(» ").Length;
        if (IsByline(line[^start..]))
            return line[^start..];
        var parts = line.Split(Bars, StringSplitOptions.TrimEntries);
        if (parts.Length is > 1 and < 6 && Array.Find(parts, IsByline) is { } part)
            return part;
        if (DateFinder.Find(line, 1) is not [{ } date])
            return null;
        var rest = Clock().Replace(line[Math.Min(line.Length, date.Start + date.Length)..], "");
        return IsByline(rest) ? rest : null;
    }

    /// <summary>The same of a line that says outright whose text it is, wherever it stands: "Written by", "Autor:", "This article was written by".</summary>
    public static string? InCredit(string line)
    {
        if (Credit().IsMatch(line) && IsByline(line))
            return line;
        return Whole().Match(line) is { Success: true } match ? Sentence().Match(line[match.Length..]).Value : null;
    }

    /// <summary>The whole name with which a text about a person begins, of whom one name is known: "Ada Quay is the harbour master."</summary>
    public static string? Begun(string name, string text)
    {
        if (!text.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase) || About().Match(text[(name.Length + 1)..]) is not { Success: true } about)
            return null;
        var (rest, whole) = (about.Groups["rest"].Value, $"{name} {about.Groups["rest"].Value}");
        return rest != name && IsPerson(whole) && !Role().IsMatch(whole) ? whole : null;
    }

    /// <summary>The name in "Ada Quay | Senior Writer | 3 March 2026", which no "by" leads in.</summary>
    public static string? InSignature(string line)
    {
        var parts = line.Split(Bars, StringSplitOptions.TrimEntries);
        return parts.Length is > 1 and < 5 && IsPerson(parts[0]) && parts.Skip(1).Any(part => Role().IsMatch(part)) && !Role().IsMatch(parts[0]) ? parts[0] : null;
    }

    /// <summary>True for a line that says whose text it is.</summary>
    public static bool IsByline(string line) => By().Match(line) is { Success: true } by && by.Length < line.Length && (char.IsUpper(line[by.Length]) || line[by.Length] > '\u2E80');

    /// <summary>False where no capital stands behind two small letters: so for most names.</summary>
    private static bool MayBeGlued(string line)
    {
        for (var at = 2; at < line.Length; at++)
        {
            if (char.IsUpper(line[at]) && char.IsLower(line[at - 1]) && char.IsLower(line[at - 2]))
                return true;
        }
        return false;
    }

    private static string Trimmed(string part)
    {
        var name = By().Replace(part.Trim(' ', '&', ',', ';', '.', '-', '–', '—', ':', '·', '•', '●', '∙', '/', '*', '"', '»'), "");
        var initial = name.Length > 0 && part.TrimEnd().EndsWith('.') && name.Length > 1 && name[^2] == ' ';
        return initial ? name + "." : name;
    }

    private static char First(string word) => word.FirstOrDefault(char.IsLetterOrDigit) is var c && c == default ? ' ' : c;

    private static bool IsWord(string part) => !part.Contains(' ', StringComparison.Ordinal);

    private static bool IsDegree(string part) => part.Length <= 12 && !part.Contains(' ', StringComparison.Ordinal) && (Degree().IsMatch(part) || (part.Length <= 5 && part[0] < '\u2E80' && part.All(c => char.IsUpper(c) || c is '.' or '-') && part.Length > 1));

    [GeneratedRegex(@"^(?:the )?(?:center|centre|institute|institut|ministry|department|office|organi[sz]ation|association|council|university|redaktion|pressestelle|bayerische|deutsche[rs]?) ", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Office();

    /// <summary>QuayNovember: two elements without a blank between them. McDonald is one name.</summary>
    [GeneratedRegex(@"(\p{Ll}{2})((?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Updated|Published|Posted|Korrespondent|Twitter|Facebook|Follow|Contributor|Senior|Staff|Editor|Reporter|Freelance|Redakt|Autor|Author|Writer)(?:\P{L}|in\b|eur|$)|Updated|Korrespondent)", RegexOptions.NonBacktracking)]
    private static partial Regex Glued();

    [GeneratedRegex(@"\S+@\S+|\S+\[at\]\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    /// <summary>What led to a date that was cut off.</summary>
    [GeneratedRegex(@"[\s,|·•–-]+(?:am|on|le|vom|at|in|el|il|den|, le)?[\s,|·•–-]*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Loose();

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^(?:(?:written|posted|published|words|text|story|article|interview|analysis|report|created|geschrieben|(?:ein |blog |blog-)?beitrag|(?:ein )?artikel|(?:eine )?kolumne|kommentar|gastbeitrag|veröffentlicht|publié|publicado|escrito|écrit|scritto|opublikowane)\s+)?(?:by|von|vom|par|por|di|da|door|av|af|autor[ae]?s?|autor(?:in|innen|en)?|auteure?s?|authors?|autore|autori|автор|автори|szerző|yazar|kirjoittaja|posted|written by|redaktion|skribent|opracowanie)\s*[:：]?\s+|^(?:by|von|par|por|author|authors|autor|autorin|autoren|auteur|interview|text|texte?|texto|words|story|автор|文|作者|記者|撰文)\s*[:：／/]\s*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex By();

    [GeneratedRegex(@"\s+[|•·–—]\s+|\s*[|•●∙]\s*|\s+-\s+|\s+(?-i:für|in|am|on|le|vom|for|In)\s|\s+(?:updated|published|posted|aktualisiert|is an?|contributor|has been|senior|chief|head|staff|executive|deputy|freelance|research|on behalf)\s|\s+\d.*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Breaks();

    [GeneratedRegex(@"\s*[,;、，]\s*(?:and|und|et|y|e|i|og|och)?\s+|\s*;\s*|\s*,\s*|\s*[、，]\s*|\s+(?:and|And|AND|und|et|y|e|i|og|och|en|ja|ve|és|a|with|mit|&|\+|/)\s+|\s*/\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Joints();

    [GeneratedRegex(@"^(?:(?:written|posted|geschrieben|escrito|écrit|scritto) (?:by|von|por|par|da) |(?:author|authors|autor|autorin|autoren|auteur|text|texte|autore|автор|by)\s*:)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Credit();

    /// <summary>A line that is a whole sentence about who wrote.</summary>
    [GeneratedRegex(@"^this (?:blog |guest |sponsored )?(?:post|article|story|piece|essay|report|column|commentary|guide) (?:was |is |has been )?(?:originally )?(?:written|authored|contributed) by ", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[^.;:]*(?:\p{Lu}\.[^.;:]*)*", RegexOptions.NonBacktracking)]
    private static partial Regex Sentence();

    [GeneratedRegex("^(?:by|written by|posted by|words by|story by|author|authors|autor|autorin|autoren|autor/in|auteur|von|par|por|door|автор|作者)\\s*:?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    /// <summary>The time of day behind a day.</summary>
    [GeneratedRegex(@"^[\s,|·•●–—/:.-]*(?:um |at )?(?:[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?)?\s*(?:uhr|[ap]\.?m\.?|gmt|utc|cest|cet|e[sd]t|p[sd]t)?[\s,|·•●–—/:.-]*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Weekday();

    [GeneratedRegex("^(?:(?:all|more|other) (?:articles|posts|stories) (?:by|from)|more (?:by|from)|about the author:?|mehr von|alle artikel von|über den autor:?)\\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex More();

    [GeneratedRegex("^(?:reuters|afp|ap|upi|pti|ani|ians|dpa|apa|sda|efe|ansa|tass|xinhua|jiji|kyodo)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Agency();

    /// <summary>The rest of a name, and the verb or the sign behind it.</summary>
    [GeneratedRegex(@"^(?<rest>(?:(?:de|del|della|di|da|van|von|der|den|la|le)\s+){0,2}\p{Lu}[\p{L}'’-]+)(?:\s+[-–—]\s|\s+(?:is|was|has|works|writes|lives|ist|war|hat|arbeitet|schreibt|lebt|est|es|è)\s)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex About();

    [GeneratedRegex(@"\b(?:team|staff|editors|redaktion|desk|newsroom|editorial)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Team();

    [GeneratedRegex(@"\b(?:admin|administrator|guest|anonymous|unknown|no author|authors?|autor|sign in|log in|read more|view|see|about|über|profile|website|share|follow|subscribe|comments?|updated?|published|posted|articles?|photos?|image|bild)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Nobody();

    [GeneratedRegex(@"^(?:ph\.?d|m\.?d|mba|dr|prof|jr|sr|rd|rn|esq|cpa|cfp|msc|bsc|m\.?sc|b\.?sc|llm|m\.?a|b\.?a|mph|dds|do|phd|pharmd|psyd|cfa)\.?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Degree();

    [GeneratedRegex(@"\b(?:sign in|zur|creative commons|bundesarchiv|artikel|log in|bild|image|wordpressadmin|korrespondentin|staff writer|aktualisiert|admin|administrator|editor|reporter|writer|correspondent|contributor|columnist|journalist|redakteur|redakteurin|korrespondent|coordinator|consultant|strategist|president|specialist|expert|manager|director|officer|founder|ceo|analyst|fellow|researcher|professor of|dietitian|assistant|intern|read more|view all|full bio|more posts|share|follow|subscribe|comments?|kommentare?|min read|minutes?|no author|anonymous|guest|unknown|über|about|twitter|facebook|updated?|published|posted|edited by|reviewed by|view|see|photo(?:graph)?s?|foto|author|authors|autor|byline|articles?|profile|website)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Role();

    [GeneratedRegex(@"\b(?:team|staff|redaktion|news|media|group|institute|university|agency|services?|inc|ltd|llc|gmbh|company|the|press|online|magazin|magazine|blog|tv|radio|association|foundation|stiftung|verband|editors|desk|center|centre|council|department|ministry|new york|los angeles|san francisco|hong kong|tel aviv|new delhi|buenos aires|abu dhabi|white house)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Group();

    [GeneratedRegex("^(?:de|del|della|di|da|dos|das|do|du|des|von|van|vom|zu|zum|zur|der|den|ten|ter|la|le|el|al|bin|ibn|af|av|und|y|e|d|o|v|l|i|bt)$|^(?:d|l|al|el|o)['’-]", RegexOptions.NonBacktracking)]
    private static partial Regex Particle();

    [GeneratedRegex(@"^\p{Lu}\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex Initial();
}
