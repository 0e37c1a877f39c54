using System.Text.Json;

namespace Aggregator.Articles;

/// <summary>The facts of a page that one meta element holds together, as an object in JSON: parsely-page.</summary>
internal static class EmbeddedFacts
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 8 };

    /// <summary>Its texts by their names, those of a list each; nothing where it is no JSON.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object ? [.. document.RootElement.EnumerateObject().SelectMany(fact => TextsOf(fact.Value).Select(text => (fact.Name, text)))] : [];
        }
        // The second is for a text that holds half a character.
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!),
        _ => [],
    };
}
