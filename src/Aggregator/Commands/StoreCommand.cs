using System.CommandLine;

namespace Aggregator.Commands;

/// <summary><c>store</c>: what is kept, as a whole.</summary>
internal static class StoreCommand
{
    public static Command Build()
    {
        var command = new Command("store", "Tell about the store as a whole, and let go what is old.") { StoreStatusCommand.Build(), StoreTrimCommand.Build() };
        Help.AddExamples(command, ("aggregator store status", "how much is kept, and what room it takes"), ("aggregator store trim --dry-run", "what the retention settings would remove"));
        return command;
    }
}
