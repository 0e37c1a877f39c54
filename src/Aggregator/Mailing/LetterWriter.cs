using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Aggregator.Digests;
using Aggregator.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace Aggregator.Mailing;

/// <summary>Writes the letter of a digest: html and plain text by Razor components.</summary>
internal sealed partial class LetterWriter(MailingSettings settings, LetterEnvelope envelope, IServiceProvider services, ILoggerFactory logs)
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
        return envelope.Sealed(digest, SubjectOf(digest), html, text);
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
        var day = TimeZoneInfo.ConvertTime(digest.Closed, digest.Subscriber.Zone).ToString("d MMM", CultureInfo.InvariantCulture);
        return digest.Sections is [{ Entries: [var top, ..] }, ..]
            ? PlainText.OneLine($"[{settings.List}] {digest.Stories} new: {PlainText.Shortened(top.Title, 60)} – {day}")
            : PlainText.OneLine($"[{settings.List}] Nothing new – {day}");
    }

    /// <summary>An entity above the Latin 1 block: nothing that could be markup, and no control character.</summary>
    [GeneratedRegex("&#x(?<hex>[1-9A-F][0-9A-F]{2,5});", RegexOptions.NonBacktracking)]
    private static partial Regex Entity();
}
