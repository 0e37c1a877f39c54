using System.Buffers;
using System.Collections.Frozen;
using Aggregator.Pages;

namespace Aggregator.Articles;

/// <summary>The language of an article: as it is claimed, unless its own words say another.</summary>
internal static class PageLanguage
{
    private const int Paragraph = 60;

    /// <summary>So much text is enough to know.</summary>
    private const int MostLetters = 1800;

    /// <summary>Below it, too few words are known to say anything.</summary>
    private const int LeastWords = 12;

    private const double LeastShare = 0.12;

    /// <summary>How many times more of its words must another language have than the claimed one.</summary>
    private const double Clearly = 1.6;

    /// <summary>The commonest words of a language, a line each; those of several count for each.</summary>
    private const string Words = """
        en the of and to in is that for it was with as on are this be by from have has not which will their its were been they would more who
        de der die und das ist nicht den von zu mit des auf für im dem ein eine als auch sich es an werden aus er hat dass sie nach wird bei einer
        fr le la les de des et du est en une dans un que pour qui pas sur au par plus ce avec sont il cette ne aux ses ont être
        es el la de los que y en las del se por un con para una es al lo como más su pero sus este ha fue sobre son también
        it il di che la e del per un in una della è con non sono le dei si gli da nel al alla anche come più delle ha questo
        pt o de a que e do da em para um com não uma os no se na por mais as dos como mas ao das foi são pelo também
        nl de het een van en in is dat op te zijn voor met niet aan er die ook als maar bij naar om door wordt werd deze
        pl w i na z do się nie to że jest o od przez po dla za a jak oraz są ale tym który które przy roku
        cs a v se na je že o z s do i to k ve pro by jako ale které který jsou podle také za po od byl roku
        sk a v sa na je že o z s do aj to k vo pre by ako ale ktoré ktorý sú podľa za po od bol roku
        hr i u je na se da za su od s o koji kao iz što će bi koja ne ali godine to po do
        tr ve bir bu da de için ile olarak olan en çok daha gibi sonra kadar ise göre olduğu ancak tarafından ya ne
        hu a az és hogy nem is egy ez meg volt van csak már de mint még el ki azt vagy ezt szerint majd után
        sv och i att det som en på är av för med till den har de inte om ett var han men vi från kan eller när
        da og i at det er en til af på for med de den som har ikke der et var vi fra kan men om eller også
        nb og i å det er en til av på for med de den som har ikke et var vi fra kan men om eller også etter
        fi ja on ei että se oli ovat mutta kun joka myös hän ole tai sen kuin mukaan jos nyt sekä vain voi ovat
        ro și de în a la cu din pe care o nu pentru că este un să mai ce au fost sau dar prin al ale
        ca el la de i que en els les del per un una amb és no al com més ha dels són també aquest
        ru и в не на что с по как это из он к для от но а его о у за был так или также после
        uk і в не на що з та до у як це для від за про але його є він також який був або після
        bg и на да в за от не се с е по че като до са но този това или след беше при които
        el και το του να της η για την τα ο με στο οι από που των δεν είναι στην θα τον στη
        """;

