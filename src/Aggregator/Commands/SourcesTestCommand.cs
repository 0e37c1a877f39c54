using System.CommandLine;
using System.Globalization;
using Aggregator.Sources;
using Aggregator.Text;

namespace Aggregator.Commands;

/// <summary><c>sources test</c>: today's program and rules over the last kept pages of a source, against what is kept.</summary>
internal static class SourcesTestCommand
{
    private const int TitleLength = 48;

    private static readonly Option<bool> Diff = new("--diff") { Description = "Show how each text would change, word by word: [-gone-] {+new+}." };

    public static Command Build()
    {
        var command = new Command("test", "Read the last kept pages of a source again, by the rules of the feeds file, and show what would change. Nothing is stored. Ends with 0 when nothing would, with 1 when something would or no page is kept, with 2 when there is no such source.")
        {
            SourcesCommand.Name, Diff,
        };
        command.SetAction(RunAsync);
        Help.AddExamples(command,
            ("aggregator sources test rusi-commentary", "after an edit of its rules, or when its pages have changed"),
            ("aggregator sources test rusi-commentary --diff", "with the words that come and go"),
            ("aggregator sources test rusi-commentary --feeds new.json --json", "other rules, for a program"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        if (await Session.SourcesAsync(line, screen, stop) is not { } sources)
            return Screen.Failed;
        var name = line.GetValue(SourcesCommand.Name)!;
        if (sources.FirstOrDefault(source => source.Id.Value == name) is not { } source)
            return screen.Fail(SourcesCommand.NoSuch(name), Screen.WrongLine);
        await using var session = await Session.OpenExistingAsync(line, "sources test", screen, stop);
        if (session is null)
            return Screen.Failed;
        var pages = await ReplayedAsync(session, source, stop);
        if (pages.Count == 0)
            return screen.Fail($"No page of '{name}' is kept yet. The last ones are kept as its articles are read, unless Polling:Pages is 0.");
        if (screen.IsJson)
            screen.Json(AsJson(source, pages, line.GetValue(Diff)));
        else
            Show(pages, line.GetValue(Diff), screen);
        return pages.All(page => page.IsSame) ? Screen.Done : Screen.Failed;
    }

    private static async Task<IReadOnlyList<ReplayedPage>> ReplayedAsync(Session session, Source source, CancellationToken stop)
    {
        var site = await session.Store.Book.RecallSiteAsync(source.Id, stop);
        return [.. (await session.Store.Archive.PagesAsync(source.Id, stop)).Select(page => ReplayedPage.Of(page, source, site))];
    }

    private static void Show(IReadOnlyList<ReplayedPage> pages, bool withDiff, Screen screen)
    {
        screen.Table(["No.", "Article", "What would change"], pages.Select(page => new[]
        {
            page.Kept.Number.ToString(CultureInfo.InvariantCulture), PlainText.Shortened(page.Kept.Article.Title, TitleLength), page.IsSame ? "nothing" : string.Join("; ", page.Changes),
        }));
        foreach (var page in pages.Where(page => withDiff && page.Body.Alike < 1))
        {
            screen.Heading($"{page.Kept.Number} {page.Kept.Article.Title}");
            foreach (var change in page.Body.Lines())
                screen.Paragraph(change);
        }
        var changed = pages.Count(page => !page.IsSame);
        screen.Line(changed == 0 ? $"{pages.Count} {(pages.Count == 1 ? "page reads" : "pages read")} as kept." : $"{changed} of {pages.Count} pages would read otherwise.");
    }

    private static object AsJson(Source source, IReadOnlyList<ReplayedPage> pages, bool withDiff) => new
    {
        source = source.Id.Value,
        pages = pages.Count,
        changed = pages.Count(page => !page.IsSame),
        articles = pages.Select(page => new
        {
            number = page.Kept.Number,
            link = page.Kept.Article.Link,
            same = page.IsSame,
            changes = page.Changes,
            title = new { kept = page.Kept.Article.Title, now = page.Now.Title },
            published = new { kept = page.Kept.Article.Published, now = page.Now.Published },
            length = new { kept = page.Kept.Article.Text.Length, now = page.Now.Text.Length },
            alike = Math.Round(page.Body.Alike, 3),
            doubt = new { kept = page.Kept.Article.Doubt, now = page.Now.Doubt },
            diff = withDiff ? page.Body.Parts : null,
        }),
    };
}
