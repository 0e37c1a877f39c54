using System.Runtime.InteropServices;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>Weighs the names that one page's elements bear; most stand there many times and are looked up once.</summary>
/// <param name="elements">How many will be asked for, or about so many.</param>
internal sealed class NameWeights(BodyModel model, int elements)
{
    private const float Most = 6;

    private readonly Dictionary<string, (float Weight, uint Hash)> _known = new(elements / 2, StringComparer.Ordinal);

    /// <summary>True for an attribute in which an element is named.</summary>
    public static bool IsNaming(string attribute) => attribute is "class" or "id" or "role" or "itemprop" or "property"
        or "data-testid" or "data-component" or "data-component-name" or "data-module" or "data-qa" or "data-type" or "data-name";

    public (float Weight, uint Hash, BoxTrait Traits) Of(PageElement element)
    {
        var (weight, hash, traits) = (0f, 0u, BoxTrait.None);
        foreach (var (name, value) in element.Attributes)
        {
            switch (name)
            {
                case "hidden": traits |= BoxTrait.Hidden; continue;
                case "aria-hidden" when value == "true": traits |= BoxTrait.Hidden; continue;
                case "style" when value.Contains("display:none", StringComparison.Ordinal) || value.Contains("display: none", StringComparison.Ordinal): traits |= BoxTrait.Hidden; continue;
                case "itemprop" when value == "articleBody": traits |= BoxTrait.MarkedBody; break;
            }
            if (!IsNaming(name))
                continue;
            var (one, its) = Known(value);
            weight += one;
            if (name == "class")
                hash = its;
        }
        if (element.LocalName.Contains('-', StringComparison.Ordinal))
            weight += Known(element.LocalName).Weight;
        return (Math.Clamp(weight, -Most, Most), hash, traits);
    }

    private (float Weight, uint Hash) Known(string names)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, names, out var exists);
        if (exists)
            return known;
        Span<uint> parts = stackalloc uint[64];
        parts = parts[..WordHash.Parts(names, parts)];
        var weight = 0f;
        foreach (var part in parts)
            weight += model.Named(part);
        return known = (Math.Clamp(weight, -Most, Most), WordHash.Of(names.AsSpan(0, Math.Min(names.Length, 60))));
    }
}
