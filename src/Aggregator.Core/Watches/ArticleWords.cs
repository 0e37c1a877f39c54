using Aggregator.Articles;

namespace Aggregator.Watches;

/// <summary>The words of an article's fields, and where what a query asks for stands among them.</summary>
public sealed class ArticleWords(Article article)
{
    public static IReadOnlyList<TextField> Fields { get; } = Enum.GetValues<TextField>();

    private readonly IReadOnlyList<TextWord>?[] _words = new IReadOnlyList<TextWord>?[Fields.Count];

    public static string NameOf(TextField field) => field switch
    {
        TextField.Title => "title",
        TextField.Standfirst => "standfirst",
        TextField.Text => "text",
        TextField.Publisher => "publisher",
        TextField.Authors => "authors",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The text of a field as written.</summary>
    public string TextOf(TextField field) => TextOf(article, field);

    public static string TextOf(Article article, TextField field) => field switch
    {
        TextField.Title => article.Title,
        TextField.Standfirst => article.Standfirst ?? "",
        TextField.Text => article.Text,
        TextField.Publisher => article.Publisher ?? "",
        TextField.Authors => string.Join(", ", article.Authors),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The runs of words that answer a part of a query, as places of words, by their beginnings.</summary>
    public IReadOnlyList<WordSpan> SpansOf(QueryNode node, TextField field) => node switch
    {
        QueryNode.Form form => IsIn(form.In, field) ? Forms(field, form.Word) : [],
        QueryNode.Prefix prefix => IsIn(prefix.In, field) ? Where(field, word => word.StartsWith(prefix.Beginning, StringComparison.Ordinal)) : [],
        QueryNode.Phrase phrase => IsIn(phrase.In, field) ? Runs(field, phrase.Words) : [],
        QueryNode.Named named => Sorted(named.Names.SelectMany(name => SpansOf(name, field))),
        QueryNode.Any any => Sorted(any.Parts.SelectMany(part => SpansOf(part, field))),
        QueryNode.Near near => Pairs(SpansOf(near.Left, field), SpansOf(near.Right, field), near.Within),
        _ => [],
    };

    /// <summary>Where a run of words stands in the field's text.</summary>
    public MatchMark Place(TextField field, WordSpan span)
    {
        var words = WordsOf(field);
        return new MatchMark(words[span.First].Start, words[span.Last].End - words[span.First].Start);
    }

    private IReadOnlyList<TextWord> WordsOf(TextField field) => _words[(int)field] ??= TextWords.Of(TextOf(field)).All;

    private static bool IsIn(TextField? asked, TextField field) => asked is null || asked == field;

    private List<WordSpan> Forms(TextField field, string word)
    {
        var stem = Stem.Of(word, article.Language);
        return Where(field, candidate => candidate == word || Stem.Of(candidate, article.Language) == stem);
    }

    private List<WordSpan> Where(TextField field, Func<string, bool> isMeant)
    {
        var found = new List<WordSpan>();
        var words = WordsOf(field);
        for (var at = 0; at < words.Count; at++)
        {
            if (isMeant(words[at].Folded))
                found.Add(new WordSpan(at, at));
        }
        return found;
    }

    private List<WordSpan> Runs(TextField field, IReadOnlyList<string> phrase)
    {
        var found = new List<WordSpan>();
        var words = WordsOf(field);
        for (var at = 0; at + phrase.Count <= words.Count; at++)
        {
            var same = 0;
            while (same < phrase.Count && words[at + same].Folded == phrase[same])
                same++;
            if (same == phrase.Count)
                found.Add(new WordSpan(at, at + same - 1));
        }
        return found;
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

/// <summary>A run of words.</summary>
/// <param name="First">The place of its first word.</param>
/// <param name="Last">The place of its last word.</param>
public readonly record struct WordSpan(int First, int Last);
