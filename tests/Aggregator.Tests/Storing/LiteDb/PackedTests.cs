using System.IO.Compression;
using System.Text;
using LiteDB;
using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>Bytes as they are kept: what came is given back, by whichever version they were packed, and never anything else.</summary>
public sealed class PackedTests
{
    [Fact]
    public void Bytes_come_back_as_they_were_kept_by_this_version_and_by_older_ones()
    {
        var random = new byte[70_000];
        new Random(7).NextBytes(random);
        byte[][] all = [[], [7], [0x28, 0xB5, 0x2F, 0xFD, 7, 7, 7], Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("The harbour is open. ", 5000))), random];
        foreach (var bytes in all)
        {
            Assert.Equal(bytes, Packed.Read(Packed.Of(bytes), "it"));
            Assert.Equal(bytes, Packed.Read(Brotli(bytes), "it"));
        }
    }

    [Fact]
    public void A_letter_and_a_page_of_the_eighth_schema_are_read()
    {
        var page = Some.Page("a");
        var row = SiteRows.Pack(page);
        (row["_id"], row["b"]) = (7L, Brotli(page.Page.Body.ToArray()));
        Assert.Equal(page.Page.Body.ToArray(), SiteRows.Page(row).Page.Body.ToArray());

        var message = "Subject: The harbour\r\n\r\nIt is open."u8.ToArray();
        var letter = new BsonDocument { ["_id"] = "a", ["b"] = Brotli(message), ["h"] = Downloads.ContentHash.Of(message).Hex };
        Assert.Equal(message, LedgerRows.Message(letter));
    }

    [Fact]
    public void A_page_of_the_ninth_schema_is_one_page()
    {
        var row = SiteRows.Pack(Some.Page("a"));
        row["_id"] = 7L;
        Assert.Equal(["_id", "at", "b", "i", "m", "t", "u"], row.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((0, null), (SiteRows.Page(row).Further.Count, SiteRows.Page(row).Missing));
    }

    [Fact]
    public void A_letter_of_which_one_byte_is_another_is_damage()
    {
        var message = "Subject: The harbour\r\n\r\nIt is open, and the quay, and the mole."u8.ToArray();
        var packed = Packed.Of(message);
        for (var at = 0; at < packed.Length; at++)
        {
            var damaged = packed.ToArray();
            damaged[at] ^= 4;
            var row = new BsonDocument { ["_id"] = "a", ["b"] = damaged, ["h"] = Downloads.ContentHash.Of(message).Hex };
            Assert.StartsWith("The store is damaged: letter a ", Assert.Throws<InvalidDataException>(() => LedgerRows.Message(row)).Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Brotli(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(bytes);
        return packed.ToArray();
    }
}
