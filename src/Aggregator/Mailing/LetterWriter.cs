using System.Globalization;
using System.Net;
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
    /// <summary>Bytes of html as it travels: mail programs clip what is not far above it.</summary>
    private const int HtmlBudget = 80_000;

    private readonly LetterLook _look = LetterLook.Of(settings);

    public async Task<Letter> WriteAsync(Digest digest, LetterLinks links, CancellationToken stop)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var (page, html) = (default(LetterPage), "");
        // First every story gets fewer words; only then the last ones are left to the archive.
        foreach (var detail in LetterDetail.Ladder)
        {
            page = LetterPage.Of(digest, _look, links, detail);
            html = await HtmlAsync(renderer, page, stop);
            if (LetterBody.SizeOf(html) <= HtmlBudget)
                break;
        }
        while (LetterBody.SizeOf(html) > HtmlBudget && digest.Shorter() is var shorter && shorter != digest)
        {
            page = LetterPage.Of(digest = shorter, _look, links, LetterDetail.Ladder[^1]);
            html = await HtmlAsync(renderer, page, stop);
        }
        // A component encodes what it writes; in plain text that is taken back.
        var text = WebUtility.HtmlDecode(await RenderAsync<DigestText>(renderer, page!, stop));
        return envelope.Sealed(digest, SubjectOf(digest, page!), html, text, _look.Logo);
    }

    /// <summary>The renderer writes every letter beyond Latin as an entity of eight bytes; in UTF-8 it is itself.</summary>
    private static async Task<string> HtmlAsync(HtmlRenderer renderer, LetterPage page, CancellationToken stop) =>
        Entity().Replace(await RenderAsync<DigestLetter>(renderer, page, stop), entity => char.ConvertFromUtf32(int.Parse(entity.Groups["hex"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));

    private static Task<string> RenderAsync<T>(HtmlRenderer renderer, LetterPage page, CancellationToken stop)
        where T : IComponent
    {
        // The renderer takes no token: a component only writes what it was given, and waits for nothing.
        stop.ThrowIfCancellationRequested();
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Page"] = page });
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(parameters)).ToHtmlString());
    }

    /// <summary><c>[List] 12 new: Who Keeps the Lights On in a Blockade? – 22 Nov</c>.</summary>
    private string SubjectOf(Digest digest, LetterPage page)
    {
        var day = TimeZoneInfo.ConvertTime(digest.Closed, digest.Subscriber.Zone).ToString("d MMM", CultureInfo.InvariantCulture);
        var news = page.Top is { } top ? $"{digest.Stories} new: {LetterLine.Closed(PlainText.Shortened(top, 60))}" : "Nothing new";
        // What looks like an encoded word would be decoded on arrival: a title could say what nobody has seen.
        return $"[{_look.List}] {news} – {day}".Replace("=?", "= ?", StringComparison.Ordinal);
    }

    /// <summary>An entity above the Latin 1 block: nothing that could be markup, and no control character.</summary>
    [GeneratedRegex("&#x(?<hex>[1-9A-F][0-9A-F]{2,5});", RegexOptions.NonBacktracking)]
    private static partial Regex Entity();
}
