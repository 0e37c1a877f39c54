using System.CommandLine;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>store trim</c>: lets go what the settings below Retention do not keep, as the worker does once an hour.</summary>
internal static class StoreTrimCommand
{
    private static readonly Option<bool> Dry = new("--dry-run") { Description = "Only tell what would go." };

    public static Command Build()
    {
        var command = new Command("trim", "Remove what the settings below Retention do not keep: texts, then articles. What is removed never comes back. A worker does it once an hour.") { Dry };
        command.SetAction(Session.OverStore("store trim", RunAsync));
        Help.AddExamples(command, ("aggregator store trim --dry-run", "what would go, by source"), ("aggregator store trim", "now"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var isDry = line.GetValue(Dry);
        var report = await screen.WithProgressAsync("Trimming", show => StoreFolder.WatchedAsync(session.Store.Keeper, _ => session.Retention.RunAsync(isDry, stop), show, stop));
        if (screen.IsJson)
            screen.Json(new { dryRun = isDry, articles = report.Articles, bodies = report.Bodies, held = report.Held, forgotten = report.Forgotten, bySource = report.BySource });
        else
            Show(report, isDry, screen);
        return Screen.Done;
    }

    private static void Show(TrimReport report, bool isDry, Screen screen)
    {
        if (report.BySource.Count > 0)
            screen.Table(["Source", "Articles", "Texts"], report.BySource.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new[] { pair.Key, $"{pair.Value.Articles:N0}", $"{pair.Value.Bodies:N0}" }));
        screen.Line($"{report.Articles:N0} articles and the texts of {report.Bodies:N0} more {(isDry ? "would be" : "were")} removed.");
        if (report.Held > 0)
            screen.Line($"{report.Held:N0} more are old enough and stay until every subscriber's open window has told them.");
        if (report.Forgotten > 0)
            screen.Line($"{report.Forgotten:N0} that were removed before have not been listed for a month, and are forgotten.");
    }
}
