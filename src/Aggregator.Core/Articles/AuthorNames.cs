using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Makes names of what a page calls its authors: joined names parted, without roles, degrees, addresses, dates and handles.</summary>
internal static partial class AuthorNames
{
    private const int Longest = 60;

    private static readonly WordList Lands = new("new zealand|south africa|sri lanka|saudi arabia|south korea|costa rica|czech republic|united (states|kingdom|arab emirates)|australia|austria|belgium|brazil|canada|china|denmark|england|finland|france|germany|greece|india|ireland|israel|italy|japan|mexico|netherlands|norway|poland|portugal|scotland|singapore|spain|sweden|switzerland|turkey|ukraine|wales");

    private static readonly WordList Weekdays = new("mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche");

    /// <summary>What stands where a system was given no name.</summary>
    private static readonly WordList Placeholders = new("((your|author|user|full|first|last)[ _-]?)?name|username|null|undefined|注册|註冊|登[录錄入]|未知|佚名|匿名|[发發]布[于於]?|相[关關](文章|新[闻聞]|[阅閱][读讀])");

    private static readonly WordList Agencies = new("reuters|(the )?associated press|press association|afp|ap|upi|pti|ani|ians|dpa|apa|sda|efe|ansa|tass|xinhua|jiji|kyodo");

    private static readonly WordList Teams = new("team|staff|editors|redaktion|desk|newsroom|editorial");

    private static readonly WordList Nobodies = new("admin|administrator|guest|anonymous|unknown|no author|authors?|autor|sign in|log in|read more|view|see|about|über|profile|website|share|follow|subscribe|comments?|updated?|published|posted|articles?|photos?|image|bild");

    private static readonly WordList Degrees = new("(ph.?d|m.?d|mba|dr|prof|jr|sr|rd|rn|esq|cpa|cfp|msc|bsc|m.?sc|b.?sc|llm|m.?a|b.?a|mph|dds|do|phd|pharmd|psyd|cfa).?");

    private static readonly WordList Roles = new("sign in|zur|creative commons|cc[ -]by|bundesarchiv|artikel|log in|bild|image|korrespondentin|staff writer|aktualisiert|administrator|editor|reporter|writer|correspondent|contributor|columnist|journalist|redakteur|redakteurin|korrespondent|coordinator|consultant|strategist|president|specialist|expert|manager|director|officer|founder|ceo|analyst|fellow|researcher|professor of|scientist|dietitian|assistant|intern|read more|learn more|more activity|more info|view all|full bio|more posts|share|follow|subscribe|comments?|kommentare?|min read|minutes?|no author|anonymous|guest|unknown|über|about|twitter|facebook|updated?|published|posted|edited by|reviewed by|view|see|photo(graph)?s?|foto|author|authors|autor|byline|articles?|profile|website|alle? stor(ies|ys)|alle meldungen|design(er|ed)? by|webmaster|名片|個人資料|个人资料|プロフィール|[关關]注");

    /// <summary>What somebody is who speaks: Vice Chair Ada Quay.</summary>
    private static readonly WordList Officers = new("((vice|deputy|acting|first) )?(governor|chair(man|woman|person)?|commissioner|minister) ");

    /// <summary>What ends the names of accounts, as "siteadmin".</summary>
    private static readonly WordList Accounts = new("admin");

    private static readonly WordList Groups = new("team|staff|redaktion|news|media|group|institute|university|agency|services?|inc|ltd|llc|gmbh|company|the|press|online|magazin|magazine|zeitung|welle|rundfunk|blog|tv|radio|association|foundation|stiftung|verband|editors|desk|center|centre|council|department|ministry|division|corp|corporation|wire|research|new york|los angeles|san francisco|hong kong|tel aviv|new delhi|buenos aires|abu dhabi|white house");

