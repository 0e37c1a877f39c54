using System.Text.RegularExpressions;

namespace Aggregator.Articles;

/// <summary>The sentences that stand before an article in its place: consent banners, bot walls, error pages.</summary>
internal static partial class WallWords
{
    /// <summary>What stands in an article's place is short, and says so at once.</summary>
    public const int Longest = 1500;

    private const int Opening = 300;

    /// <summary>The title of an error page says nothing else, but for the site's name.</summary>
    private const int LongestTitle = 80;

    private static readonly (string Kind, string[] Cues)[] Walls =
    [
        ("a cookie banner",
        [
            "use cookies", "uses cookies", "use of cookies", "accept cookies", "accept all cookies", "cookie settings", "cookie preferences", "your privacy choices",
            "verwenden cookies", "verwendet cookies", "nutzen cookies", "nutzt cookies", "einsatz von cookies", "utilisons des cookies", "utilise des cookies", "utilizamos cookies", "utiliza cookies",
            "usamos cookies", "utilizziamo i cookie", "utilizziamo cookie", "utilizza cookie", "gebruiken cookies", "gebruikt cookies", "plików cookie", "používáme cookies", "använder cookies", "bruger cookies",
        ]),
        ("a bot wall",
        [
            "verify you are human", "verify that you are human", "verifying you are human", "you are not a robot", "are you a robot", "checking your browser", "checking if the site connection",
            "enable javascript and cookies", "enable cookies and javascript", "please enable javascript", "javascript is disabled", "javascript is required", "unusual traffic", "you have been blocked",
            "pardon our interruption", "security check to access", "aktivieren sie javascript", "activer javascript", "activez javascript", "habilite javascript",
        ]),
        ("an error page",
        [
            "page not found", "page cannot be found", "page could not be found", "page you requested could not", "page you were looking for", "page you are looking for", "access denied", "403 forbidden", "404 not found",
            "http error 4", "http error 5", "error 403", "error 404", "404 error", "error 500", "502 bad gateway", "503 service", "internal server error", "request could not be satisfied", "temporarily unavailable", "under maintenance",
            "seite nicht gefunden", "seite wurde nicht gefunden", "page introuvable", "página no encontrada", "pagina non trovata", "pagina niet gevonden",
            "página não encontrada", "nie znaleziono strony", "strona nie została znaleziona", "stránka nenalezena", "sidan kunde inte hittas", "siden blev ikke fundet", "sivua ei löytynyt", "страница не найдена", "sayfa bulunamadı",
        ]),
    ];

    /// <summary>What a text that is no article's reads like, in words; null for any other.</summary>
    public static string? Kind(string text) => text.Length is 0 or > Longest ? null : Walls.FirstOrDefault(wall => wall.Cues.Any(cue => IsAtOnce(text, cue))).Kind;

    /// <summary>True for the title of a page that only says that there is no page.</summary>
    public static bool IsError(string? title) => title is { Length: <= LongestTitle } && ErrorTitle().IsMatch(title);

    private static bool IsAtOnce(string text, string cue) => text.AsSpan(0, Math.Min(text.Length, Opening)).Contains(cue, StringComparison.OrdinalIgnoreCase);

    /// <summary>A number that servers answer with, alone or with what it means, or the sentence at the start; "Access denied: a report" is one.</summary>
    [GeneratedRegex(
        """
        ^\W*(?:
            (?:http\W+)?error\W+[45]\d\d\b.* | [45]\d\d\W*$ | [45]\d\d\W+(?:errors?|not\ found|page|forbidden|bad|service|internal|server)\b.*
          | (?:forbidden|access\ denied|not\ found|error)\W*$
          | (?:(?:oops|sorry)\W+)?(?:(?:the|this|that)\ )?page\ (?:was\ )?(?:not|can(?:not|[’']t|\ not)\ be)\ found\b.*
          | (?:seite|die\ seite)\ (?:wurde\ )?nicht\ gefunden\b.* | page\ (?:introuvable|non\ trouvée)\b.* | página\ (?:no\ encontrada|não\ encontrada)\b.* | pagina\ (?:non\ trovata|niet\ gevonden)\b.*
        )
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ErrorTitle();
}
