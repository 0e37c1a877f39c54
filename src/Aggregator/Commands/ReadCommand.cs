using System.CommandLine;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Fetching;
using Aggregator.Files;
using Aggregator.Items;
using Aggregator.Polling;
using Aggregator.Text;

namespace Aggregator.Commands;

/// <summary><c>read PATH|ADDRESS</c>: shows what would be kept of a document, and stores nothing.</summary>
internal static class ReadCommand
{
    private static readonly Argument<string?> What = new("PATH|ADDRESS") { Description = "A file, or an address on the web.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<ReadAs> How = new("--as") { Description = "Read it as a feed, page or article; as what it looks like when nothing is said.", HelpName = "feed|page|article" };
    private static readonly Option<string?> Batch = new("--batch") { Description = "Read every case of a JSON-lines file; one JSON object a line comes out, in order.", HelpName = "FILE" };

    private static readonly Option<bool> BySite = new("--by-site") { Description = "With --batch: read all pages of a host first, then answer each with the others known, as a source's memory would." };

    public static Command Build()
    {
        How.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "auto", "feed", "page", "article");
        var command = new Command("read", "Show what would be kept of a feed, page or article. Nothing is stored.") { What, How, Batch, BySite };
        command.Validators.Add(result =>
        {
            if (result.GetValue(BySite) && result.GetValue(Batch) is null)
                result.AddError("--by-site is for many pages: name a file of cases with --batch.");
            if ((result.GetValue(What) is null) == (result.GetValue(Batch) is null))
                result.AddError("Name one document, or a file of cases with --batch.");
        });
        command.SetAction(RunAsync);
        Help.AddExamples(command,
            ("aggregator read release.txt --as article", "a release as its wire carries it"),
            ("aggregator read https://www.ecb.europa.eu/rss/press.html --as feed --json", "a feed, for a program"),
            ("aggregator read report.pdf", "a PDF, page by page"),
            ("aggregator read --batch cases.jsonl --by-site", "many pages of some sites, each read with what the others teach"),
            ("aggregator read --batch cases.jsonl", "many: {\"id\", \"path\", \"as\", \"address\"?, \"contentType\"?} a line"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var settings = Settings.Load(null, out var problems);
        using var pdfs = new PdfDesk(settings?.Polling ?? new PollingSettings());
        if (line.GetValue(Batch) is { } batch)
            return await ReadBatch.RunAsync(batch, line.GetValue(BySite), pdfs, screen, stop);
        var what = line.GetValue(What)!;
        var how = line.GetValue(How);
        var isOnWeb = WebAddress.TryParse(what, out var address) && !File.Exists(what);
        if (isOnWeb && settings is null)
            return screen.Fail(string.Join(' ', problems));
        using var fetcher = isOnWeb ? new Fetcher(settings!.Fetching, TimeProvider.System) : null;
        var (download, trouble) = fetcher is null ? await FromFileAsync(what, stop) : await FetchedAsync(fetcher, address!, how, stop);
        if (download is null)
            return screen.Fail(trouble!.Why, trouble.Advice);
        var answer = ReadAnswer.Of(download, how, PdfReader.IsPdf(download) ? await pdfs.ReadAsync(download.Body, stop) : null, SiteMemory.Empty);
        if (fetcher is not null && answer is ReadAnswer.Read { Reading: var reading })
            answer = new ReadAnswer.Read(await WholeAsync(fetcher, settings!.Polling, download, reading, stop));
        if (screen.IsJson)
            screen.Json(answer.Json(id: null));
        else
            Show(answer, screen);
        return answer is ReadAnswer.Unreadable ? Screen.Failed : Screen.Done;
    }

    private static async Task<(Download?, Trouble?)> FetchedAsync(Fetcher fetcher, Uri address, ReadAs how, CancellationToken stop) =>
        // What a poll may not read is not shown as what it would keep.
        await fetcher.FetchAsync(new FetchRequest(address) { IsPage = how is ReadAs.Page or ReadAs.Article }, stop) switch
        {
            FetchOutcome.Fetched fetched => (fetched.Download, null),
            FetchOutcome.Failed failed => (null, new Trouble(failed.Why, failed.Advice)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The reading with its further pages, as a poll would have them.</summary>
    private static async Task<Reading> WholeAsync(Fetcher fetcher, PollingSettings settings, Download download, Reading reading, CancellationToken stop) =>
        (await new FurtherDesk(fetcher, settings).FollowAsync(new PageOutcome.Page(download), reading, page => new FetchRequest(page) { IsPage = true }, stop)).Reading;

    private static async Task<(Download?, Trouble?)> FromFileAsync(string path, CancellationToken stop)
    {
        try
        {
            return (new Download { Body = await File.ReadAllBytesAsync(path, stop) }, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, new Trouble($"The file '{path}' does not exist, and it is not a web address."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, new Trouble($"The file '{path}' cannot be read: {e.Message}"));
        }
    }

    private static void Show(ReadAnswer answer, Screen screen)
    {
        switch (answer)
        {
            case ReadAnswer.Announced announced: Show(announced.Announcement, screen); break;
            case ReadAnswer.Read read: Show(read.Reading, screen); break;
            case ReadAnswer.Unreadable unreadable: screen.Fail(unreadable.Why); break;
        }
    }

    private static void Show(Announcement read, Screen screen)
    {
        screen.Heading(read.Title ?? "(untitled)");
        screen.Facts([("Format", read.Format), ("Link", read.Link?.AbsoluteUri), ("About", PlainText.OfHtml(read.Description)), ("Language", read.Language), ("Repairs", string.Join("; ", read.Repairs))]);
        screen.Table(["Date", "Title", "Link"], read.Items.Select(item => new[]
        {
            (item.Published ?? item.Updated)?.ToString() ?? (item.UnreadDate is { } text ? $"unreadable: {text}" : "no date"), item.Title ?? "(untitled)", item.Link?.AbsoluteUri ?? "no link",
        }));
        ShowDrops(read.Drops, screen);
        screen.Line($"{read.Items.Count} items.");
    }

    private static void Show(Reading read, Screen screen)
    {
        screen.Heading(read.Title ?? "(no title)");
        screen.Facts(
        [
            ("Publisher", read.Publisher),
            ("Kicker", read.Kicker),
            ("Standfirst", read.Standfirst),
            ("Authors", string.Join(", ", read.Authors)),
            ("Published", read.Published is { } date ? $"{date} ({read.Dates[0].From})" : "no date found"),
            ("Doubt", DateDoubts.Said(read.Dates, seen: null)),
            ("Updated", read.Updated?.ToString()),
            ("Other dates", string.Join("; ", read.Dates.Skip(read.Published is null ? 0 : 1).Select(other => $"{other.Value} ({other.From})"))),
            ("Original", Facts.Original(read.Original)),
            ("Also named", Facts.Others(read.Original)),
            ("Full release", read.FullRelease?.AbsoluteUri),
            ("Printable", read.Printable?.AbsoluteUri),
            ("Language", read.Language),
            .. read.Further.Select(page => ("Further page", (string?)page.AbsoluteUri)),
            ("Missing", read.Missing),
            ("Needs review", read.Doubt),
            .. read.Files.Select(file => ("File", (string?)Facts.File(file))),
        ]);
        screen.Line();
        screen.Text(read.Text, read.Files.FirstOrDefault(file => file.IsPage)?.Starts ?? []);
        if (read.Release is { Latest.Count: > 0 } release)
            screen.Line($"The page also lists {release.Latest.Count} latest news: read it --as page.");
        ShowDrops(read.Drops, screen);
    }

    private static void ShowDrops(IReadOnlyList<Drop> drops, Screen screen)
    {
        foreach (var drop in drops)
            screen.Line($"Left out ({drop.Gate}): {drop.What}. {drop.Why}");
    }

    /// <summary>Why there is nothing to read, and what a person can try instead.</summary>
    private sealed record Trouble(string Why, string? Advice = null);
}
