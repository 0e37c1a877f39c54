using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Lines between a body's paragraphs that lead away from it, to another article or to a publisher's account: "Read also: …", "Follow us on …".</summary>
internal static partial class SeeAlso
{
    private const int Longest = 250;

    /// <summary>Of what follows the words; a sentence that only holds a link is the article's own.</summary>
    private const double LeastLinked = 0.6;

    private const double WhollyLinked = 0.9;

    /// <summary>In characters. What is longer and leads nowhere is no cue, and is not looked at closely.</summary>
    private const int LongestCue = 60;

    /// <summary>Words with which no paragraph begins.</summary>
    private static readonly WordList Cues = new(
        "see also|also (read|see|watch)|read (also|next)|(you|your?) (may|might) also (like|enjoy|be interested in)|lesen sie auch|lies auch|auch interessant|das könnte (sie|dich) auch interessieren|schon gelesen"
        + "|à lire aussi|à lire également|lire aussi|lire également|voir aussi|lea también|lea además|leer también|le puede interesar|te puede interesar|vea también|leia também|veja também|leggi anche|lees ook"
        + "|läs också|läs även|les også|læs også|lue myös|(czytaj|zobacz|przeczytaj) (też|także|również)|czytaj więcej|dowiedz się więcej|читай(те)? также|читайте ещё|читайте також|přečtěte si také|čtěte také"
        + "|citește și|citiți și|prečítajte si (aj|tiež)|čítajte (aj|tiež)|pročitajte (i|još|više)|preberite (tudi|še)|loe (ka|lisaks)|skaitykite taip pat|taip pat skaitykite|lasiet arī|смотри(те)? также"
        + "|дивіться також|прочетете още|вижте още|διαβάστε (επίσης|ακόμη|ακόμα|περισσότερα)|δείτε επίσης|olvassa el ezt is|kapcsolódó cikk(ek|ünk)|baca juga|xem thêm|đọc thêm|ilgili haberler|llegeix també"
        + "|اقرأ (أيضا|أيضًا|أيضاً|المزيد)|شاهد أيضا|مواضيع ذات صلة|مقالات ذات صلة|بیشتر بخوانید|קראו גם|ראו גם|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|เรื่องที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม");

    /// <summary>Words that also begin sentences: they need their colon, or their line to themselves.</summary>
    private static readonly WordList Headings = new(
        "related|related (articles?|stor(y|ies)|posts?|content|reading|news|coverage|links?)|read more|more|more on this|don['’]t miss|up next|recommended reading|lesetipp|mehr zum thema|mehr dazu|mehr lesen"
        + "|siehe auch|sur le même sujet|lea más|leer más|leia mais|saiba mais|per approfondire|lees meer|läs mer|les mer|læs mere|関連記事|あわせて読みたい|相关阅读|延伸阅读|相關閱讀|延伸閱讀|相关新闻|相關新聞|관련 ?기사|함께 읽기");

    private static readonly SearchValues<char> CueSigns = SearchValues.Create(":»>→?–—-");

    private static readonly SearchValues<char> HeadingSigns = SearchValues.Create(":：»>→…-");

    /// <summary>With one of these begins whatever leads to an account.</summary>
    private static readonly SearchValues<char> AccountStarts = SearchValues.Create("lLfFjJsSvV");

    /// <summary>Words that stand alone take the linked lines behind them along. What leads to another site is a reference, and stays.</summary>
    /// <param name="address">The base of the page's links; null where nobody knows.</param>
    public static void LeaveOut(PageMap map, Uri? address, bool[] kept)
    {
        var isList = false;
        for (var block = 0; block < kept.Length; block++)
        {
            if (!kept[block])
                continue;
            var (isLine, isAlone) = Look(map.Blocks[block], address);
            isList = isAlone || (isList && map.Blocks[block].LinkLength >= map.Blocks[block].Text.Length * WhollyLinked && !LeadsElsewhere(map.Blocks[block], address));
            kept[block] = !isLine && !isList;
        }
    }

    /// <summary>True for such words and a link, or the words alone.</summary>
    private static (bool IsLine, bool IsAlone) Look(PageBlock block, Uri? address)
    {
        if (block.Text.Length > Longest)
            return (false, false);
        if ((block.LinkLength == 0 && block.Text.Length > LongestCue) || CueIn(block.Text) is not (> 0 and var cue))
            return (LeadsToAccount(block.Text), false);
        var rest = block.Text.Length - cue;
        return (rest < 2 || (block.LinkLength >= rest * LeastLinked && !LeadsElsewhere(block, address)), rest < 2);
    }

    /// <summary>How much of a line leads away: the signs before such words, the words, the signs behind them; 0 when it has none.</summary>
    private static int CueIn(string line)
    {
        var from = WordList.Start(line);
        if (Cues.LengthAt(line, from, (text, at) => at == text.Length || char.IsWhiteSpace(text[at]) || Behind(text, at, CueSigns) > at) is > 0 and var words)
            return Math.Max(Behind(line, from + words, CueSigns), Math.Min(line.Length, from + words + 1));
        return Headings.LengthAt(line, from, (text, at) => text[at..].IsWhiteSpace() || Behind(text, at, HeadingSigns) > at) is > 0 and var heading ? Behind(line, from + heading, HeadingSigns) : 0;
    }

    /// <summary>The place behind the signs that stand at a place, or there behind blanks; the place itself without any.</summary>
    private static int Behind(ReadOnlySpan<char> text, int at, SearchValues<char> signs)
    {
        var rest = text[at..].TrimStart();
        var end = rest.IndexOfAnyExcept(signs);
        return end == 0 || rest.IsEmpty ? at : text.Length - rest.Length + (end < 0 ? rest.Length : end);
    }

    private static bool LeadsToAccount(string line) => AccountStarts.Contains(line.FirstOrDefault(LetterKinds.IsWord)) && ToAccount().IsMatch(line);

    private static bool LeadsElsewhere(PageBlock block, Uri? address) =>
        address is not null && block.Runs.Any(run => WebAddress.Resolve(address, run.Link?.GetAttribute("href")) is { } link && !WebSite.IsOne(link, address));

    [GeneratedRegex(@"^\W*(?:(?:(?:like|find|join) (?:us|me|him|her|them|@\w+|the [\w ]{1,30})|follow [@\w ]{1,30}) (?:on|at)|folgen sie uns|folg(?:t|e) uns|suivez[- ]nous|síguenos|síganos|siga[- ]nos|seguici|volg ons|följ oss|følg oss) [^.]{0,40}\b(?:twitter|x|facebook|instagram|linkedin|youtube|tiktok|telegram|whatsapp|bluesky|threads|mastodon|google news)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex ToAccount();
}
