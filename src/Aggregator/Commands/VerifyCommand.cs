using System.CommandLine;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>verify</c>: reads everything that is kept and tells what is damaged.</summary>
internal static class VerifyCommand
{
    private const int Most = 30;

    public static Command Build()
    {
        var command = new Command("verify", "Read everything in the store and tell what is damaged. Ends with 1 when anything is, with 0 when all is as it was kept. Changes nothing, also while a worker runs.");
        command.SetAction(RunAsync);
        Help.AddExamples(command, ("aggregator verify", "what is damaged, what is lost by it, and what to do"), ("aggregator verify --json || notify", "every night"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var data = line.GetValue(Options.Data)!;
        if (Session.MissingStore(data) is { } missing)
            return screen.Fail(missing);
        var since = TimeProvider.System.GetTimestamp();
        var outcome = await screen.WithProgressAsync("Reading the store", show => StoreFolder.VerifyAsync(data, show, stop));
        if (outcome is not VerifyOutcome.Read { Check: var check })
            return screen.Fail(((VerifyOutcome.Unreadable)outcome).Why);
        Show(check, TimeProvider.System.GetElapsedTime(since), screen);
        return check.IsSound ? Screen.Done : Screen.Failed;
    }

    private static void Show(StoreCheck check, TimeSpan took, Screen screen)
    {
        if (screen.IsJson)
        {
            screen.Json(new
            {
                sound = check.IsSound,
                damage = check.Damage.Select(AsJson),
                moreDamage = check.More,
                notes = check.Notes,
                pages = check.Pages,
                rows = check.Rows,
                indexed = check.Indexed,
                seconds = Math.Round(took.TotalSeconds, 2),
            });
            return;
        }
        ShowDamage(check, screen);
        foreach (var note in check.Notes)
            screen.Line(note);
        var read = $"{Counted(check.Rows)} on {check.Pages:N0} pages were read in {took.TotalSeconds:0.0} s";
        screen.Line(check.IsSound
            ? $"All is as it was kept: {read}{(check.Indexed is null ? "." : "; the search index agrees.")}"
            : $"{(check.Damage.Count + check.More is 1 ? "One thing is" : $"{check.Damage.Count + check.More:N0} things are")} damaged: {read}.");
    }

    /// <summary>What is damaged, and below it each piece of advice once.</summary>
    public static void ShowDamage(StoreCheck check, Screen screen)
    {
        foreach (var damage in check.Damage.Take(Most))
            screen.Item(damage.Sentence);
        if (check.Damage.Count + check.More > Most)
            screen.Item($"… and {check.Damage.Count + check.More - Most:N0} more; --json has them.");
        foreach (var advice in check.Damage.Select(damage => damage.Advice).Distinct())
            screen.Prose(advice);
    }

    public static object AsJson(StoreDamage damage) => new { sentence = damage.Sentence, article = damage.Article, source = damage.Source, advice = damage.Advice };

    /// <summary>"26 articles, 37 keys and 1 letter".</summary>
    public static string Counted(IReadOnlyDictionary<string, long> rows)
    {
        return $"{Of("article")}, {Of("key")} and {Of("letter")}";

        string Of(string what) => rows.GetValueOrDefault(what + "s") is var count && count == 1 ? $"1 {what}" : $"{count:N0} {what}s";
    }
}
