using Aggregator.Pages;
using Aggregator.Sources;
using AngleSharp.Dom;

namespace Aggregator.Articles;

/// <summary>What a source's rules say of its articles' bodies: they win over everything that was learned.</summary>
internal static class BodyRules
{
    /// <summary>What is no text even where a rule names the element around it.</summary>
    private static readonly HashSet<string> Furniture = new(StringComparer.Ordinal) { "nav", "aside", "footer", "form", "button", "figcaption", "dialog" };

    /// <summary>The blocks of the element that the rules call the body; null when they call none, or it is not there.</summary>
    public static bool[]? Chosen(PageMap map, PageRules? rules)
    {
        if (rules?.Body is null || map.Boxes.Length == 0 || PlaceOf(map, map.Boxes[0].Element.Owner!.QuerySelector(rules.Body)) is not { } body || map.Boxes[body].IsEmpty)
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
        var removed = map.Boxes[0].Element.Owner!.QuerySelectorAll(rules.Remove).ToHashSet();
        for (var box = 0; box < map.Boxes.Length; box++)
        {
            if (removed.Contains(map.Boxes[box].Element))
                Mark(map, box, kept, false);
        }
    }

    private static int? PlaceOf(PageMap map, IElement? element) =>
        element is null ? null : Array.FindIndex(map.Boxes, box => box.Element == element) is >= 0 and var place ? place : null;

    private static void Mark(PageMap map, int box, bool[] kept, bool value) =>
        kept.AsSpan(map.Boxes[box].FirstBlock, Math.Min(map.Boxes[box].EndBlock, kept.Length) - map.Boxes[box].FirstBlock).Fill(value);
}
