using System.Text.Json.Nodes;

namespace Aggregator.Items;

/// <summary>What reading came to, in the compact form of case files: what is not there is not written.</summary>
internal static class ReadOutcomeJson
{
    public static JsonObject AsJson(this ReadOutcome outcome) => outcome switch
    {
        ReadOutcome.Unreadable bad => new JsonObject { ["unreadable"] = bad.Why },
        ReadOutcome.Read read => OfAnnouncement(read.Announcement),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject OfAnnouncement(Announcement read) => Written([
        ("format", read.Format), ("id", read.Id), ("title", read.Title), ("link", read.Link?.AbsoluteUri), ("linkText", read.LinkText), ("description", read.Description), ("language", read.Language),
        ("author", read.Author), ("published", read.Published?.ToString()), ("updated", read.Updated?.ToString()), ("image", read.Image?.AbsoluteUri),
        ("categories", CaseFiles.List(read.Categories)), ("hints", OfHints(read.Hints)), ("items", new JsonArray([.. read.Items.Select(OfItem)])),
        ("drops", CaseFiles.List(read.Drops.Select(drop => $"{drop.Gate}: {drop.What}: {drop.Why}"))), ("repairs", CaseFiles.List(read.Repairs))]);

    private static JsonObject? OfHints(FeedHints hints)
    {
        var written = Written([
            ("self", hints.Self?.AbsoluteUri), ("hubs", CaseFiles.List(hints.Hubs.Select(hub => hub.AbsoluteUri))), ("pause", hints.Pause?.ToString()),
            ("skipHours", CaseFiles.List(hints.SkipHours.Select(hour => $"{hour}"))), ("skipDays", CaseFiles.List(hints.SkipDays.Select(day => $"{day}"))),
            ("older", hints.Older?.AbsoluteUri), ("complete", hints.IsComplete ? "yes" : null)]);
        return written.Count > 0 ? written : null;
    }

    private static JsonObject OfItem(Item item) => Written([
        ("id", item.Id), ("link", item.Link?.AbsoluteUri), ("linkText", item.LinkText), ("origin", item.Origin?.AbsoluteUri), ("title", item.Title), ("summary", item.Summary), ("content", item.Content), ("authors", CaseFiles.List(item.Authors)),
        ("published", item.Published?.ToString()), ("updated", item.Updated?.ToString()), ("unreadDate", item.UnreadDate), ("image", item.Image?.AbsoluteUri), ("categories", CaseFiles.List(item.Categories)),
        ("enclosures", CaseFiles.List(item.Enclosures.Select(file => $"{file.Address.AbsoluteUri} {file.Type ?? "-"} {file.Length?.ToString() ?? "-"}")))]);

    private static JsonObject Written(IEnumerable<(string Name, JsonNode? Value)> members) =>
        new(members.Where(member => member.Value is not null and not JsonArray { Count: 0 }).Select(member => KeyValuePair.Create(member.Name, member.Value)));
}
