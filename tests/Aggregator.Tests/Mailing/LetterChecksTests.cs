using System.Diagnostics;
using Aggregator.Digests;
using Xunit;
using static Aggregator.Mailing.SampleLetters;

namespace Aggregator.Mailing;

/// <summary>Letters before html-validate, caniemail, and axe-core in Chromium: tests/letter.</summary>
public sealed class LetterChecksTests : IDisposable
{
    private static readonly string Checks = Path.Combine(RootOf(AppContext.BaseDirectory), "tests", "letter");

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Letters_are_valid_understood_by_mail_programs_and_readable_by_everybody()
    {
        MustBeThere();
        var links = new LetterLinks(new Uri("https://digest.example/unsubscribe/abc"), new Uri("https://digest.example/manage/abc"));
        var full = Full();
        await File.WriteAllBytesAsync(_folder.In("logo.gif"), Gif, TestContext.Current.CancellationToken);
        var custom = Settings with { Look = new LookSettings { Logo = _folder.In("logo.gif"), Header = "For members.\nNot for print.", Footer = "Harbour Street 1\nPort Example", Accent = "#7a1f3d", Sections = ["problems", "subjects"] } };
        await KeepAsync("full", full, Settings, links);
        await KeepAsync("nothing", NothingNew(), Settings, LetterLinks.None);
        await KeepAsync("rtl", RightToLeft(), Settings, links);
        await KeepAsync("hostile", Hostile(), Settings, LetterLinks.None);
        await KeepAsync("troubles", NothingNew() with { Troubles = full.Troubles, Span = full.Span with { Windows = 4 } }, Settings, links);
        await KeepAsync("custom", full with { Sections = [.. full.Sections.Select(section => section with { Entries = [.. section.Entries.Take(1)] })] }, custom, links);
        var (code, sentences) = await CheckedAsync();
        Assert.True(code == 0, sentences);
    }

    [Fact]
    public async Task The_checks_find_what_is_wrong()
    {
        MustBeThere();
        await File.WriteAllTextAsync(_folder.In("bad.html"), "<!DOCTYPE html><html lang=\"en\"><head><title>Bad</title></head><body style=\"margin:0\"><h1 style=\"color:#bbb;display:flex\" id=\"a\" id=\"a\">Grey</h1>"
            + "<p style=\"font-size:9px;width:2000px\">small<img src=\"http://127.0.0.1:9/x.gif\" alt=\"\"></p><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></body></html>", TestContext.Current.CancellationToken);
        var (code, sentences) = await CheckedAsync();
        Assert.Equal(1, code);
        string[] found = ["(no-dup-attr)", "outlook.windows does not know display:flex", "outlook.macos does not know <body> element", "told of a table", "axe-core, light", "axe-core, dark", "(color-contrast)", "It fetches http://127.0.0.1:9/x.gif", "text of 9 px is too small", "on a screen of 360"];
        Assert.All(found, sentence => Assert.Contains(sentence, sentences, StringComparison.Ordinal));
    }

    /// <summary>Skips where the tools are not installed; where everything is checked they must be.</summary>
    private static void MustBeThere()
    {
        var isThere = Directory.Exists(Path.Combine(Checks, "node_modules")) && File.Exists(Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium");
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.True(isThere, $"The letters' checks need chromium, and npm ci in {Checks}: .ci/run does both.");
        else
            Assert.SkipUnless(isThere, $"The letters' checks need chromium (apt-get install nodejs npm chromium) and: cd {Checks} && npm ci");
    }

    private async Task KeepAsync(string name, Digest digest, MailingSettings settings, LetterLinks links) =>
        await File.WriteAllTextAsync(_folder.In(name + ".html"), (await WriteAsync(digest, settings, links)).Html, TestContext.Current.CancellationToken);

    private async Task<(int Code, string Sentences)> CheckedAsync()
    {
        using var checks = new Process();
        checks.StartInfo = new ProcessStartInfo("node", ["check.mjs", .. Directory.GetFiles(_folder.In("."), "*.html").Order(StringComparer.Ordinal)]) { WorkingDirectory = Checks, RedirectStandardOutput = true };
        checks.Start();
        var sentences = await checks.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await checks.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (checks.ExitCode, sentences);
    }

    private static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Aggregator.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
