using System.Buffers;
using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Tells by its class and its id what an element is called.</summary>
internal static class ElementNames
{
    public static bool IsCalled(PageElement element, SearchValues<string> parts) => element.ClassName.AsSpan().ContainsAny(parts) || element.Id.AsSpan().ContainsAny(parts);

    /// <param name="parts">One of them is in each of the names, and in few others: most elements are not asked for more.</param>
    public static bool IsCalled(PageElement element, Regex names, SearchValues<string> parts) => IsOne(element.ClassName, names, parts) || IsOne(element.Id, names, parts);

    private static bool IsOne(string? its, Regex names, SearchValues<string> parts) => its.AsSpan().ContainsAny(parts) && names.IsMatch(its!);
}
