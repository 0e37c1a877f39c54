using Aggregator.Digests;
using Aggregator.Downloads;
using LiteDB;

namespace Aggregator.Storing.LiteDb;

/// <summary>Windows and letters as rows.</summary>
internal static class LedgerRows
{
    public static BsonDocument Of(WindowRow window) => new()
    {
        ["_id"] = WindowId(window.Subscription, window.Span.Number),
        ["sub"] = window.Subscription,
        ["b"] = Packed.Of(window, StoreJson.Default.WindowRow),
    };

    public static string WindowId(string subscription, int number) => $"{subscription}|{number}";

    /// <summary>What the next window must know of this one.</summary>
    public static BsonDocument Last(WindowRow window) => new()
    {
        ["_id"] = window.Subscription,
        ["last"] = Packed.Of(window with { Subscriber = null, Told = [], OverCap = [], LateCopies = [] }, StoreJson.Default.WindowRow),
    };

    public static WindowRow Last(BsonDocument row) => Packed.Read(row["last"].AsBinary, StoreJson.Default.WindowRow, $"the last window of {row["_id"].AsString}");

    public static WindowRow Window(BsonDocument row) => Packed.Read(row["b"].AsBinary, StoreJson.Default.WindowRow, $"window {row["_id"].AsString}");

    public static BsonDocument Of(LedgerRow row) => new()
    {
        ["_id"] = row.Key,
        ["sub"] = row.Subscription,
        ["n"] = row.Number,
        ["after"] = row.Window.After,
        ["upto"] = row.Window.UpTo,
        ["to"] = row.Recipient,
        ["mid"] = row.MessageId,
        ["subject"] = row.Subject,
        ["alert"] = row.IsAlert,
        ["planned"] = row.Planned.UtcTicks,
        ["asked"] = row.AskedFor?.UtcTicks,
        ["changed"] = row.Changed.UtcTicks,
        ["state"] = row.State.ToString(),
        ["why"] = row.Why,
        ["tries"] = row.Tries,
        ["next"] = row.Next?.UtcTicks,
    };

    public static LedgerRow Letter(BsonDocument row) => new()
    {
        Subscription = row["sub"].AsString,
        Number = row["n"].AsInt32,
        Window = new Window(row["after"].AsInt64, row["upto"].AsInt64),
        Recipient = row["to"].AsString,
        MessageId = row["mid"].AsString,
        Subject = row["subject"].AsString,
        IsAlert = row["alert"].AsBoolean,
        Planned = Moment(row["planned"]),
        AskedFor = row["asked"].IsNull ? null : Moment(row["asked"]),
        Changed = Moment(row["changed"]),
        State = Enum.Parse<LetterState>(row["state"].AsString),
        Why = row["why"].IsNull ? null : row["why"].AsString,
        Tries = row["tries"].AsInt32,
        Next = row["next"].IsNull ? null : Moment(row["next"]),
    };

    public static void Mark(BsonDocument row, LetterMark mark)
    {
        row["state"] = mark.State.ToString();
        row["why"] = mark.Why;
        row["changed"] = mark.At.UtcTicks;
        row["next"] = mark.Next?.UtcTicks;
        if (mark.IsAskedFor)
            row["asked"] = mark.At.UtcTicks;
    }

    public static BsonDocument Of(PlannedLetter letter) => new() { ["_id"] = letter.Row.Key, ["b"] = Packed.Of(letter.Message), ["h"] = ContentHash.Of(letter.Message).Hex };

    /// <exception cref="InvalidDataException">The file is damaged here: these are not the bytes that were frozen.</exception>
    public static byte[] Message(BsonDocument row)
    {
        var what = $"letter {row["_id"].AsString}";
        var message = Packed.Read(row["b"].AsBinary, what);
        return ContentHash.Of(message).Hex == row["h"].AsString ? message : throw new InvalidDataException($"The store is damaged: {what} is not what was frozen.");
    }

    private static DateTimeOffset Moment(BsonValue ticks) => new(ticks.AsInt64, TimeSpan.Zero);
}
