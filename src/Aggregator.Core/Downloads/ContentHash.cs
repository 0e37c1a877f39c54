using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aggregator.Downloads;

/// <summary>SHA-256 of bytes or text, as 64 hex digits: tells same from changed, and whole from damaged.</summary>
[JsonConverter(typeof(ContentHashJson))]
public readonly record struct ContentHash(string Hex)
{
    public static ContentHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>The hash of several texts, null and "" told apart.</summary>
    public static ContentHash Of(params IEnumerable<string?> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(text is null ? [0] : Encoding.UTF8.GetBytes(text));
            hash.AppendData([0xFF]);
        }
        return new ContentHash(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public override string ToString() => Hex ?? "";

    /// <summary>As one text.</summary>
    public sealed class ContentHashJson : JsonConverter<ContentHash>
    {
        public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options) => writer.WriteStringValue(value.Hex);
    }
}
