using Aggregator.Sources;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>The collections and their fields. Articles, memories and letters are kept as compressed JSON, apart from what lists and indexes need.</summary>
/// <remarks>
/// articles: _id number, s source, seen ticks, v version, h content hash (x true when its text was let go) · bodies: _id number, b compressed article, its text behind it (until schema 8 within), m its html, compressed by what b has already, and v, seen and h once more (until schema 7 b alone, with the html) ·
/// versions: _id "number/version", b and m of what was replaced ·
/// keys: _id "source|key", n number, f fingerprint (they outlive articles, so that nothing comes back) ·
/// memories: _id source, v version, due and at ticks of the next poll and the last, j memory (b where it is long, compressed), a its last answer, compressed ·
/// beats: _id number, j what polls changed that found nothing new, many in a row ·
/// sites: _id source, b what its pages have taught, compressed, p its kept pages: n number, z bytes ·
/// pages: _id number of the article, b its page as it came, compressed, u address, t content type, at ticks, i the item that announced it, compressed ·
/// counts: _id source, n articles · changes: _id change, n number of the article, until the search index has it ·
/// works: _id half a hash of a work's key, first number of its first appearance (they outlive articles, so that no copy is told as new) ·
/// windows: _id "subscription|number", sub, b window, compressed · lastwindows: _id subscription, last its last window in short ·
/// letters: _id "subscription|number|recipient", one row a letter · messages: _id the letter's, b the message as it leaves, compressed, h its hash ·
/// subscribers: _id address, v version, b subscriber, compressed ·
/// gone: _id number of an article that is not there any more, seen ticks, why; of one that retention removed also s source, at ticks, keys true while it has some, un ticks since when its source does not list it · meta: schema, the store's id, the last number and the last change given; and beside it the last backup: path, at ticks, n its last number.
/// Every one stands in <see cref="KeptCollections"/> too.
/// </remarks>
internal static class Shape
{
    public const string MetaId = "store";

    /// <summary>Why an article is gone: its row or its text could not be read. It comes back when its source still lists it.</summary>
    public const string Damaged = "damaged";

    /// <summary>Why an article is gone: it was old enough. It never comes back.</summary>
    public const string Retention = "retention";

    private const string BackupId = "backup";

    public static ILiteCollection<BsonDocument> Articles(LiteDatabase db) => db.GetCollection("articles", BsonAutoId.Int64);

    public static ILiteCollection<BsonDocument> Bodies(LiteDatabase db) => db.GetCollection("bodies", BsonAutoId.Int64);

    public static ILiteCollection<BsonDocument> Versions(LiteDatabase db) => db.GetCollection("versions");

    public static ILiteCollection<BsonDocument> Keys(LiteDatabase db) => db.GetCollection("keys");

    public static ILiteCollection<BsonDocument> Memories(LiteDatabase db) => db.GetCollection("memories");

    public static ILiteCollection<BsonDocument> Beats(LiteDatabase db) => db.GetCollection("beats", BsonAutoId.Int64);

    public static ILiteCollection<BsonDocument> Sites(LiteDatabase db) => db.GetCollection("sites");

    public static ILiteCollection<BsonDocument> Pages(LiteDatabase db) => db.GetCollection("pages", BsonAutoId.Int64);

    public static ILiteCollection<BsonDocument> Counts(LiteDatabase db) => db.GetCollection("counts");

    public static ILiteCollection<BsonDocument> Works(LiteDatabase db) => db.GetCollection("works");

    public static ILiteCollection<BsonDocument> Windows(LiteDatabase db) => db.GetCollection("windows");

    public static ILiteCollection<BsonDocument> LastWindows(LiteDatabase db) => db.GetCollection("lastwindows");

    public static ILiteCollection<BsonDocument> Letters(LiteDatabase db) => db.GetCollection("letters");

    public static ILiteCollection<BsonDocument> Messages(LiteDatabase db) => db.GetCollection("messages");

