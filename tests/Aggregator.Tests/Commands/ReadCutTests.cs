using System.Text.Json;
using Xunit;

namespace Aggregator.Commands;

/// <summary><c>read</c> with an article that its publisher cut into pages: on the web all of it is read, on disk it is told that it goes on.</summary>
public sealed class ReadCutTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["AGGREGATOR_Fetching__AllowedNetworks"] = "127.0.0.1/32",
        ["AGGREGATOR_Fetching__Spacing"] = "00:00:00",
    };

    private readonly ScratchFolder _folder = new();
    private TestWeb _web = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.StartAsync(Stop);
        _web.On("/ferry", Page(1));
        _web.On("/ferry/2", Page(2));
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_address_is_read_with_all_of_its_pages()
    {
        using var read = JsonDocument.Parse((await TheProgram.RunAsync(Settings, Stop, "read", _web.At("/ferry").AbsoluteUri, "--json")).Out);
        var text = read.RootElement.GetProperty("text").GetString()!;
        Assert.Contains("Paragraph 1 of page 1", text, StringComparison.Ordinal);
        Assert.EndsWith("Paragraph 4 of page 2 was written by the night watch of the harbour, and nobody else has read it since.", text, StringComparison.Ordinal);
        Assert.Equal([_web.At("/ferry/2").AbsoluteUri], read.RootElement.GetProperty("further").EnumerateArray().Select(page => page.GetString()));
        Assert.Equal(JsonValueKind.Null, read.RootElement.GetProperty("missing").ValueKind);
    }

    [Fact]
    public async Task A_page_that_does_not_come_is_told_to_a_person()
    {
        _web.On("/ferry/2", "down", status: 503);
        var answer = await TheProgram.RunAsync(Settings, Stop, "read", _web.At("/ferry").AbsoluteUri);
        Assert.Equal(0, answer.Code);
        Assert.Contains($"Missing: What looks like its page 2 is missing: read it at {_web.At("/ferry/2")}. 127.0.0.1 answered 503", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_keeps_to_the_first_page()
    {
        var answer = await TheProgram.RunAsync(new Dictionary<string, string>(Settings) { ["AGGREGATOR_Polling__ArticlePages"] = "1" }, Stop, "read", _web.At("/ferry").AbsoluteUri);
        Assert.Contains("Of an article 1 page is read (Polling:ArticlePages).", answer.Out, StringComparison.Ordinal);
        Assert.Equal(0, _web.TimesAsked("/ferry/2"));
    }

    [Fact]
    public async Task A_file_has_no_web_and_tells_where_it_goes_on()
    {
        await File.WriteAllTextAsync(_folder.In("ferry.html"), Page(1).Replace("<title>", $"<link rel=canonical href='{_web.At("/ferry")}'><title>", StringComparison.Ordinal), Stop);
        var answer = await TheProgram.RunAsync(Settings, Stop, "read", _folder.In("ferry.html"));
        Assert.Contains($"Left out (further pages): On ferries. It goes on at {_web.At("/ferry/2")}; only this first page of it was read.", answer.Out, StringComparison.Ordinal);
        Assert.Empty(_web.Asked);
    }

    private static string Page(int number) =>
        "<!DOCTYPE html><html lang=en><head><title>On ferries</title></head><body><nav><a href=/>Home</a></nav><main><article><h1>On ferries</h1>"
        + string.Concat(Enumerable.Range(1, 4).Select(at => $"<p>Paragraph {at} of page {number} was written by the night watch of the harbour, and nobody else has read it since.</p>"))
        + $"</article><p class=pages>{(number == 1 ? "1 <a href=/ferry/2>2</a>" : "<a href=/ferry>1</a> 2")}</p></main></body></html>";
}
