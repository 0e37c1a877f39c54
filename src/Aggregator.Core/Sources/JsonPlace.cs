using System.Text.Json;
using Aggregator.Text;

namespace Aggregator.Sources;

/// <summary>One place in a JSON file that can say where it is, and what is wrong there.</summary>
internal sealed class JsonPlace(string name, string path, JsonElement element, List<string> problems)
{
    /// <summary>Where this is, as <c>organisations[2].sources[0]</c>.</summary>
    public string Path { get; } = path;

    private string Here => Path.Length == 0 ? name : Path;

    public void Problem(string key, string sentence) => problems.Add($"{Below(key)} {sentence}.");

    public bool IsObject()
    {
        if (element.ValueKind == JsonValueKind.Object)
            return true;
        problems.Add($"{Here} must be an object in braces, not {Named(element.ValueKind)}.");
        return false;
    }

    /// <summary>Tells of every key that is not one of these, and of keys that stand twice.</summary>
    public void Knows(params string[] keys)
    {
        var seen = new HashSet<string>();
        foreach (var property in element.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
                Problem(property.Name, $"is not a known key: {Here} takes {string.Join(", ", keys)}");
            else if (!seen.Add(property.Name))
                Problem(property.Name, "stands twice: keep one");
        }
    }

    /// <summary>True when the key is there, whatever is written behind it.</summary>
    public bool Has(string key) => element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string key, bool required = false)
    {
        if (!TryFind(key, JsonValueKind.String, "a text in quotes", required, out var value))
            return null;
        var text = value.GetString()!.Trim();
        if (text.Length > 0)
            return text;
        Problem(key, "is empty");
        return null;
    }

    public bool Flag(string key)
    {
        if (!element.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Problem(key, $"must be true or false, not {Named(value.ValueKind)}");
        return false;
    }

    public string? Selector(string key)
    {
        var text = Text(key);
        if (text is null || CssRule.IsSelector(text))
            return text;
        Problem(key, $"'{text}' is not a CSS selector");
        return null;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (var item in Items(key))
        {
            if (item.Value.ValueKind == JsonValueKind.String)
                texts.Add(item.Value.GetString()!.Trim());
            else
                problems.Add($"{item.Path} must be a text in quotes, not {Named(item.Value.ValueKind)}.");
        }
        return texts;
    }

    public IReadOnlyList<JsonPlace> Items(string key, bool required = false) =>
        TryFind(key, JsonValueKind.Array, "a list in brackets", required, out var value)
            ? [.. value.EnumerateArray().Select((item, at) => new JsonPlace(name, $"{Below(key)}[{at}]", item, problems))]
            : [];

    public JsonPlace? Object(string key) =>
        TryFind(key, JsonValueKind.Object, "an object in braces", required: false, out var value) ? new JsonPlace(name, Below(key), value, problems) : null;

    private JsonElement Value => element;

    private string Below(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private bool TryFind(string key, JsonValueKind kind, string wanted, bool required, out JsonElement value)
    {
        if (!element.TryGetProperty(key, out value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
                Problem(key, $"is missing: it must be {wanted}");
            return false;
        }
        if (value.ValueKind == kind)
            return true;
        Problem(key, $"must be {wanted}, not {Named(value.ValueKind)}");
        return false;
    }

    private static string Named(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