    private static readonly WordList Particles = new("de|del|della|di|da|dos|das|do|du|des|von|van|vom|zu|zum|zur|der|den|ten|ter|la|le|el|al|bin|ibn|af|av|und|y|e|d|o|v|l|i|bt");

    private static readonly WordList Countries = new("Germany|Deutschland|Österreich|Austria|Schweiz|Switzerland|France|United Kingdom|UK|USA");

    private static readonly WordList AuthorHeadings = new("(author|autor|autorin|auteur)s?");

    /// <summary>The names in a text, in their order.</summary>
    public static IEnumerable<string> In(string? text)
    {
        if (PlainText.Title(text) is not { Length: <= 400 } whole || WithoutAsides(whole) is var line && (line.StartsWith("http", StringComparison.Ordinal) || IsHeading(line)))
            return [];
        line = ChineseBylines.Name(line);
        var (told, place) = Placed(line);
        if (Whole(told, place) is { } one)
            return [one];
        var parts = Parts(Signature(told));
        return parts.Where(part => IsName(part, isAlone: parts.Count == 1));
    }

    /// <summary>True for what looks like a person's name: two to five words, each with a capital or a particle of names.</summary>
    public static bool IsPerson(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            return name.Length is >= 2 and <= 5 && name[0] > '\u2E80';
        return words.Length <= 5 && !name.Any(char.IsDigit) && (char.IsUpper(First(words[^1])) || First(words[^1]) > '\u2E80' || Initial().IsMatch(words[^1]))
            && words.All(word => !char.IsLower(First(word)) && !char.IsDigit(word[0]) || IsParticle(word)) && !Groups.IsIn(name);
    }

    /// <summary>False for words of which several are small ones, but for those of names: "Dawn over late tides" names nobody.</summary>
    public static bool MayName(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => char.IsLower(First(word)) && !IsParticle(word)) < 2;

    /// <summary>True for a name that says that more than one write under it.</summary>
    public static bool IsTeam(string name) => Teams.IsIn(name);

    /// <summary>True for what calls itself an office or a company.</summary>
    public static bool IsGroup(string line) => line.Length <= Longest + 20 && OfficeNames.Is(line) && !HasRole(line);

    /// <summary>A name of several words that sounds like a role: somebody may write as the Raving Reporter.</summary>
    public static string? AsPenName(string line) => Without(line) is var name && IsPenName(name) && !name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? name : null;

    /// <summary>True for the same without what leads it in.</summary>
    public static bool IsPenName(string name) => name.Length <= Longest && name.Contains(' ', StringComparison.Ordinal) && IsRole(name) && !name.Any(char.IsAsciiDigit);

    /// <summary>True for a line that names what somebody does, and not what a page's buttons do.</summary>
    public static bool IsRole(string line) => HasRole(line) && !Nobodies.IsIn(line);

    /// <summary>True where what somebody does is named, or what a button does.</summary>
    public static bool HasRole(string line) => Roles.IsIn(line) || Accounts.IsIn(line, WordList.Anywhere, WordList.IsEdge);

    /// <summary>True for a line that says whose text it is.</summary>
    public static bool IsByline(string line) => ByWords.In(line) is > 0 and var by && by < line.Length && (char.IsUpper(line[by]) || line[by] > '\u2E80');

