using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles.Citations;

/// <summary>An author as bibliographies want it: a person's name in its parts, or the name of an organisation, whole.</summary>
/// <param name="Family">The name that is sorted by; of an organisation, its name.</param>
/// <param name="Given">Null for an organisation, and for whoever has one name.</param>
/// <param name="Particle">What stands before the family name: "van der".</param>
/// <param name="Suffix">"Jr.", "III".</param>
public sealed partial record CitedName(string Family, string? Given, string? Particle, string? Suffix)
{
    private static readonly WordList Particles = new("van|von|der|den|het|de|del|della|di|da|do|dos|das|du|la|le|las|los|ten|ter|te|zu|zur|zum|y|e|al|el|bin|ibn|bint|ben|af|av|’t|'t|d’|d'");

    private static readonly WordList Generations = new("(jr|sr|ii|iii|iv).?");

    public bool IsWhole => Given is null;

    /// <summary>The family name with its particle.</summary>
    public string FamilyName => Particle is null ? Family : $"{Particle} {Family}";

    /// <summary>A person's name as lists have it: "van der Quay, Ada, Jr."</summary>
    public string Inverted => $"{FamilyName}, {Given}{(Suffix is null ? "" : $", {Suffix}")}";

    /// <summary>The authors that a byline names: several when it joins people by "and".</summary>
    public static IEnumerable<CitedName> Of(string byline)
    {
        var line = PlainText.OneLine(byline);
        var names = And().Split(line);
        return names.Length > 1 && names.All(IsPerson) ? names.Select(Parted) : line.Length == 0 ? [] : [Parted(line)];
    }

    private static CitedName Parted(string name)
    {
        var bare = Honorific().Replace(name, "");
        var parts = bare.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Degrees and offices behind the name are no part of it.
        while (parts.Length > 1 && Degree().IsMatch(parts[^1]))
            parts = parts[..^1];
        var suffix = parts.Length > 1 && Generations.Is(parts[^1]) ? parts[^1] : null;
        if (suffix is not null)
            parts = parts[..^1];
        var parted = parts switch
        {
            [var all] when IsPerson(all) => InOrder(WithoutDegrees(all.Split(' '))),
            [var family, var given] when IsPerson($"{given} {family}") => InOrder([.. given.Split(' '), .. family.Split(' ')], family.Split(' ').Length),
            _ => new CitedName(name, null, null, null),
        };
        return parted.IsWhole || suffix is null ? parted : parted with { Suffix = suffix };
    }

    /// <summary>The words of a name without the honours behind it, which stand in capitals: CBE, but not the family Ma.</summary>
    private static string[] WithoutDegrees(string[] words)
    {
        while (words.Length > 2 && Degree().IsMatch(words[^1]) && !words[^1].Any(char.IsLower) && words[0].Any(char.IsLower))
            words = words[..^1];
        return words;
    }

    /// <param name="ofFamily">Words of the family name with its particles; 0 when the words themselves must tell.</param>
    private static CitedName InOrder(string[] words, int ofFamily = 0)
    {
        string? suffix = null;
        if (words.Length > 2 && Generations.Is(words[^1]))
            (suffix, words) = (words[^1], words[..^1]);
        var from = ofFamily > 0 ? words.Length - ofFamily : words.Length - 1;
        while (from > 1 && IsParticle(words[from - 1]))
            from--;
        var family = from;
        while (family < words.Length - 1 && IsParticle(words[family]))
            family++;
        return new CitedName(string.Join(' ', words[family..]), string.Join(' ', words[..from]), family > from ? string.Join(' ', words[from..family]) : null, suffix);
    }

    /// <summary>Two to five words that begin as names do, none of which an organisation would have.</summary>
    private static bool IsPerson(string name)
    {
        var words = name.Split(' ');
        return words.Length is >= 2 and <= 6 && !OrganisationWords().IsMatch(name) && char.IsUpper(words[0][0])
            && words.All(word => char.IsUpper(word[0]) || IsParticle(word) || !char.IsLower(word[0]) && char.IsLetter(word[0]));
    }

    private static bool IsParticle(string word) => Particles.Is(word);

    [GeneratedRegex(@"^(?:(?:(?:(?:associate|assistant) )?prof(?:essor|\.)?|dr\.?|mr\.?|mrs\.?|ms\.?|sir|dame|lord|lady|baroness|(?:the )?rt\.? hon\.?|amb\.?|ambassador|gen\.?|general|maj\.?|lt\.?|col\.?|capt\.?|by) +)+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Honorific();

    [GeneratedRegex(@"^(?:ph\.?d\.?|d\.?phil\.?|m\.?d\.?|m\.?a\.?|m\.?sc\.?|mba|j\.?d\.?|esq\.?|[cokd]?cmg|[ock]be|mbe|mp|mep|mla|kc|qc|frs|fba|cfa|usa|usn|usmc|usaf|\(?ret\.?\)?)\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Degree();

    [GeneratedRegex(@"[0-9&/|@]|\b(?:the|and|for|of|on|institut\w*|centre|center|council|committee|commission|team|staff|group|foundation|university|college|school|office|ministry|department|agency|authority|bank|house|press|editors?|editorial|association|society|network|programme|program|project|fund|trust|union|alliance|federation|forum|initiative|international|research|studies|policy|desk|news|media|government|board|bureau|corp|corporation|company|ltd|llc|inc|plc|gmbh|watch|rights|affairs|nations|services?|observatory|monitor|times|journal|magazine|review|redaktion|stiftung|verband|bund|rundfunk|bundes\w+|\w+ministerium|fondation|fundación|instituto|sans)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OrganisationWords();

    [GeneratedRegex(@"\s+(?:and|&|und|et)\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex And();
}
