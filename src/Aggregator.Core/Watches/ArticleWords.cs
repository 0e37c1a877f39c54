using System.Globalization;
using Aggregator.Articles;
using Aggregator.Files;

namespace Aggregator.Watches;

/// <summary>The words of an article's fields, and where what a query asks for stands among them.</summary>
public sealed class ArticleWords(Article article) : IDisposable
{
    private readonly Dictionary<ArticleText, TextWords> _words = new(ReferenceEqualityComparer.Instance);

    /// <summary>In the order in which a reader cares for them; the texts of files last.</summary>
    public IReadOnlyList<ArticleText> Texts { get; } = TextsOf(article);

    public static IReadOnlyList<ArticleText> TextsOf(Article article) => [.. AllOf(article).Where(text => text.Text.Length > 0)];

    private static IReadOnlyList<ArticleText> AllOf(Article article) =>
    [
        new(TextField.Title, "title", article.Title, []),
        new(TextField.Standfirst, "standfirst", article.Standfirst ?? "", []),
        new(TextField.Text, "text", article.Text, article.Files.FirstOrDefault(file => file.IsPage)?.Starts ?? []),
        new(TextField.Publisher, "publisher", article.Publisher ?? "", []),
        new(TextField.Authors, "authors", string.Join(", ", article.Authors), []),
        .. article.Files.Select(file => new ArticleText(TextField.File, file.Address?.Segments[^1] ?? "file", file.Text, file.Starts)),
    ];

    /// <summary>The runs of words that answer a part of a query, as places of words, by their beginnings.</summary>
    public IReadOnlyList<WordSpan> SpansOf(QueryNode node, ArticleText text) => node switch
    {
        QueryNode.Form form => IsIn(form.In, text) ? Forms(text, form.Word) : [],
        QueryNode.Prefix prefix => IsIn(prefix.In, text) ? Where(text, prefix.Beginning, 1, (words, at) => words.Letters(at).StartsWith(prefix.Beginning)) : [],
        QueryNode.Phrase phrase => IsIn(phrase.In, text) ? Phrases(text, phrase) : [],
        QueryNode.Named named => Sorted(named.Names.SelectMany(name => SpansOf(name, text))),
        QueryNode.Any any => Sorted(any.Parts.SelectMany(part => SpansOf(part, text))),
        QueryNode.Near near => Pairs(SpansOf(near.Left, text), SpansOf(near.Right, text), near.Within),
        _ => [],
    };

    /// <summary>Where a run of words stands in its text.</summary>
    public MatchMark Place(ArticleText text, WordSpan span) => WordsOf(text).Mark(span.First, span.Last);

    public void Dispose()
    {
        foreach (var words in _words.Values)
            words.Dispose();
        _words.Clear();
    }

    private TextWords WordsOf(ArticleText text) =>
        _words.TryGetValue(text, out var known) ? known : _words[text] = TextWords.Of(text.Text);

    private static bool IsIn(TextField? asked, ArticleText text) => asked is null || asked == text.Field;

    private List<WordSpan> Forms(ArticleText text, string word)
    {
        var stem = Stem.Of(word, article.Language);
        var alike = Where(text, stem, 1, (words, at) => words.Letters(at) is var letters && (letters.SequenceEqual(word) || Stem.Is(letters, article.Language, stem)));
        return Stem.Stranger(stem, article.Language) is { } stranger ? Sorted(alike.Concat(Runs(text, [stranger]))) : alike;
    }

    private List<WordSpan> Phrases(ArticleText text, QueryNode.Phrase phrase)
    {
        var runs = Runs(text, phrase.Words);
        return phrase.IsJoined ? runs.FindAll(run => IsJoined(text, run)) : runs;
    }

    private List<WordSpan> Runs(ArticleText text, IReadOnlyList<string> phrase) => Where(text, phrase[0], phrase.Count, (words, at) => IsRun(words, at, phrase));

    /// <summary>True where a dash and nothing else stands between the two words.</summary>
    private bool IsJoined(ArticleText text, WordSpan run)
    {
        var (first, last) = (Place(text, new WordSpan(run.First, run.First)), Place(text, new WordSpan(run.Last, run.Last)));
        return last.Start == first.Start + first.Length + 1 && char.GetUnicodeCategory(text.Text[last.Start - 1]) == UnicodeCategory.DashPunctuation;
    }

    /// <summary>Of the runs whose first word begins as another: whatever is asked for, most do not, and to look at each is most of what judging costs.</summary>
    private List<WordSpan> Where(ArticleText text, string like, int length, Func<TextWords, int, bool> isMeant)
    {
        var (words, found, beginning) = (WordsOf(text), new List<WordSpan>(), TextWords.BeginningOf(like));
        for (var at = words.Next(beginning, 0); at < words.Count; at = words.Next(beginning, at + 1))
        {
            if (isMeant(words, at))
                found.Add(new WordSpan(at, at + length - 1));
        }
        return found;
    }

    private static bool IsRun(TextWords words, int at, IReadOnlyList<string> phrase)
    {
        var same = 0;
        while (same < phrase.Count && at + same < words.Count && words.Letters(at + same).SequenceEqual(phrase[same]))
            same++;
        return same == phrase.Count;
    }

    private static List<WordSpan> Sorted(IEnumerable<WordSpan> spans) => [.. spans.Distinct().OrderBy(span => span.First).ThenBy(span => span.Last)];

    /// <summary>Each pair that stands close enough, in either order, as the run of words from the first to the last of both. The two do not share a word.</summary>
    private static List<WordSpan> Pairs(IReadOnlyList<WordSpan> left, IReadOnlyList<WordSpan> right, int within)
    {
        var found = new List<WordSpan>();
        var from = 0;
        var longest = right.Count == 0 ? 0 : right.Max(span => span.Last - span.First);
        foreach (var one in left)
        {
            // Both lists are sorted by their beginnings: what begins too far before this one is too far from the next, too.
            while (from < right.Count && right[from].First + longest + within < one.First)
                from++;
            for (var at = from; at < right.Count && right[at].First <= one.Last + within; at++)
            {
                var other = right[at];
                var distance = other.First > one.Last ? other.First - one.Last : one.First - other.Last;
                if (distance >= 1 && distance <= within)
                    found.Add(new WordSpan(Math.Min(one.First, other.First), Math.Max(one.Last, other.Last)));
            }
        }
        return Sorted(found);
    }
}

/// <summary>One text of an article that a query looks into.</summary>
/// <param name="Name">In a reader's words: title, standfirst, text, publisher, authors, or a file's name.</param>
/// <param name="Starts">Where its pages begin; empty for a text without pages.</param>
public sealed record ArticleText(TextField Field, string Name, string Text, IReadOnlyList<PageStart> Starts)
{
    /// <summary>Its name, with the page of a place in it: "report.pdf, p. 3".</summary>
    public string NameAt(int place) => PageStart.PageAt(Starts, place) is { } page ? $"{Name}, p. {page}" : Name;
}

/// <summary>A run of words.</summary>
/// <param name="First">The place of its first word.</param>
/// <param name="Last">The place of its last word.</param>
public readonly record struct WordSpan(int First, int Last);
