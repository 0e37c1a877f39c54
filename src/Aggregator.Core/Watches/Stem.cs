using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.TokenAttributes;

namespace Aggregator.Watches;

/// <summary>What the forms of one word have in common, so that "sanction" finds "sanctioned". Every language has its own rules; one not listed has none.</summary>
/// <remarks>A stem begins with the two letters that its word begins with, but for <see cref="Strangers"/>: so a text need not be asked word by word.</remarks>
public static class Stem
{
    /// <summary>Words are few and come again; what is beyond is computed anew.</summary>
    private const int MostKnown = 50_000;

    /// <summary>Its place among <see cref="Languages"/>.</summary>
    private const int English = 0;

    /// <summary>The English words that begin otherwise than their stems, by these. Any other that would is a name that was mistaken for a form: "pism" has the stem "p".</summary>
    private static readonly FrozenDictionary<string, string> Strangers = new Dictionary<string, string>
    {
        ["denmark"] = "danish",
        ["die"] = "dying",
        ["lie"] = "lying",
        ["tie"] = "tying",
        ["vie"] = "vying",
    }.ToFrozenDictionary();

    /// <summary>By the place of their language among <see cref="Languages"/>: asked for every word of every article that is judged or indexed.</summary>
    [ThreadStatic]
    private static Dictionary<string, string?>?[]? _known;

    // Krovetz' stemmer, which knows its words from a dictionary: "organisation" does not become "organ".
    [ThreadStatic]
    private static KStemFilter? _english;

    [ThreadStatic]
    private static OneWord? _word;

    /// <summary>The languages that have rules, as in <c>lang</c> attributes.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "de", "fr", "es", "it", "pt", "ru", "sv"];

    /// <param name="word">A folded word.</param>
    /// <param name="language">As a page claims it: "en-GB"; null is taken for English, which most of what we read is.</param>
    public static string Of(string word, string? language) => Other(word, language) ?? word;

    /// <summary>True when that is the word's stem.</summary>
    public static bool Is(ReadOnlySpan<char> word, string? language, string stem) => Other(word, language) is { } other ? other == stem : word.SequenceEqual(stem);

    /// <summary>The word that has this stem and begins otherwise; null when there is none.</summary>
    public static string? Stranger(string stem, string? language) => PlaceOf(language) == English ? Strangers.GetValueOrDefault(stem) : null;

    /// <summary>The stem of a word; null when that is the word itself.</summary>
    public static string? Other(ReadOnlySpan<char> word, string? language)
    {
        // Short words have no forms.
        if (word.Length < 4 || PlaceOf(language) is not { } place)
            return null;
        var known = (_known ??= new Dictionary<string, string?>?[Languages.Count])[place] ??= new Dictionary<string, string?>(StringComparer.Ordinal);
        if (known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var stem))
            return stem;
        if (known.Count >= MostKnown)
            known.Clear();
        return known[word.ToString()] = Made(word.ToString(), Languages[place]);
    }

    /// <summary>The first part of a language tag, in lower case.</summary>
    public static string LanguageOf(string? tag) => PlaceOf(tag) is { } place ? Languages[place] : tag!.Split('-', '_')[0].ToLowerInvariant();

    /// <summary>Of a language among <see cref="Languages"/>; null for one that is not.</summary>
    private static int? PlaceOf(string? tag)
    {
        if (string.IsNullOrEmpty(tag))
            return English;
        for (var at = 0; at < Languages.Count; at++)
        {
            if (tag.StartsWith(Languages[at], StringComparison.OrdinalIgnoreCase) && (tag.Length == 2 || tag[2] is '-' or '_'))
                return at;
        }
        return null;
    }

    /// <summary>Null when it is the word itself: numbers, and names with digits, have none either.</summary>
    private static string? Made(string word, string language)
    {
        if (!word.All(char.IsLetter))
            return null;
        var made = language == Languages[English] ? InEnglish(word) : Light(word, language);
        return made != word && (made.StartsWith(word[..2], StringComparison.Ordinal) || Strangers.GetValueOrDefault(made) == word) ? made : null;
    }

    private static string Light(string word, string language)
    {
        // Room for the letters that a stemmer puts in the place of others.
        var letters = new char[word.Length + 4];
        word.CopyTo(0, letters, 0, word.Length);
        var length = language switch
        {
            "de" => new GermanLightStemmer().Stem(letters, word.Length),
            "fr" => new FrenchLightStemmer().Stem(letters, word.Length),
            "es" => new SpanishLightStemmer().Stem(letters, word.Length),
            "it" => new ItalianLightStemmer().Stem(letters, word.Length),
            "pt" => new PortugueseLightStemmer().Stem(letters, word.Length),
            "ru" => new RussianLightStemmer().Stem(letters, word.Length),
            "sv" => new SwedishLightStemmer().Stem(letters, word.Length),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new string(letters, 0, length);
    }

    private static string InEnglish(string word)
    {
        var (british, american) = Spelling.Of(word);
        if (british == american)
            return Spelling.Of(ByDictionary(word)).American;
        // The dictionary knows some forms of "organise" and others of "organize": the shorter stem is of more of them.
        var (one, other) = (Spelling.Of(ByDictionary(american)).American, Spelling.Of(ByDictionary(british)).American);
        return other.Length < one.Length ? other : one;
    }

    private static string ByDictionary(string word)
    {
        _english ??= new KStemFilter(_word = new OneWord());
        _word!.Put(word);
        _english.IncrementToken();
        return _english.GetAttribute<ICharTermAttribute>().ToString()!;
    }

    /// <summary>A stream of the one word that was put into it.</summary>
    private sealed class OneWord : TokenStream
    {
        private readonly ICharTermAttribute _term;
        private string _word = "";

        public OneWord() => _term = AddAttribute<ICharTermAttribute>();

        public void Put(string word) => _word = word;

        public override bool IncrementToken()
        {
            _term.SetEmpty().Append(_word);
            return true;
        }
    }
}
