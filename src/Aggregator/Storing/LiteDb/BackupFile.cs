using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace Aggregator.Storing.LiteDb;

/// <summary>The file of a backup: the store's data file as it was, and behind it one block that says what it is and has the hash of it all.</summary>
/// <remarks>The block is text: `tail -c 8192 FILE` shows it.</remarks>
internal static class BackupFile
{
    /// <summary>Bytes of the block.</summary>
    public const int Block = 8192;

    private const int HexLength = 64;

    /// <summary>Starts the line of the block.</summary>
    private const string Mark = "aggregator-backup ";

    /// <summary>The block behind the pages.</summary>
    /// <param name="hash">Has seen all pages; it is at its end afterwards.</param>
    public static byte[] Closing(BackupFacts facts, IncrementalHash hash)
    {
        var text = Mark + JsonSerializer.Serialize(facts with { Sha256 = "" }, StoreJson.Default.BackupFacts);
        var body = Encoding.UTF8.GetBytes(text.PadRight(Block - HexLength - 2 - (Encoding.UTF8.GetByteCount(text) - text.Length)) + "\n");
        hash.AppendData(body);
        return [.. body, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()) + "\n")];
    }

    /// <summary>What a backup says of itself; null when it is none, or its end is missing.</summary>
    public static BackupFacts? Read(FileStream file)
    {
        if (file.Length < Block + PageHeader.PageSize)
            return null;
        var block = new byte[Block];
        file.Position = file.Length - Block;
        file.ReadExactly(block);
        file.Position = 0;
        var (text, hash) = (Encoding.UTF8.GetString(block.AsSpan(..^(HexLength + 1))), Encoding.ASCII.GetString(block.AsSpan()[^(HexLength + 1)..]).Trim());
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        try
        {
            var facts = JsonSerializer.Deserialize(text[Mark.Length..], StoreJson.Default.BackupFacts);
            return facts?.Bytes == file.Length - Block ? facts with { Sha256 = hash } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The part of the block that the hash covers.</summary>
    public static ReadOnlySpan<byte> Hashed(ReadOnlySpan<byte> block) => block[..^(HexLength + 1)];
}
