using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aggregator.Storing.LiteDb;

/// <summary>Records as compressed JSON: half the size of the file, and no type name in it that could be asked to come alive.</summary>
internal static class Packed
{
    public static byte[] Of<T>(T value, JsonTypeInfo<T> type)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(brotli, value, type);
        return packed.ToArray();
    }

    /// <param name="what">What it is, for the sentence: "article 7".</param>
    /// <exception cref="InvalidDataException">The file is damaged here: these are not the bytes that were kept.</exception>
    public static T Read<T>(byte[] packed, JsonTypeInfo<T> type, string what)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(brotli, type) ?? throw new JsonException("It is empty.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidDataException)
        {
            // Brotli says InvalidOperation of bytes that it never wrote, and InvalidData of bytes that end too early.
            throw new InvalidDataException($"The store is damaged: {what} cannot be read.", e);
        }
    }
}
