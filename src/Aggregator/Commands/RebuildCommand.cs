using System.CommandLine;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>rebuild</c>: a new store from what can be read of a damaged one.</summary>
internal static class RebuildCommand
{
    public static Command Build()
    {
        var command = new Command("rebuild", "Make a new store of what can be read of a damaged one, under the same numbers. The damaged file is kept beside it. The worker must be stopped.");
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator rebuild", "tells what was lost"), ("aggregator rebuild --json", "for a program"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var data = line.GetValue(Options.Data)!;
        if (Session.MissingStore(data) is { } missing)
            return screen.Fail(missing);
        var outcome = await screen.WithProgressAsync("Reading the store", show => StoreFolder.RebuildAsync(data, TimeProvider.System.GetUtcNow(), show, stop));
        if (outcome.Report is not { } report)
            return screen.Fail(outcome.Why!);
        if (screen.IsJson)
            screen.Json(new { rebuilt = report.Saved is not null, damage = report.Found.Damage.Select(VerifyCommand.AsJson), moreDamage = report.Found.More, saved = report.Saved, old = report.Old });
        else
            Show(report, screen);
        return Screen.Done;
    }

    private static void Show(RebuildReport report, Screen screen)
    {
        if (report.Saved is not { } saved)
        {
            screen.Line("Nothing is damaged, and nothing was changed.");
            return;
        }
        VerifyCommand.ShowDamage(report.Found with { Damage = [.. report.Found.Damage.Select(damage => damage with { Advice = "" })] }, screen);
        var lost = saved.GetValueOrDefault("gone");
        screen.Prose($"Saved: {VerifyCommand.Counted(saved)}. " + lost switch
        {
            0 => "No article of this file is lost.",
            1 => "One article is lost: if its source still lists it, the next poll reads it again under its number.",
            _ => $"{lost:N0} articles are lost: what their sources still list is read again at the next poll, under its number.",
        });
        screen.Prose($"The damaged file is now {report.Old}. Searches are fast once the index is made anew, which begins with the first.");
    }
}
