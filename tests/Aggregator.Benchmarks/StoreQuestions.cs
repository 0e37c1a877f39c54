using System.Globalization;
using Aggregator.Storing;
using Aggregator.Watches;

namespace Aggregator.Benchmarks;

/// <summary>One question to both archives.</summary>
/// <param name="Words">As our queries are written.</param>
/// <param name="Match">As FTS5 is asked.</param>
internal sealed record StoreQuestion(string Kind, string Words, string Match)
{
    public SearchOrder Order { get; init; }

    /// <summary>Only articles published from this day on, and before <see cref="Before"/>; null for all.</summary>
    public DateOnly? After { get; init; }

    public DateOnly? Before { get; init; }

    public SearchRequest Request => new(After is null ? Words : string.Create(CultureInfo.InvariantCulture, $"{Words} after:{After:yyyy-MM-dd} before:{Before:yyyy-MM-dd}")) { Order = Order };
}

/// <summary>Draws questions from the texts themselves: a third of them for frequent words, for less frequent ones, and for rare ones.</summary>
internal sealed class StoreQuestions
{
    private const int Sample = 3000;

    private readonly Random _random = new(20261126);
    private readonly List<List<string>> _texts = [];
    private readonly List<List<string>> _bands = [[], [], []];
    private readonly Dictionary<string, int> _bandOf = [];

    public StoreQuestions(StoreTexts texts, int articles)
    {
        var counts = new Dictionary<string, int>();
        for (var at = 0; at < Sample; at++)
        {
            var poll = _random.Next(Math.Max(1, articles / StoreTexts.ItemsPerPoll));
            var words = TextWords.ListOf(texts.Poll(poll, 1).Articles[0].Article.Text).ToList();
            _texts.Add(words);
            foreach (var word in words.Distinct().Where(IsPlain))
                counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        foreach (var (word, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (count > Sample / 2)
                continue;
            var band = count >= Sample / 20 ? 0 : count >= Sample / 200 ? 1 : 2;
            _bands[band].Add(word);
            _bandOf[word] = band;
        }
    }

    /// <summary>As many of each kind.</summary>
    public IReadOnlyList<StoreQuestion> Draw(int ofEach) =>
    [
        .. Each(ofEach, Term),
        .. Each(ofEach, Phrase),
        .. Each(ofEach, Boolean),
        .. Each(ofEach, Near),
        .. Each(ofEach, Dated),
        .. Each(ofEach, band => Term(band) with { Kind = "term, by relevance", Order = SearchOrder.Relevance }),
        .. Each(ofEach, band => Boolean(band) with { Kind = "boolean, by relevance", Order = SearchOrder.Relevance }),
    ];

    private static IEnumerable<StoreQuestion> Each(int count, Func<int, StoreQuestion> draw) => Enumerable.Range(0, count).Select(at => draw(at % 3)).ToList();

    private StoreQuestion Term(int band)
    {
        var word = Word(band);
        return new StoreQuestion("term", word, $"\"{word}\"");
    }

    private StoreQuestion Phrase(int band)
    {
        var (text, at) = Place(band, 2);
        var words = $"\"{text[at]} {text[at + 1]}\"";
        return new StoreQuestion("phrase", words, words);
    }

    private StoreQuestion Boolean(int band)
    {
        var (one, other, both, not) = (Word(band), Word(band), Word(0), Word(1));
        return new StoreQuestion("boolean", $"({one} OR {other}) {both} -{not}", $"((\"{one}\" OR \"{other}\") AND \"{both}\") NOT \"{not}\"");
    }

    private StoreQuestion Near(int band)
    {
        var (text, at) = Place(band, 6);
        var other = Enumerable.Range(at + 1, 5).Select(place => text[place]).FirstOrDefault(word => IsPlain(word) && word != text[at]) ?? Word(0);
        return new StoreQuestion("NEAR", $"{text[at]} NEAR/10 {other}", $"NEAR(\"{text[at]}\" \"{other}\", 9)");
    }

    private StoreQuestion Dated(int band)
    {
        var from = DateOnly.FromDateTime(StoreTexts.Start.UtcDateTime).AddDays(_random.Next(4 * 365));
        return Term(band) with { Kind = "term of thirty days", After = from, Before = from.AddDays(30) };
    }

    private string Word(int band) => _bands[band][_random.Next(_bands[band].Count)];

    /// <summary>A place where a word of the band stands, with plain words behind it in the same text.</summary>
    private (List<string> Text, int At) Place(int band, int length)
    {
        while (true)
        {
            var text = _texts[_random.Next(_texts.Count)];
            for (var tries = 0; tries < 200; tries++)
            {
                var at = _random.Next(Math.Max(1, text.Count - length));
                if (at + length <= text.Count && _bandOf.TryGetValue(text[at], out var found) && found == band && IsPlain(text[at + 1]))
                    return (text, at);
            }
        }
    }

    private static bool IsPlain(string word) => word.Length >= 4 && word != "near" && word.All(char.IsAsciiLetter);
}
