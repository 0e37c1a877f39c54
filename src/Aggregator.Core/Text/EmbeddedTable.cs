using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Aggregator.Text;

/// <summary>Tables that a person extends, as they lie in the program.</summary>
internal static class EmbeddedTable
{
    /// <summary>Reads one of this assembly's tables. A key that it does not know is a mistake, as is one that is missing.</summary>
    /// <exception cref="JsonException">The table has a mistake; the message says where.</exception>
    public static T Read<T>(string name, JsonTypeInfo<T> shape)
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program was built without its table '{name}'.");
        return JsonSerializer.Deserialize(stream, shape) ?? throw new JsonException($"The table '{name}' is empty.");
    }
}

/// <summary>How the tables of this room are read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LinkTable))]
[JsonSerializable(typeof(SiteTable))]
internal sealed partial class TextTables : JsonSerializerContext;
