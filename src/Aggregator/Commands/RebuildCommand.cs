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
        if (outcome is RebuildOutcome.Refused { Why: var why })
            return screen.Fail(why);
        var done = outcome as RebuildOutcome.Rebuilt;
        if (screen.IsJson)
            screen.Json(new { rebuilt = done is not null, damage = (done?.Found.Damage ?? []).Select(VerifyCommand.AsJson), moreDamage = done?.Found.More ?? 0, saved = done?.Saved, old = done?.Old });
        else if (done is null)
            screen.Line("Nothing is damaged, and nothing was changed.");
        else
            Show(done, screen);
        return Screen.Done;
    }

    private static void Show(RebuildOutcome.Rebuilt done, Screen screen)
    {
        VerifyCommand.ShowDamage(done.Found with { Damage = [.. done.Found.Damage.Select(damage => damage with { Advice = "" })] }, screen);
        var lost = done.Saved.GetValueOrDefault("gone");
        screen.Prose($"Saved: {VerifyCommand.Counted(done.Saved)}. " + lost switch
        {
            0 => "No article of this file is lost.",
            1 => "One article is lost: if its source still lists it, the next poll reads it again under its number.",
            _ => $"{lost:N0} articles are lost: what their sources still list is read again at the next poll, under its number.",
        });
        screen.Prose($"The damaged file is now {done.Old}. Searches are fast once the index is made anew, which begins with the first.");
    }
}