    private static readonly string[][] Rows = [.. Words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))];

    private static readonly string[] Languages = [.. Rows.Select(row => row[0])];

    /// <summary>The places of the languages that have a word, by its hash.</summary>
    private static readonly FrozenDictionary<uint, int[]> Known = Rows.Index()
        .SelectMany(row => row.Item.Skip(1).Select(word => WordHash.Of(word)).Distinct().Select(word => (word, Language: row.Index)))
        .GroupBy(pair => pair.word, pair => pair.Language).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private static readonly WordBits KnownBits = new(Known.Keys, 1 << 13);

    /// <summary>The languages that write with the same signs: a claim of any of them is believed.</summary>
    private static readonly string[][] Kin = [["ar", "fa", "ur", "ps", "ku", "ckb", "sd", "ug"], ["hi", "mr", "ne", "sa"], ["zh", "yue"], ["he", "yi"]];

    /// <summary>What stands between words.</summary>
    private static readonly SearchValues<char> Parting = SearchValues.Create(" ,.'’\"():;");

    /// <summary>The language of a page, whose links are no paragraphs.</summary>
    public static string? Of(IReadOnlyList<string?> claims, PageMap map) => Of(claims, map.Blocks.Where(block => block.LinkLength < block.Text.Length / 2).Select(block => block.Text));

    /// <param name="claims">What is said of it, the best first.</param>
    /// <param name="paragraphs">The article's own, and whatever else there is.</param>
    public static string? Of(IReadOnlyList<string?> claims, IEnumerable<string> paragraphs)
    {
        var claimed = claims.Select(Tag).FirstOrDefault(tag => tag is not null);
        var (words, shares) = Count(paragraphs);
        if (words.Script is { } script)
            return claimed is not null && (claimed.Split('-')[0] is var own && (own == script || Kin.Any(kin => kin.Contains(script) && kin.Contains(own)))) ? claimed : script;
        if (words.Count < LeastWords || shares.Count == 0)
            return claimed;
        var (best, share) = shares.MaxBy(pair => pair.Value);
        var claimedShare = claimed is null ? 0 : shares.GetValueOrDefault(claimed.Split('-')[0] is "no" or "nn" ? "nb" : claimed.Split('-')[0]);
        return share >= LeastShare * words.Count && share > claimedShare * Clearly && (claimed is null || claimedShare > 0 || IsJudged(claimed)) ? best : claimed;
    }

    /// <summary>en_US and EN-us are en-US; what is no tag is none.</summary>
    internal static string? Tag(string? claim)
    {
        var parts = (claim ?? "").Trim().Split('-', '_');
        if (parts[0].Length is not (2 or 3) || !parts[0].All(char.IsAsciiLetter))
            return null;
        var language = parts[0].ToLowerInvariant();
        return parts.Length > 1 && parts[1].Length == 2 && parts[1].All(char.IsAsciiLetter) ? $"{language}-{parts[1].ToUpperInvariant()}" : language;
    }

    /// <summary>A claim of a language whose words we do not know cannot be held against others.</summary>
    private static bool IsJudged(string claimed) => Languages.Contains(claimed.Split('-')[0]);

    private static ((int Count, string? Script) Words, Dictionary<string, int> Shares) Count(IEnumerable<string> paragraphs)
    {
        // In the order in which they are met: of two that are equal the first one counts.
        var (met, shares) = (new List<int>(), new int[Languages.Length]);
        var (count, letters, scripts) = (0, 0, new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var paragraph in paragraphs.Where(IsParagraph))
        {
            var text = paragraph.AsSpan();
            foreach (var range in text.SplitAny(Parting))
            {
                var word = text[range];
                if (word.IsEmpty)
                    continue;
                count++;
                // Not all begin with their script: 2026年3月.
                foreach (var c in word.IndexOfAnyExceptInRange('\0', '\u052F') is >= 0 and var first ? word[first..] : default)
                {
                    if (Script(c) is { } script)
                        scripts[script] = scripts.GetValueOrDefault(script) + 1;
                }
                var hash = WordHash.Of(word);
                foreach (var language in KnownBits.MayHold(hash) && Known.TryGetValue(hash, out var languages) ? languages : [])
                {
                    if (shares[language]++ == 0)
                        met.Add(language);
                }
            }
            if ((letters += text.Length) > MostLetters)
                break;
        }
        // Japanese writes in Chinese signs too, Persian and Urdu in Arabic ones, but never without their own.
        foreach (var (shared, own) in (ReadOnlySpan<(string, string)>)[("zh", "ja"), ("ar", "fa"), ("ar", "ur"), ("fa", "ur")])
        {
            if (scripts.GetValueOrDefault(own) is > 0 and var signs && signs * 20 > scripts.GetValueOrDefault(shared))
                (scripts[own], scripts[shared]) = (signs + scripts.GetValueOrDefault(shared), 0);
        }
        var most = scripts.Count == 0 ? default : scripts.MaxBy(pair => pair.Value);
        return ((count, most.Value * 3 > letters ? most.Key : null), met.ToDictionary(language => Languages[language], language => shares[language], StringComparer.Ordinal));
    }

    /// <summary>A third of the signs say as much where one is a syllable or a word.</summary>
    private static bool IsParagraph(string text) => text.Length >= Paragraph || (text.Length * 3 >= Paragraph && text.Count(c => c > '\u2E80') * 2 > text.Length);

    /// <summary>The language that alone, or before all others, writes with a sign.</summary>
    private static string? Script(char c) => c switch
    {
        >= '\u3040' and <= '\u30FF' => "ja",
        >= '\u4E00' and <= '\u9FFF' => "zh",
        >= '\uAC00' and <= '\uD7A3' => "ko",
        >= '\u0590' and <= '\u05FF' => "he",
        >= '\u0530' and <= '\u058F' => "hy",
        >= '\u10A0' and <= '\u10FF' => "ka",
        >= '\u0E00' and <= '\u0E7F' => "th",
        >= '\u0900' and <= '\u097F' => "hi",
        '\u0679' or '\u0688' or '\u0691' or '\u06BA' or '\u06C1' or '\u06D2' => "ur",
        '\u067E' or '\u0686' or '\u0698' or '\u06A9' or '\u06AF' or '\u06CC' => "fa",
        >= '\u0600' and <= '\u06FF' => "ar",
        _ => null,
    };
}
