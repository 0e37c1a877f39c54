using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aggregator.Serving;

/// <summary>Writes a page for subscribers, so that a browser runs nothing in it, shows it in no frame, keeps it nowhere and tells its address to nobody.</summary>
internal sealed class PageWriter(IServiceProvider services, ILoggerFactory logs)
{
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageView.Style)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public async Task WriteAsync(HttpResponse response, int status, PageView view, CancellationToken stop)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ReaderPage.Title)] = view.Title,
            [nameof(ReaderPage.Sentences)] = view.Sentences,
            [nameof(ReaderPage.Buttons)] = view.Buttons,
            [nameof(ReaderPage.AsksAddress)] = view.AsksAddress,
        });
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReaderPage>(parameters)).ToHtmlString());
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        AddHeaders(response.Headers);
        await response.WriteAsync(html, stop);
    }

    public static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
    }
}
