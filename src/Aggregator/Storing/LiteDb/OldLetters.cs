using System.Globalization;
using Aggregator.Digests;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Until schema 5 a letter was one row with its message in it, and windows had none: they are given theirs, so that nothing is told again.</summary>
internal static class OldLetters
{
    public static void Renew(LiteDatabase db)
    {
        var old = Shape.Letters(db).FindAll().Where(row => !row["eml"].IsNull).ToList();
        foreach (var subscription in old.GroupBy(row => row["sub"].AsString))
        {
            foreach (var (index, row) in subscription.OrderBy(row => row["upto"].AsInt64).Index())
                Renew(db, row, index + 1);
        }
    }

    private static void Renew(LiteDatabase db, BsonDocument row, int number)
    {
        var id = row["_id"].AsString;
        row["n"] = number;
        row["subject"] = "";
        row["alert"] = false;
        row["tries"] = 1;
        var letter = LedgerRows.Letter(row);
        var window = new WindowRow
        {
            Subscription = letter.Subscription,
            Span = new WindowSpan(number, letter.Window, null, letter.Planned),
            Outcome = WindowOutcome.Letter,
            Note = string.Create(CultureInfo.InvariantCulture, $"Planned before windows were rows: its letter tells of no. {letter.Window}, but not which of them were left out."),
        };
        Shape.Letters(db).Delete(id);
        Shape.Letters(db).Insert(LedgerRows.Of(letter));
        Shape.Messages(db).Insert(LedgerRows.Of(new PlannedLetter(letter, row["eml"].AsBinary)));
        Shape.Windows(db).Insert(LedgerRows.Of(window));
        Shape.LastWindows(db).Upsert(LedgerRows.Last(window));
    }
}
