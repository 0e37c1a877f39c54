using Aggregator.Pages;
using Aggregator.Sources;

namespace Aggregator.Articles;

/// <summary>What a source's rules say of its articles' bodies: they win over everything that was learned.</summary>
internal static class BodyRules
{
    /// <summary>What is no text even where a rule names the element around it.</summary>
    private static readonly HashSet<string> Furniture = new(StringComparer.Ordinal) { "nav", "aside", "footer", "form", "button", "figcaption", "dialog" };

    /// <summary>The blocks of the element that the rules call the body; null when they call none, or it is not there.</summary>
    public static bool[]? Chosen(PageMap map, PageRules? rules)
    {
        if (rules?.Body is null || map.Boxes.Length == 0 || map.PlacesOf(rules.Body) is not [var body, ..] || map.Boxes[body].IsEmpty)
            return null;
        var kept = new bool[map.Blocks.Length];
        Mark(map, body, kept, true);
        for (var box = body + 1; box < map.Boxes[body].End; box++)
        {
            var element = map.Boxes[box].Element;
            if (Furniture.Contains(element.LocalName) || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
                || element.GetAttribute("role") is "navigation" or "complementary" or "dialog")
                Mark(map, box, kept, false);
        }
        return kept;
    }

    /// <summary>Takes out what the rules leave out of a body, whoever found it.</summary>
    public static void Remove(PageMap map, PageRules? rules, bool[] kept)
    {
        if (rules?.Remove is null || map.Boxes.Length == 0)
            return;
        foreach (var box in map.PlacesOf(rules.Remove))
            Mark(map, box, kept, false);
    }

    private static void Mark(PageMap map, int box, bool[] kept, bool value) =>
        kept.AsSpan(map.Boxes[box].FirstBlock, Math.Min(map.Boxes[box].EndBlock, kept.Length) - map.Boxes[box].FirstBlock).Fill(value);
}
