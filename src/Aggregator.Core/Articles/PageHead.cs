using System.Text;
using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What a page's meta elements say, by name: name, property and itemprop alike, whatever case and signs their dialect writes.</summary>
internal sealed class PageHead
{
    /// <summary>One meta that says all: an object in JSON.</summary>
    private const string Parsely = "parsely-page";

    private readonly List<(string Name, string Written, string Content)> _metas = [];

    private readonly Dictionary<string, List<string>> _named = new(StringComparer.Ordinal);

    public PageHead(PageMap map)
    {
        foreach (var meta in map.Metas)
        {
            // Pages of another age write value.
            if ((meta.GetAttribute("content") ?? meta.GetAttribute("value")) is not { Length: > 0 } content || IsBlank(content))
                continue;
            var names = meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("itemprop") ?? meta.GetAttribute("http-equiv");
            foreach (var name in (names ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Add(Folded(name), name, content);
            foreach (var (name, value) in names == Parsely ? EmbeddedFacts.Of(content) : [])
                Add($"parsely{Folded(name)}", $"{Parsely} {name}", value);
        }
        Authors = [.. map.Metas.Concat(map.Links).Where(IsOfAuthor).Select(name => PlainText.Title(name.GetAttribute("content"))).OfType<string>()];
    }

    /// <summary>The names in elements marked as an author that show none: schema.org's microdata.</summary>
    public IReadOnlyList<string> Authors { get; }

    /// <summary>Every meta in the order of the page; the name is its letters and digits alone, article:published_time is articlepublishedtime; then as it is written.</summary>
    public IReadOnlyList<(string Name, string Written, string Content)> All => _metas;

    /// <summary>The first of these names that says something, as one line.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Each(name).FirstOrDefault() is { } text)
                return text;
        }
        return null;
    }

    /// <summary>All that is said under one name, each as one line.</summary>
    public IEnumerable<string> Each(string name) => _named.TryGetValue(name, out var contents) ? contents.Select(PlainText.Title).OfType<string>() : [];

    private void Add(string name, string written, string content)
    {
        _metas.Add((name, written, content));
        if (!_named.TryGetValue(name, out var contents))
            _named.Add(name, contents = []);
        contents.Add(content);
    }

    /// <summary>True for what a template was to fill in, and did not.</summary>
    private static bool IsBlank(string content) => content.Length > 3 && content[0] is '{' or '%' or '$' && content[1] is '{' or '$' or '%' && content[^1] is '}' or '%';

    private static bool IsOfAuthor(PageElement name) =>
        name.GetAttribute("itemprop") == "name" && name.Around is PageElement around && around.GetAttribute("itemprop")?.Contains("author", StringComparison.OrdinalIgnoreCase) == true;

    private static string Folded(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                letters.Append(char.ToLowerInvariant(c));
        }
        return letters.ToString();
    }
}
