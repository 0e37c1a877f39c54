using System.CommandLine;
using System.Globalization;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>store status</c>: how much is kept, and what room it takes.</summary>
internal static class StoreStatusCommand
{
    /// <summary>Of the sources, unless all are asked for.</summary>
    private const int Largest = 12;

    private static readonly Option<bool> All = new("--all") { Description = "Name every source, not only the largest." };

    public static Command Build()
    {
        var command = new Command("status", "Tell how much is kept, what room it takes, and when it was last backed up.") { All };
        command.SetAction(Session.OverStore("store status", RunAsync));
        Help.AddExamples(command, ("aggregator store status", "at a glance"), ("aggregator store status --all", "with every source"), ("aggregator store status --json", "with every source"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var status = await session.Store.Keeper.StatusAsync(stop);
        if (screen.IsJson)
            screen.Json(AsJson(status));
        else
            Show(status, line.GetValue(Options.Data)!, line.GetValue(All), screen);
        return Screen.Done;
    }

    private static void Show(StoreStatus status, string data, bool isAll, Screen screen)
    {
        screen.Facts(
        [
            ("Folder", Path.GetFullPath(data)),
            ("Articles", $"{status.Articles:N0}{(status.Oldest is { } oldest ? $", first seen from {oldest:yyyy-MM-dd} to {status.Newest:yyyy-MM-dd}" : "")}"),
            ("By year", string.Join(", ", status.ByYear.OrderByDescending(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value:N0}")))),
            ("Store", $"{Size.Of(status.FileBytes)}, {Size.Of(status.FreeInFile)} of it free to be used again"),
            ("Log", Size.Of(status.LogBytes)),
            ("Search index", $"{Size.Of(status.IndexBytes)}, {(status.IndexBehind == 0 ? "up to date" : $"{status.IndexBehind:N0} changes behind")}"),
            ("Disk", $"{Size.Of(status.DiskFree)} free"),
            ("Last backup", status.LastBackup is { } backup ? $"{backup.At:yyyy-MM-dd HH:mm} UTC, up to article {backup.LastNumber:N0}: {backup.Path}" : "none is known"),
            ("Schema", $"{status.Schema}"),
            ("Trouble", status.Trouble),
        ]);
        screen.Table(["Of the store", "Takes"], status.Collections.OrderByDescending(pair => pair.Value).Select(pair => new[] { pair.Key, Size.Of(pair.Value) }));
        screen.Table(["Source", "Articles"], Sources(status, isAll).Select(row => new[] { row.Name, $"{row.Articles:N0}" }));
    }

    /// <summary>The largest first; those that are not named are one row, unless it would be one source's.</summary>
    private static IEnumerable<(string Name, long Articles)> Sources(StoreStatus status, bool isAll)
    {
        var sources = status.BySource.Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)).ToList();
        if (isAll || sources.Count <= Largest + 1)
            return sources;
        var rest = sources.Skip(Largest).ToList();
        return sources.Take(Largest).Append(($"{rest.Count:N0} more, which --all names", rest.Sum(source => source.Value)));
    }

    private static object AsJson(StoreStatus status) => new
    {
        schema = status.Schema,
        store = status.Store,
        articles = status.Articles,
        bySource = status.BySource,
        byYear = status.ByYear,
        oldest = status.Oldest,
        newest = status.Newest,
        bytes = new { file = status.FileBytes, freeInFile = status.FreeInFile, log = status.LogBytes, index = status.IndexBytes, collections = status.Collections, diskFree = status.DiskFree },
        indexBehind = status.IndexBehind,
        lastBackup = status.LastBackup,
        trouble = status.Trouble,
    };
}
