using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>A collection as far as checking and saving must know it.</summary>
/// <param name="HasNumbers">True when its rows are known by numbers, false by texts.</param>
/// <param name="Fields">What every row has: it tells whose a row is when the page with the names is lost.</param>
/// <param name="Row">What one of its rows is, for a sentence: "a letter".</param>
/// <param name="Loss">What it means to lose one, in a sentence.</param>
/// <param name="Read">Reads all of a row, and lets the census know it. An <see cref="InvalidDataException"/> when it cannot be what was kept.</param>
internal sealed record KeptCollection(string Name, bool HasNumbers, string[] Fields, string Row, string Loss, Action<StoreCensus, BsonDocument> Read)
{
    public bool Fits(BsonDocument row) => row["_id"].IsNumber == HasNumbers && Fields.All(row.ContainsKey);
}

/// <summary>All collections of the store. A new one is one line here, and is verified, saved and counted from then on.</summary>
internal static class KeptCollections
{
    public static readonly KeptCollection Articles = new("articles", true, ["s", "seen", "v", "h"], "an article's place in the list", "The article is not found any more.", (census, row) => census.Article(row));

    public static readonly KeptCollection Bodies = new("bodies", true, ["b"], "an article's text", "The article is lost.", (census, row) => census.Body(row));

    public static readonly IReadOnlyList<KeptCollection> All =
    [
        Articles, Bodies,
        new("meta", false, ["schema", "last"], "the store's own row", "Which numbers were given is not known any more.", (census, row) => census.Meta(row)),
        new("sites", false, ["p"], "what a source's pages have taught", "It is learned anew.", (census, row) => census.Site(row)),
        new("versions", false, ["b"], "an earlier version of an article", "What the article said before is lost.", (_, row) => CensusRows.Version(row)),
        new("keys", false, ["n", "f"], "a key by which an item is recognised", "An item may be taken for new and kept a second time.", (census, row) => census.Key(row)),
        new("memories", false, ["due", "at"], "what is remembered of a source's polls", "The source is asked as if it had never been polled.", (census, row) => census.Memory(row)),
        new("beats", true, ["j"], "polls that found nothing new", "Their sources are asked once more.", (_, row) => BeatRows.Read(row)),
        new("pages", true, ["i", "at", "b"], "a page as it came", "It cannot be read again by newer rules.", (census, row) => census.Page(row)),
        new("counts", false, ["n"], "the number of a source's articles", "It is counted anew.", (census, row) => census.Count(row)),
        new("changes", true, ["n"], "a change that the search index does not have yet", "The index is made anew.", (census, row) => census.Change(row)),
        new("works", false, ["first"], "the first appearance of a work", "A copy that comes later may be told as new.", (_, row) => CensusRows.Number(row, "first")),
        new("windows", false, ["sub", "b"], "a window of a subscription", "What it told cannot be proved any more.", (_, row) => LedgerRows.Window(row)),
        new("lastwindows", false, ["last"], "where a subscription goes on", "It begins anew.", (census, row) => census.LastWindow(row)),
        new("messages", false, ["b", "h"], "a letter as it leaves", "It cannot be sent or shown again.", (_, row) => LedgerRows.Message(row)),
        new("subscribers", false, ["v", "b"], "a subscriber", "Nobody writes to it any more.", (_, row) => LiteDbSubscriberBook.Subscriber(row)),
        new("letters", false, ["sub", "to", "state"], "a letter in the ledger", "It may be sent a second time, or not at all.", (census, row) => census.Letter(row)),
        new("gone", true, ["seen", "why"], "the place of an article that is gone", "Its number counts as missing.", (census, row) => census.Gone(row)),
    ];

    /// <summary>Whose a row is by what stands in it: of those that it fits, the one that asks for most, and of these the first.</summary>
    public static KeptCollection? Guess(BsonDocument row) => All.Where(collection => collection.Fits(row)).MaxBy(collection => collection.Fields.Length);
}
