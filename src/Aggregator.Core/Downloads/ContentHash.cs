using System.Buffers;
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
        string[] all = [.. texts.Select(text => text ?? "\0")];
        var room = ArrayPool<byte>.Shared.Rent(all.Sum(text => Encoding.UTF8.GetMaxByteCount(text.Length) + 1));
        var length = 0;
        foreach (var text in all)
        {
            length += Encoding.UTF8.GetBytes(text, room.AsSpan(length));
            room[length++] = 0xFF;
        }
        var hash = Of(room.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(room);
        return hash;
    }

    public override string ToString() => Hex ?? "";

    /// <summary>As one text.</summary>
    public sealed class ContentHashJson : JsonConverter<ContentHash>
    {
        public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options) => writer.WriteStringValue(value.Hex);
    }
}
