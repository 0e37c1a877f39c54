using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Aggregator.Digests;
using Aggregator.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using MimeKit;
using MimeKit.Text;
using MimeKit.Utils;

namespace Aggregator.Mailing;

/// <summary>Writes the letter of a digest: html and plain text by Razor components, headers by the rules for lists.</summary>
internal sealed partial class LetterWriter(MailingSettings settings, IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>Bytes of html: mail programs clip what is not far above it.</summary>
    private const int HtmlBudget = 80_000;

    public async Task<Letter> WriteAsync(Digest digest, CancellationToken stop)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var html = Lettered(await RenderAsync<DigestLetter>(renderer, digest, stop));
        while (Encoding.UTF8.GetByteCount(html) > HtmlBudget && digest.Shorter() is var shorter && shorter != digest)
            html = Lettered(await RenderAsync<DigestLetter>(renderer, digest = shorter, stop));
        // A component encodes what it writes; in plain text that is taken back.
        var text = WebUtility.HtmlDecode(await RenderAsync<DigestText>(renderer, digest, stop));
        var subject = SubjectOf(digest);
        var id = MessageIdOf(digest);
        return new Letter { Subject = subject, MessageId = id, Html = html, Text = text, Message = Frozen(digest, subject, id, html, text) };
    }

    /// <summary>The renderer writes every letter beyond Latin as an entity of eight bytes; in UTF-8 it is itself.</summary>
    private static string Lettered(string html) =>
        Entity().Replace(html, entity => char.ConvertFromUtf32(int.Parse(entity.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));

    private static Task<string> RenderAsync<T>(HtmlRenderer renderer, Digest digest, CancellationToken stop)
        where T : IComponent
    {
        // The renderer takes no token: a component only writes what it was given, and waits for nothing.
        stop.ThrowIfCancellationRequested();
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Digest"] = digest });
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(parameters)).ToHtmlString());
    }

    /// <summary><c>[List] 12 new: Who Keeps the Lights On in a Blockade? – 22 Nov</c>.</summary>
    private string SubjectOf(Digest digest)
    {
        var top = PlainText.Shortened(digest.Sections[0].Entries[0].Title, 60);
        var day = TimeZoneInfo.ConvertTime(digest.Closed, digest.Subscriber.Zone).ToString("d MMM", CultureInfo.InvariantCulture);
        return PlainText.OneLine($"[{settings.List}] {digest.Stories} new: {top} – {day}");
    }

    /// <summary>Derived from subscription and window, so that a receiver can know a letter that comes twice.</summary>
    private string MessageIdOf(Digest digest)
    {
        var host = MailboxAddress.Parse(settings.From).Domain is { Length: > 0 } domain ? domain : "localhost";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.List}|{digest.Subscriber.Address}|{digest.Window}")));
        return $"digest.{digest.Window}.{hash[..16]}@{host}";
    }

    private byte[] Frozen(Digest digest, string subject, string id, string html, string text)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(MailboxAddress.Parse(digest.Subscriber.Address));
        message.Subject = subject;
        message.Date = TimeZoneInfo.ConvertTime(digest.Closed, digest.Subscriber.Zone);
        message.MessageId = id;
        message.Headers.Add("List-Id", $"{Quoted(settings.List)} <digest.{id.Split('@')[1]}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Precedence", "bulk");
        // MimeKit draws boundaries by lot; a frozen letter has one of its own.
        message.Body = new MultipartAlternative { Part(TextFormat.Plain, text), Part(TextFormat.Html, html) };
        ((Multipart)message.Body).Boundary = $"=-{id.Split('.')[2][..16]}";
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        message.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private static string Quoted(string name) => MimeUtils.Quote(PlainText.OneLine(name));

    /// <summary>An entity above the Latin 1 block: nothing that could be markup, and no control character.</summary>
    [GeneratedRegex("&#x(?<hex>[1-9A-F][0-9A-F]{2,5});", RegexOptions.NonBacktracking)]
    private static partial Regex Entity();
}
