using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aggregator.Sources;

/// <summary>The name by which a source is known for ever: lower-case letters, digits and hyphens.</summary>
[JsonConverter(typeof(SourceIdJson))]
public readonly record struct SourceId
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private SourceId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out SourceId id)
    {
        var isGood = text is { Length: > 0 and <= Longest } && text[0] != '-' && !text.AsSpan().ContainsAnyExcept(Letters);
        id = isGood ? new SourceId(text!) : default;
        return isGood;
    }

    public override string ToString() => Value ?? "";

    /// <summary>As one text.</summary>
    public sealed class SourceIdJson : JsonConverter<SourceId>
    {
        public override SourceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not the name of a source.");

        public override void Write(Utf8JsonWriter writer, SourceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
