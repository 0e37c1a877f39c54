using System.Text.Json;
using AngleSharp.Html.Dom;

namespace Aggregator.Articles;

/// <summary>The article object among a page's JSON-LD; empty when there is none.</summary>
internal sealed class LinkedData(JsonElement article)
{
    private const int Depth = 6;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static LinkedData ArticleOf(IHtmlDocument page)
    {
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json' i]"))
        {
            if (Parsed(script.TextContent) is { } root && Articles(root, Depth).FirstOrDefault() is { ValueKind: JsonValueKind.Object } found)
                return new LinkedData(found);
        }
        return new LinkedData(default);
    }

    /// <summary>A text, or the address of an object that stands in its place.</summary>
    public string? Text(string name)
    {
        var value = Value(article, name);
        if (value.ValueKind == JsonValueKind.Array)
            value = value.EnumerateArray().FirstOrDefault();
        return value.ValueKind switch
        {
            JsonValueKind.String => Characters(value),
            JsonValueKind.Object => Text(value, "@id") ?? Text(value, "url"),
            _ => null,
        };
    }

    /// <summary>The names of the people or organisations there.</summary>
    public IEnumerable<string> Name(string name)
    {
        var value = Value(article, name);
        var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        return values.Select(v => v.ValueKind == JsonValueKind.String ? Characters(v) : Text(v, "name")).OfType<string>();
    }

    private static IEnumerable<JsonElement> Articles(JsonElement element, int depth)
    {
        if (depth == 0)
            return [];
        return element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(inner => Articles(inner, depth - 1)),
            JsonValueKind.Object when IsArticle(Value(element, "@type")) => [element],
            JsonValueKind.Object => Articles(Value(element, "@graph"), depth - 1).Concat(Articles(Value(element, "mainEntity"), depth - 1)),
            _ => [],
        };
    }

    private static bool IsArticle(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.String => Characters(type) is { } name && (name.EndsWith("Article", StringComparison.Ordinal) || name is "Report" or "BlogPosting" or "LiveBlogPosting"),
        JsonValueKind.Array => type.EnumerateArray().Any(IsArticle),
        _ => false,
    };

    private static JsonElement Value(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) => Value(element, name) is { ValueKind: JsonValueKind.String } value ? Characters(value) : null;

    /// <summary>The text of a JSON string; null for one that holds half a character, which is no text.</summary>
    private static string? Characters(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Lenient).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
