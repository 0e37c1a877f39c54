using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aggregator.Articles.Citations;

/// <summary>Writes citations as CSL-JSON, which citation processors and Zotero read.</summary>
public static class CslJson
{
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<Citation> citations) => new JsonArray([.. citations.Select(Item)]).ToJsonString(Style) + "\n";

    private static JsonObject Item(Citation work)
    {
        var item = new JsonObject
        {
            ["id"] = work.Key,
            ["type"] = work.Kind switch { CitedKind.Report => "report", CitedKind.Post => "post-weblog", _ => "webpage" },
            ["genre"] = work.Kind == CitedKind.PressRelease ? "Press release" : null,
            ["title"] = work.Title,
            ["author"] = work.Authors.Count == 0 ? null : new JsonArray([.. work.Authors.Select(NameOf)]),
            ["publisher"] = work.Publisher,
            ["container-title"] = work.Kind == CitedKind.Report ? null : work.Publisher,
            ["issued"] = work.Published is { Moment: var published } ? Day(published) : null,
            ["accessed"] = Day(work.FirstSeen),
            ["URL"] = work.Link?.AbsoluteUri,
            ["language"] = work.Language,
            ["abstract"] = work.Abstract,
            ["note"] = work.Note,
        };
        foreach (var missing in item.Where(field => field.Value is null).Select(field => field.Key).ToList())
            item.Remove(missing);
        return item;
    }

    private static JsonObject NameOf(CitedName name)
    {
        if (name.IsWhole)
            return new JsonObject { ["literal"] = name.Family };
        var parts = new JsonObject { ["family"] = name.Family, ["given"] = name.Given };
        if (name.Particle is not null)
            parts["non-dropping-particle"] = name.Particle;
        if (name.Suffix is not null)
            parts["suffix"] = name.Suffix;
        return parts;
    }

    private static JsonObject Day(DateTimeOffset moment) => new() { ["date-parts"] = new JsonArray(new JsonArray(moment.Year, moment.Month, moment.Day)) };
}
