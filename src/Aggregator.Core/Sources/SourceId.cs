using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Aggregator.Sources;

/// <summary>The name by which a source is known for ever: lower-case letters, digits and hyphens.</summary>
[JsonConverter(typeof(SourceIdJson))]
public readonly partial record struct SourceId
{
    private SourceId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out SourceId id)
    {
        var isGood = text is not null && Shape().IsMatch(text);
        id = isGood ? new SourceId(text!) : default;
        return isGood;
    }

    public override string ToString() => Value ?? "";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();

    /// <summary>As one text.</summary>
    public sealed class SourceIdJson : JsonConverter<SourceId>
    {
        public override SourceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not the name of a source.");

        public override void Write(Utf8JsonWriter writer, SourceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