    public static ILiteCollection<BsonDocument> Subscribers(LiteDatabase db) => db.GetCollection("subscribers");

    public static ILiteCollection<BsonDocument> Gone(LiteDatabase db) => db.GetCollection("gone", BsonAutoId.Int64);

    public static ILiteCollection<BsonDocument> Meta(LiteDatabase db) => db.GetCollection("meta");

    /// <summary>The schema of an open file; 0 for a new one.</summary>
    public static int SchemaOf(LiteDatabase db) => Meta(db).FindById(MetaId)?["schema"].AsInt32 ?? 0;

    /// <summary>Gives a new file its shape, or an older one this one.</summary>
    public static bool Create(LiteDatabase db, int schema)
    {
        Articles(db).EnsureIndex("seen", "$.seen");
        // Until schema 3 the file was asked what is due.
        Memories(db).DropIndex("due");
        Memories(db).DropIndex("at");
        // Until schema 2 a memory had the count in it.
        foreach (var row in Memories(db).FindAll().Where(row => row["n"].IsInt32).ToList())
            Counts(db).Upsert(new BsonDocument { ["_id"] = row["_id"], ["n"] = row["n"] });
        Letters(db).DropIndex("sub");
        Letters(db).EnsureIndex("state", "$.state");
        Letters(db).EnsureIndex("mid", "$.mid");
        Windows(db).EnsureIndex("sub", "$.sub");
        OldLetters.Renew(db);
        var meta = Meta(db).FindById(MetaId) ?? new BsonDocument { ["_id"] = MetaId, ["last"] = 0L };
        meta["schema"] = schema;
        if (!meta["id"].IsString)
            meta["id"] = Guid.NewGuid().ToString("N");
        if (!meta["change"].IsInt64)
            meta["change"] = ChangeRows.Highest(db);
        return Meta(db).Upsert(meta);
    }

    /// <summary>Tells stores apart: an index made of another one is of no use.</summary>
    public static string StoreId(LiteDatabase db) => Meta(db).FindById(MetaId)["id"].AsString;

    public static long LastChange(LiteDatabase db) => Meta(db).FindById(MetaId)["change"].AsInt64;

    /// <summary>Gives the next numbers of changes; returns the last of them.</summary>
    public static long TakeChanges(LiteDatabase db, int count)
    {
        var meta = Meta(db).FindById(MetaId);
        var last = meta["change"].AsInt64 + count;
        meta["change"] = last;
        Meta(db).Update(meta);
        return last;
    }

    public static long LastNumber(LiteDatabase db) => Meta(db).FindById(MetaId)["last"].AsInt64;

    /// <summary>Notes that a source has so many articles more, and which number was given last.</summary>
    public static void Count(LiteDatabase db, SourceId source, long last, int added)
    {
        var meta = Meta(db).FindById(MetaId);
        meta["last"] = last;
        Meta(db).Update(meta);
        CountMore(db, source.Value, added);
    }

    /// <param name="more">Below zero when articles went.</param>
    public static void CountMore(LiteDatabase db, string source, int more) =>
        Counts(db).Upsert(new BsonDocument { ["_id"] = source, ["n"] = Math.Max(0, (Counts(db).FindById(source)?["n"].AsInt32 ?? 0) + more) });

    public static bool NoteBackup(LiteDatabase db, BackupNote note) =>
        Meta(db).Upsert(new BsonDocument { ["_id"] = BackupId, ["path"] = note.Path, ["at"] = note.At.UtcTicks, ["n"] = note.LastNumber });

    /// <summary>The last backup that was made of this store; null for none.</summary>
    public static BackupNote? LastBackup(LiteDatabase db) =>
        Meta(db).FindById(BackupId) is { } row ? new BackupNote(row["path"].AsString, new DateTimeOffset(row["at"].AsInt64, TimeSpan.Zero), row["n"].AsInt64) : null;
}