    /// <summary>The two words with which the name of a site begins, where they may be a person's: Ada Quay's Tides.</summary>
    public static string? Owner(string site) =>
        site.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, var last, ..] && $"{first} {last.Split('\'', '’')[0].TrimEnd(':', ',')}" is var name && IsPerson(name) ? name : null;

    /// <summary>What a line says before the town and the country of whom it names, and whether they stood there.</summary>
    private static (string Line, bool IsPlaced) Placed(string line) => line.Contains(',', StringComparison.Ordinal) && PlaceIn(line) is > 0 and var place ? (line[..place], true) : (line, false);

    /// <summary>Where the town and the country behind somebody begin: "Harbour Trust, Port Tidewater, Germany"; -1 where none stand there.</summary>
    private static int PlaceIn(string line)
    {
        var country = line.LastIndexOf(',');
        var town = country > 0 ? line.LastIndexOf(',', country - 1) : -1;
        return town >= 0 && country > town + 1 && Countries.Is(line.AsSpan(country + 1).TrimStart(' ')) ? town : -1;
    }

    /// <summary>The only name of a line whose words are not to be parted: a reporter beside the paper, an office; null for any other line.</summary>
    private static string? Whole(string line, bool isPlaced)
    {
        if (line.AsSpan().ContainsAnyInRange('\u4E00', '\uD7A3') && Reporter().Match(line) is { Success: true } reporter)
            return reporter.Groups["who"].Value;
        var signed = Without(line.Trim());
        return IsGroup(line) || (IsGroup(signed) && !signed.Any(char.IsAsciiDigit)) || (isPlaced && !Joints().Split(signed).Any(IsPerson)) ? signed : null;
    }

    /// <summary>What a line says of who wrote, without the day, the role and whoever else is named behind it.</summary>
    private static string Signature(string line)
    {
        line = Without(SignedLine.WithoutGuest(SignedLine.Parted(line)));
        if (DateFinder.Find(line, 1) is [{ } date])
            line = Without(line[..date.Start].Any(char.IsLetter) && !ShortDay().IsMatch(line[..date.Start]) ? line[..date.Start] : line[(date.Start + date.Length)..].TrimStart(' ', '·', '|', ',', '-', '–', '•'));
        line = Loose().Replace(line, "");
        return SignedLine.FirstPart(line);
    }

    private static List<string> Parts(string line)
    {
        var parts = Joints().Split(line).Select(Trimmed).Where(part => part.Length > 0).ToList();
        // Behind an agency stands where it wrote.
        if (parts.Count > 1 && line.Contains(',', StringComparison.Ordinal) && (Agencies.Is(parts[0]) || Host().IsMatch(parts[0])))
            parts.RemoveRange(1, parts.Count - 1);
        // Behind what a person does stands for whom: "Ada Quay, pilot, Harbour Trust".
        if (parts.Count > 2 && parts.FindIndex(1, part => char.IsLower(part[0]) && !part.Any(char.IsUpper) && !Agencies.Is(part)) is > 0 and var role && IsPerson(parts[0]))
            parts.RemoveRange(role, parts.Count - role);
        // And behind a title that stands for one person: "Ada Quay, Vice President, Harbour Trust".
        if (parts.Count == 3 && IsPerson(parts[0]) && HasRole(parts[1]) && !HasRole(parts[2]))
            parts.RemoveRange(1, 2);
        // Behind an organisation stands where it is: "Tidal University, New Zealand".
        if (parts.Count == 2 && Groups.IsIn(parts[0]) && Lands.Is(parts[1]))
            parts.RemoveAt(1);
        // A list of one surname and one first name is one person: Quay, Ada.
        if (parts.Count == 2 && line.Contains(',', StringComparison.Ordinal) && parts.All(part => IsWord(part) && part.Length > 2 && !HasRole(part)) && !IsDegree(parts[1]))
            parts = [$"{parts[1]} {parts[0]}"];
        // Behind a person, a word alone is a place or a role: "Ada Quay, London".
        if (parts.Count > 1 && parts.Exists(IsPerson))
            parts.RemoveAll(part => !IsPerson(part) && !Agencies.Is(part));
        return parts;
    }

    /// <summary>False for a degree, a day, a label, what somebody does or a button does, and the way to a section.</summary>
    private static bool IsName(string part, bool isAlone) =>
        part.Length is > 1 and <= Longest && (isAlone || !IsDegree(part)) && !Weekdays.Is(part) && !(part.Length < 16 && Placeholders.Is(part)) && !Bylines.IsLabel(part) && !HasRole(part) && part.AsSpan().IndexOfAny(":>»›→") < 0 && part.Any(char.IsLetter);

    /// <summary>Without addresses and what stands in brackets; with a blank behind a "By" that is an element of its own.</summary>
    private static string WithoutAsides(string line)
    {
        // An address at the beginning is all that there is.
        if (line.StartsWith("http", StringComparison.Ordinal))
            return line;
        line = line.Contains('@', StringComparison.Ordinal) || line.Contains("://", StringComparison.Ordinal) || line.Contains("[at]", StringComparison.OrdinalIgnoreCase) ? Addresses().Replace(line, " ") : line;
        return Bylines.Apart(line.AsSpan().ContainsAny('(', '[') ? Brackets().Replace(line, " ") : line);
    }

    /// <summary>What a line says without the "by" that leads it in.</summary>
    private static string Without(string line) => line[ByWords.In(line)..];

    private static string Trimmed(string part)
    {
        var name = Without(part.Trim(' ', '&', ',', ';', '.', '-', '–', '—', ':', '·', '•', '●', '∙', '/', '*', '"', '»'));
        if (Officers.LengthAt(name) is > 0 and var office && char.IsUpper(name[0]) && name.IndexOf(' ', office) > 0)
            name = name[office..];
        var initial = name.Length > 0 && part.TrimEnd().EndsWith('.') && name.Length > 1 && name[^2] == ' ';
        return initial ? name + "." : name;
    }

    /// <summary>What a part of a page about its author is headed by, as "Author Bio": it names nobody.</summary>
    private static bool IsHeading(string line) => AuthorHeadings.LengthAt(line) is > 0 and var end && end + 1 < line.Length && line[end] == ' ' && line.Skip(end + 1).All(char.IsLetter);

    private static bool IsParticle(string word) => Particles.Is(word) || word is ['d' or 'l' or 'o', '\'' or '’' or '-', ..] or ['a' or 'e', 'l', '\'' or '’' or '-', ..];

    private static char First(string word) => word.FirstOrDefault(char.IsLetterOrDigit) is var c && c == default ? ' ' : c;

    private static bool IsWord(string part) => !part.Contains(' ', StringComparison.Ordinal);

    private static bool IsDegree(string part) => part.Length <= 12 && !part.Contains(' ', StringComparison.Ordinal) && (Degrees.Is(part) || (part.Length <= 5 && part[0] < '\u2E80' && part.All(c => char.IsUpper(c) || c is '.' or '-') && part.Length > 1));

    /// <summary>A reporter, as Chinese and Korean papers sign: before the name or behind it, and beside the paper.</summary>
    [GeneratedRegex(@"(?:^|\s)(?:本報|本报)?(?:記者|记者)(?<who>\p{IsCJKUnifiedIdeographs}{2,4})(?:[/／ ]|$)|(?:^|[=\s])(?<who>\p{IsHangulSyllables}{2,4}) 기자", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reporter();

    [GeneratedRegex(@"\S*@\S+|\S+\[at\]\S+|\S*://\S*", RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();

    /// <summary>What led to a date that was cut off.</summary>
    [GeneratedRegex(@"[\s,|·•–-]+(?:am|on|le|vom|at|in|el|il|den|, le)?[\s,|·•–-]*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Loose();

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\s*[,;、，]\s*(?:and|und|et|y|e|i|og|och)?\s+|\s*;\s*|\s*,\s*|\s*[、，]\s*|\s+(?:and|And|AND|und|et|y|e|i|og|och|en|ja|ve|és|a|with|mit|&|\+|/)\s+|\s*/\s*", RegexOptions.NonBacktracking)]
    private static partial Regex Joints();

    [GeneratedRegex(@"^\s*(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]?\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex ShortDay();

    [GeneratedRegex(@"^[\p{L}0-9-]+\.[a-z]{2,4}$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex(@"^\p{Lu}\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex Initial();
}
