using System.Text;
using Xunit;

namespace Aggregator.Text;

public sealed class CharsetTests
{
    static CharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", "text/html")]
    [InlineData("utf-8", "text/html; charset=iso-8859-1")]
    [InlineData("utf-8", "text/html; charset=nonsense")]
    [InlineData("utf-8", null)]
    [InlineData("windows-1252", "text/html; charset=windows-1252")]
    [InlineData("windows-1252", "text/html; charset=\"ISO-8859-1\"")]
    [InlineData("windows-1252", null)]
    [InlineData("iso-8859-15", "text/html; charset=ISO-8859-15")]
    public void Bytes_become_the_words_that_were_written(string encoding, string? contentType) =>
        Assert.Equal("Ærø café", Charset.Decode(Encoding.GetEncoding(encoding).GetBytes("Ærø café"), contentType));

    [Theory]
    [InlineData("windows-1251", "Порт")]
    [InlineData("shift_jis", "港の船")]
    [InlineData("gb2312", "港口")]
    [InlineData("koi8-r", "Порт")]
    public void The_document_may_declare_its_charset_itself(string encoding, string words)
    {
        var page = $"<html><head><meta charset=\"{encoding}\"></head><p>{words}</p>";
        Assert.Equal(page, Charset.Decode(Encoding.GetEncoding(encoding).GetBytes(page), "text/html"));
    }

    [Fact]
    public void A_byte_order_mark_is_believed_and_taken_off()
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
            Assert.Equal("Ærø", Charset.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("Ærø")], "text/html; charset=koi8-r"));
    }

    [Fact]
    public void Curly_quotes_of_windows_are_read_where_latin_1_is_declared() =>
        Assert.Equal("“so”", Charset.Decode([0x93, (byte)'s', (byte)'o', 0x94], "text/html; charset=iso-8859-1"));

    [Fact]
    public void A_byte_that_is_no_UTF_8_is_read_as_windows_1252_and_the_others_stay() =>
        Assert.Equal("Ærø Ã", Charset.Decode([.. "Ærø "u8, 0xC3], "text/html; charset=utf-8"));

    [Fact]
    public void No_bytes_are_no_words() => Assert.Equal("", Charset.Decode([], null));

    [Fact]
    public void Any_bytes_become_some_words()
    {
        var bytes = Enumerable.Range(0, 4096).Select(at => (byte)(at * 31 % 256)).ToArray();
        foreach (var charset in new[] { "utf-8", "utf-16", "utf-7", "hz-gb-2312", "iso-2022-jp", "x-user-defined", "big5" })
            Assert.NotNull(Charset.Decode(bytes, $"text/html; charset={charset}"));
    }
}
