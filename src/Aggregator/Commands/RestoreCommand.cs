using System.CommandLine;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>restore FILE</c>: a backup into an empty data folder.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> From = new("FILE") { Description = "A file that 'aggregator backup' wrote." };

    public static Command Build()
    {
        var command = new Command("restore", "Put a backup into an empty data folder. A backup that is damaged, or a newer program's, is refused.") { From };
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator restore /backups/archive.agg --data ./restored", "then run the worker with --data ./restored"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var (backup, data) = (line.GetValue(From)!, line.GetValue(Options.Data)!);
        var outcome = await screen.WithProgressAsync("Restoring", show => StoreFolder.RestoreAsync(backup, data, share => show("Copying", share), stop));
        if (outcome is not BackupOutcome.Done { Facts: var made })
            return screen.Fail(((BackupOutcome.Refused)outcome).Why);
        if (screen.IsJson)
            screen.Json(new { data, at = made.At, articles = made.LastNumber, bytes = made.Bytes, schema = made.Schema, store = made.Store });
        else
            screen.Line($"'{data}' is as it was on {made.At:yyyy-MM-dd HH:mm} UTC: everything up to article {made.LastNumber:N0}, {Size.Of(made.Bytes)}. Searches are fast once the index is made, which begins with the first.");
        return Screen.Done;
    }
}
