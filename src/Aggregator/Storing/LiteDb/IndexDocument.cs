using System.Globalization;
using Aggregator.Articles;
using Aggregator.Watches;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using TextField = Aggregator.Watches.TextField;

namespace Aggregator.Storing.LiteDb;

/// <summary>An article as the index has it: words and facts to be found by, its number, and nothing to be shown.</summary>
internal static class IndexDocument
{
    /// <summary>The words of all fields.</summary>
    public const string Everywhere = "all";
    public const string Number = "n";
    public const string Source = "source";
    public const string Topic = "topic";
    public const string Language = "lang";

    /// <summary>The language whose rules made its stems: of those that have rules, or <see cref="NoRules"/>.</summary>
    public const string Rules = "rules";

    public const string NoRules = "none";
    public const string Has = "has";

    /// <summary>The day a query's dates are compared with, as a number of days.</summary>
    public const string Day = "day";

    /// <summary>Ticks of the first sight.</summary>
    public const string Seen = "seen";

    public static string FieldOf(TextField? field) => field is { } one ? one.ToString() : Everywhere;

    public static Term Key(long number) => new("id", number.ToString(CultureInfo.InvariantCulture));

    public static Document Of(KeptArticle kept)
    {
        var (article, language) = (kept.Article, kept.Article.Language);
        var tag = Stem.LanguageOf(language);
        var texts = ArticleWords.TextsOf(article);
        var document = new Document
        {
            new StringField("id", kept.Number.ToString(CultureInfo.InvariantCulture), Field.Store.NO),
            new NumericDocValuesField(Number, kept.Number),
            new Int64Field(Seen, kept.FirstSeen.UtcTicks, Field.Store.NO),
            new Int32Field(Day, QueryJudge.DayOf(kept).DayNumber, Field.Store.NO),
            new StringField(Rules, Stem.Languages.Contains(tag) ? tag : NoRules, Field.Store.NO),
            new StringField(Source, article.Source.Value, Field.Store.NO),
            new Lucene.Net.Documents.TextField(Everywhere, new IndexWords(texts.Select(text => text.Text), language)),
        };
        // Nobody asks for the text alone, and everywhere is nearly that.
        foreach (var text in texts.Where(text => text.Field is not (TextField.Text or TextField.File)))
            document.Add(new Lucene.Net.Documents.TextField(FieldOf(text.Field), new IndexWords([text.Text], language)));
        foreach (var topic in article.Topics)
            document.Add(new StringField(Topic, topic.ToLowerInvariant(), Field.Store.NO));
        if (language is not null)
            document.Add(new StringField(Language, tag, Field.Store.NO));
        foreach (var what in QueryJudge.HasOf(article))
            document.Add(new StringField(Has, what, Field.Store.NO));
        return document;
    }
}
