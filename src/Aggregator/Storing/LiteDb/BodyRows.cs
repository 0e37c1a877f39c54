using Aggregator.Articles;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Articles as their bodies are kept: all that searches, lists and letters need in one piece, and apart from it the html, which only one who shows the article needs.</summary>
internal static class BodyRows
{
    /// <summary>Half of what keeping an article costs, and nothing that needs the gate.</summary>
    public static PackedBody Pack(Article article) => new(
        Packed.Of(article with { Html = "", Text = "" }, StoreJson.Default.Article, article.Text),
        // The text again, between tags.
        article.Html.Length == 0 ? null : Packed.Of(article.Html, article.Text));

    /// <summary>With what the list says of it, so that one row is enough to read an article.</summary>
    /// <param name="listed">Its row of the list.</param>
    public static BsonDocument Of(BsonDocument listed, PackedBody packed)
    {
        var row = Of(listed["_id"], packed);
        (row["seen"], row["v"], row["h"]) = (listed["seen"], listed["v"], listed["h"]);
        return row;
    }

    public static BsonDocument OfVersion(KeptArticle old) => Of($"{old.Number}/{old.Version}", Pack(old.Article));

    /// <param name="what">What it is, for the sentence: "article 7".</param>
    /// <exception cref="InvalidDataException">The file is damaged here: these are not the bytes that were kept.</exception>
    public static Article Read(BsonDocument row, string what)
    {
        var article = ReadText(row, what);
        return row["m"].IsBinary ? article with { Html = Packed.Read(row["m"].AsBinary, article.Text, $"the html of {what}") } : article;
    }

    /// <summary>All but the html; until schema 7 that was not apart, and comes along. Until schema 8 the text was not behind the rest, but within.</summary>
    /// <inheritdoc cref="Read"/>
    public static Article ReadText(BsonDocument row, string what)
    {
        var (article, text) = Packed.ReadBoth(CensusRows.Bytes(row, "b"), StoreJson.Default.Article, what);
        return text.Length == 0 ? article : article with { Text = text };
    }

    /// <summary>True when a row says what the list says of it; until schema 7 none did.</summary>
    public static bool IsComplete(BsonDocument row) => row.ContainsKey("h");

    private static BsonDocument Of(BsonValue id, PackedBody packed)
    {
        var row = new BsonDocument { ["_id"] = id, ["b"] = packed.Article };
        if (packed.Html is not null)
            row["m"] = packed.Html;
        return row;
    }
}

/// <summary>An article, packed.</summary>
/// <param name="Article">Without its html.</param>
/// <param name="Html">By what its text has already; null for none.</param>
internal sealed record PackedBody(byte[] Article, byte[]? Html);
