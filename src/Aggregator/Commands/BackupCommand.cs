using System.CommandLine;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>backup FILE</c>: the whole store in one file, while the worker runs.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Where = new("FILE") { Description = "The file to write." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace the file if it exists." };

    public static Command Build()
    {
        var command = new Command("backup", "Write all that is kept into one file, with a hash of it all. A worker that runs writes it, and goes on meanwhile.") { Where, Force };
        command.SetAction(Session.OverStore("backup", RunAsync));
        Help.AddExamples(command,
            ("aggregator backup /backups/archive.agg", "the file must not exist"),
            ("aggregator backup /backups/$(date +%u).agg --force", "every night, seven of them"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var path = Path.GetFullPath(line.GetValue(Where)!);
        var order = new BackupOrder(path, line.GetValue(Force), TimeProvider.System.GetUtcNow());
        var since = TimeProvider.System.GetTimestamp();
        var outcome = await screen.WithProgressAsync("Writing the backup", show => StoreFolder.WatchedAsync(session.Store.Keeper, keeper => keeper.BackupAsync(order, stop), show, stop));
        if (outcome is not BackupOutcome.Done { Facts: var made })
            return screen.Fail(((BackupOutcome.Refused)outcome).Why);
        var took = TimeProvider.System.GetElapsedTime(since);
        if (screen.IsJson)
            screen.Json(new { file = made.Path, at = made.At, articles = made.LastNumber, bytes = made.Bytes, schema = made.Schema, store = made.Store, heldSeconds = Math.Round(made.Held.TotalSeconds, 3), seconds = Math.Round(took.TotalSeconds, 2) });
        else
            screen.Line($"{made.Path}: everything up to article {made.LastNumber:N0}, {Size.Of(made.Bytes)}, in {took.TotalSeconds:0.0} s, of which the store was held for {made.Held.TotalMilliseconds:0} ms.");
        return Screen.Done;
    }
}
