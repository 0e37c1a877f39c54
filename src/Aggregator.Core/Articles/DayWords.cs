using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Tells by the words before a day, and by what its element is called, what happened on it: a publication, a change, an event.</summary>
internal static partial class DayWords
{
    private static readonly WordSieve Changes = new([
        "updat", "modifi", "last edit", "edited on", "zuletzt bearb", "bearbeitet am", "dernière édition", "laatst bewerkt", "senast redig", "última ed", "chang", "revis", "review", "aktualisier",
        "geändert", "stand:", "überarbeitet", "mis à jour", "mise à jour", "actualisa", "actualiza", "aggiornat", "bijgewerkt", "gewijzigd", "aktualizac", "zmodyfik", "obnovl", "обновл", "оновл",
        "изменен", "opdater", "oppdater", "päivitetty", "güncell", "frissít", "ažurir", "atualiza", "更新", "수정", "최종"]);

    private static readonly WordSieve Publications = new([
        "publi", "pubdate", "wurde am", "verfasst", "eingestellt", "pressemitteilung vom", "meldung vom", "posted", "post-date", "postdate", "entry-date", "veröffentlicht", "erschienen", "erstellt",
        "gepostet", "geplaatst", "inserito", "postato", "опубл", "udgivet", "julkaistu", "yayın", "megjelen", "objav", "dodano", "written", "发布", "發布", "掲載", "公開", "입력", "등록"]);

    /// <summary>One of them is in each name of a change.</summary>
    private static readonly SearchValues<string> ChangeParts = SearchValues.Create(["update", "modified", "last-mod", "lastmod", "changed"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What speaks of an event, wherever it stands.</summary>
    private static readonly SearchValues<string> EventParts = SearchValues.Create(
        ["event-", "deadline", "startdate", "enddate", "webinar", "veranstaltung", "copyright", "born", "birth", "registriert", "member since", "mitglied seit", "dabei seit", "current time", "it is currently", "today is",
            "aktuelle zeit", "heute ist", "validthrough"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The same as words of their own; some only begin or end so.</summary>
    private static readonly WordList EventWords = new("events?|when|starts?|ends?|joined");

    private static readonly WordList EventStarts = new("expir");

    private static readonly WordList EventEnds = new("termin");

    /// <summary>True for words that lead in the day of a change.</summary>
    public static bool IsChange(string words) => Changes.Catches(words);

    /// <summary>The same for what elements are called: there "exchange" and "will-change" are no news.</summary>
    public static bool IsChangeName(string names) => names.AsSpan().ContainsAny(ChangeParts) && ChangeNames().IsMatch(names);

    public static bool IsPublished(string words) => Publications.Catches(words);

    public static bool IsEvent(string words) => words.Contains('©') || words.AsSpan().ContainsAny(EventParts) || EventWords.IsIn(words) || EventStarts.IsIn(words, WordList.IsEdge, WordList.Anywhere) || EventEnds.IsIn(words, WordList.Anywhere, WordList.IsEdge);

    [GeneratedRegex(@"\b(?:[a-z_-]*updated|[a-z_-]*modified|last-?mod|date-?update|update-?date|changed|field--name-changed)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ChangeNames();
}
