using System.Text;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.Text;

namespace Aggregator.Mailing;

/// <summary>The body of a letter's message: plain text, html, and the logo when there is one.</summary>
internal static class LetterBody
{
    /// <param name="boundary">MimeKit draws boundaries by lot; a frozen letter has one of its own.</param>
    public static MimeEntity Of(string html, string text, LogoImage? logo, string boundary) => new MultipartAlternative
    {
        Part(TextFormat.Plain, text),
        logo is null ? Part(TextFormat.Html, html) : With(logo, Part(TextFormat.Html, html), boundary + "-r"),
    }.With(boundary);

    /// <summary>Bytes of a text as it travels.</summary>
    public static int SizeOf(string text) => Math.Min(Quoted(text), Based(text));

    private static MultipartRelated With(LogoImage logo, TextPart html, string boundary)
    {
        var picture = new MimePart("image", logo.Subtype)
        {
            Content = new MimeContent(new MemoryStream(logo.Bytes)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(ContentDisposition.Inline) { FileName = $"logo.{logo.Subtype}" },
            ContentId = logo.ContentId,
        };
        return new MultipartRelated { html, picture }.With(boundary);
    }

    /// <summary>Quoted-printable is read by eyes too, but makes six letters of one Cyrillic one: the shorter way is taken.</summary>
    private static TextPart Part(TextFormat format, string text) => new(format)
    {
        Text = text.ReplaceLineEndings("\r\n"),
        ContentTransferEncoding = Quoted(text) <= Based(text) ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64,
    };

    private static T With<T>(this T multipart, string boundary)
        where T : Multipart
    {
        multipart.Boundary = boundary;
        return multipart;
    }

    private static int Quoted(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var encoder = new QuotedPrintableEncoder();
        var quoted = new byte[encoder.EstimateOutputLength(bytes.Length)];
        var length = encoder.Flush(bytes, 0, bytes.Length, quoted);
        // Every line ends in two bytes on its way.
        return length + quoted.AsSpan(0, length).Count((byte)'\n');
    }

    /// <summary>Four for three, in lines of 76.</summary>
    private static int Based(string text) => (Encoding.UTF8.GetByteCount(text) + text.AsSpan().Count('\n') + 2) / 3 * 4 * 78 / 76;
}
