using Microsoft.Extensions.Configuration;

namespace Aggregator.Commands;

/// <summary>Finds the settings that nobody would read: mistyped keys, and values where keys belong or keys where a value does. Values are never told: they may be secret.</summary>
internal static class SettingKeys
{
    /// <summary>Everything below a section that its settings do not have, one sentence each.</summary>
    public static IEnumerable<string> Problems(IConfigurationSection section, Type type)
    {
        if (IsValue(type))
            return section.GetChildren().Select(child => $"{child.Path} is not a setting: {section.Path} is one value.");
        if (!string.IsNullOrEmpty(section.Value))
            return [$"{section.Path} cannot be a value: it has {(IsByName(type) ? "names" : IsList(type) ? "a list" : Known(type))} below it."];
        return section.GetChildren().SelectMany(child => IsByName(type) || IsList(type) ? Problems(child, type.GenericTypeArguments[^1]) : OfChild(section, child, type));
    }

    private static IEnumerable<string> OfChild(IConfigurationSection section, IConfigurationSection child, Type type) =>
        Array.Find(type.GetProperties(), property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Problems(child, known.PropertyType)
            : [$"{child.Path} is not a setting: {section.Path} has {Known(type)}."];

    private static bool IsValue(Type type) => type == typeof(string) || type.IsValueType;

    /// <summary>True for what is keyed by names that the user makes, as sources and headers are.</summary>
    private static bool IsByName(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static string Known(Type type) => string.Join(", ", type.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
}
