using System.CommandLine;
using System.Globalization;
using Aggregator.Articles;

namespace Aggregator.Commands;

/// <summary><c>show ID</c>: one article, whole, with the evidence for each fact.</summary>
internal static class ShowCommand
{
    private static readonly Argument<long> Number = new("ID")
    {
        Description = "The article's number, as search and digests give it.",
        CustomParser = result => Options.NumberOf(result.Tokens[0], result),
    };

    public static Command Build()
    {
        var command = new Command("show", "Show one article with its text, its dates and where its original stands.") { Number };
        command.SetAction(Session.OverStore("show", RunAsync));
        Help.AddExamples(command, ("aggregator show 12", "the twelfth article that was kept"), ("aggregator show 12 --json", "all of its fields"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var number = line.GetValue(Number);
        if (await session.Store.Archive.FindAsync(number, stop) is not { } kept)
            return screen.Fail((await session.Store.Archive.GoneAsync([number], stop)) is [var gone]
                ? $"Article {number}, first seen {gone.FirstSeen:yyyy-MM-dd}, {gone.Why}."
                : $"There is no article {number}: they go from 1 to {await session.Store.Archive.LastNumberAsync(stop)}.");
        if (screen.IsJson)
            screen.Json(ArticleJson.Whole(kept));
        else
            Show(kept, screen);
        return Screen.Done;
    }

    private static void Show(KeptArticle kept, Screen screen)
    {
        var article = kept.Article;
        screen.Heading(article.Title);
        screen.Facts(
        [
            ("Publisher", article.Publisher),
            ("Kicker", article.Kicker),
            ("Standfirst", article.Standfirst),
            ("Authors", string.Join(", ", article.Authors)),
            ("Published", article.Published is { } date ? $"{date} ({(article.Dates is [var chosen, ..] ? chosen.From : "kept before it was noted where a date comes from")})" : "no date given"),
            ("Doubt", DateDoubts.Said(article.Dates, kept.FirstSeen)),
            ("Updated", article.Updated?.ToString()),
            ("Other dates", string.Join("; ", kept.AllDates().Skip(article.Published is null || article.Dates.Count == 0 ? 0 : 1).Select(other => $"{other.Value} ({other.From})"))),
            ("Language", article.Language),
            ("Original", Facts.Original(article.Original)),
            ("By way of", Facts.Chain(article.Original)),
            ("Also named", Facts.Others(article.Original)),
            ("Read at", article.Link?.AbsoluteUri),
            .. article.Further.Select(page => ("Further page", (string?)page.AbsoluteUri)),
            ("Missing", article.Missing),
            ("Page", article.PageTrouble),
            ("Text", article.TextRemoved is { } removed ? $"removed by retention on {removed:yyyy-MM-dd}" : null),
            ("Needs review", article.Doubt),
            .. article.Notes.Select(note => ("Note", (string?)note)),
            .. article.Attachments.Where(file => article.Files.All(read => read.Address != file.Address)).Select(file => ("Attachment", (string?)file.Address.AbsoluteUri)),
            .. article.Files.Select(file => ("File", (string?)Facts.File(file))),
            ("Kept", string.Create(CultureInfo.InvariantCulture, $"no. {kept.Number}, version {kept.Version}, first seen {kept.FirstSeen:yyyy-MM-dd HH:mm} UTC, from {article.Source}")),
        ]);
        screen.Line();
        screen.Text(article.Text, article.Files.FirstOrDefault(file => file.IsPage)?.Starts ?? []);
    }
}
