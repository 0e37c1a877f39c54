using System.Net;
using System.Text;
using System.Text.Json;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>A page's JSON-LD: the article it speaks of, and the other objects around it. Read leniently, since every third block is written by hand.</summary>
internal sealed class LinkedData
{
    private const int Depth = 8;

    private const int MostObjects = 400;

    /// <summary>Of one list: names that point at one another would be as many as the list has, to the power of the depth.</summary>
    private const int MostNames = 50;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    private readonly List<JsonElement> _objects = [];

    private readonly Dictionary<string, JsonElement> _named = new(StringComparer.Ordinal);

    private readonly JsonElement _article;

    private LinkedData(PageMap map, string? title)
    {
        foreach (var root in map.Scripts.SelectMany(script => Parsed(script.TextContent)))
            Gather(root, Depth);
        var articles = _objects.Where(found => IsArticle(Value(found, "@type"))).ToList();
        // A page that lists others names them too: its own is the one with the page's title.
        _article = articles.Find(article => title is not null && PlainText.Title(Text(article, "headline") ?? Text(article, "name")) is { } headline && title.Contains(headline, StringComparison.OrdinalIgnoreCase));
        if (_article.ValueKind != JsonValueKind.Object)
            _article = articles.FirstOrDefault();
    }

    /// <summary>True when an object says that it is an article.</summary>
    public bool HasArticle => _article.ValueKind == JsonValueKind.Object;

    public static LinkedData Of(PageMap map, string? title) => new(map, title);

    /// <summary>A text of the article, or the address of an object that stands in its place.</summary>
    public string? Text(string name) => TextOf(Value(_article, name));

    /// <summary>The same of another object that has it: the page, a video, an episode.</summary>
    public string? TextElsewhere(string name) => _objects.Where(found => !IsListed(found)).Select(found => TextOf(Value(found, name))).OfType<string>().FirstOrDefault();

    /// <summary>The names of the people or organisations there; of an object that is only pointed at, as it is told elsewhere.</summary>
    public IEnumerable<LinkedName> Names(string name) => Each(Named(name)).Take(MostNames).SelectMany(value => NamesOf(value, Depth / 2));

    /// <summary>True when more names stand there than are heard.</summary>
    public bool IsCut(string name) => Each(Named(name)).Skip(MostNames).Any() || Each(Named(name)).Any(value => Each(Value(value, "name")).Skip(MostNames).Any());

    private JsonElement Named(string name) => Value(HasArticle ? _article : _objects.Find(found => Value(found, name).ValueKind != JsonValueKind.Undefined), name);

    private IEnumerable<LinkedName> NamesOf(JsonElement value, int depth)
    {
        if (value.ValueKind == JsonValueKind.String)
            return Characters(value) is { } text ? [new LinkedName(text, false)] : [];
        if (value.ValueKind != JsonValueKind.Object || depth == 0)
            return [];
        var isGroup = Each(Value(value, "@type")).Any(type => type.ValueKind == JsonValueKind.String && Characters(type) is { } kind && kind.Contains("Organization", StringComparison.OrdinalIgnoreCase));
        var names = Each(Value(value, "name")).Take(MostNames).SelectMany(each => each.ValueKind == JsonValueKind.Object ? NamesOf(each, depth - 1) : NamesOf(each, 1).Select(found => found with { IsGroup = isGroup })).ToList();
        if (names.Count == 0 && Text(value, "@id") is { } id && _named.TryGetValue(id, out var elsewhere))
            return NamesOf(elsewhere, depth - 1);
        return names.Count > 0 ? names : $"{Text(value, "givenName")} {Text(value, "familyName")}".Trim() is { Length: > 0 } joined ? [new LinkedName(joined, isGroup)] : [];
    }

    /// <summary>Objects with what is in them, but for lists of other pages.</summary>
    private void Gather(JsonElement element, int depth)
    {
        if (depth == 0 || _objects.Count >= MostObjects)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var inner in element.EnumerateArray())
                Gather(inner, depth - 1);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (Text(element, "@id") is { } id && Value(element, "name").ValueKind != JsonValueKind.Undefined)
                _named.TryAdd(id, element);
            if (Value(element, "@type").ValueKind != JsonValueKind.Undefined)
                _objects.Add(element);
            foreach (var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage", "author"])
                Gather(Value(element, name), depth - 1);
        }
    }

    private static bool IsArticle(JsonElement type) => Each(type).Any(each => each.ValueKind == JsonValueKind.String && Characters(each) is { } name
        && (name.EndsWith("Article", StringComparison.OrdinalIgnoreCase) || name.EndsWith("BlogPosting", StringComparison.OrdinalIgnoreCase) || name is "Report" or "Blog" or "SocialMediaPosting" or "DiscussionForumPosting"));

    /// <summary>A person or a site has no date that would be the page's.</summary>
    private static bool IsListed(JsonElement found) => Each(Value(found, "@type")).Any(type => type.ValueKind == JsonValueKind.String
        && Characters(type) is "Person" or "Organization" or "WebSite" or "Event" or "Product" or "Comment" or "Review" or "BreadcrumbList" or "ItemList" or "JobPosting");

    private static IEnumerable<JsonElement> Each(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray(),
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        _ => [value],
    };

    private static string? TextOf(JsonElement value) => Each(value).FirstOrDefault() switch
    {
        { ValueKind: JsonValueKind.String } text => PlainText.Trimmed(Characters(text)),
        { ValueKind: JsonValueKind.Object } inner => Text(inner, "@value") ?? Text(inner, "@id") ?? Text(inner, "url"),
        _ => null,
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

    /// <summary>The values of a script: several may stand one behind the other.</summary>
    private static List<JsonElement> Parsed(string text)
    {
        var json = text.Trim().TrimStart('\uFEFF');
        // In a comment, or in a section that only XHTML knows.
        var start = json.AsSpan().IndexOfAny('{', '[');
        if (start < 0)
            return [];
        if (json[start..].StartsWith("[CDATA[", StringComparison.Ordinal))
            start = json.AsSpan(start + 1).IndexOf('[') + start + 2;
        var end = json.AsSpan().LastIndexOfAny('}', ']');
        if (end > start && json.AsSpan(0, end + 1).EndsWith("]]", StringComparison.Ordinal) && json.StartsWith("//", StringComparison.Ordinal))
            end = json.LastIndexOf('}');
        json = end < start ? "" : json[start..(end + 1)];
        return Values(json) ?? Values(JsonMend.Of(json) ?? json) ?? (json.Contains("&quot;", StringComparison.Ordinal) ? Values(WebUtility.HtmlDecode(json)) : null) ?? [];
    }

    private static List<JsonElement>? Values(string json)
    {
        var values = new List<JsonElement>();
        try
        {
            values.Add(JsonDocument.Parse(json, Lenient).RootElement);
            return values;
        }
        catch (JsonException)
        {
        }
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { AllowTrailingCommas = true, AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
            while (reader.Read())
                values.Add(JsonDocument.ParseValue(ref reader).RootElement);
        }
        catch (JsonException)
        {
            // What stood whole before the fault counts.
        }
        return values.Count > 0 ? values : null;
    }
}

/// <summary>A name that JSON-LD gives.</summary>
/// <param name="IsGroup">True when it says that it is an organisation's.</param>
internal readonly record struct LinkedName(string Name, bool IsGroup);
