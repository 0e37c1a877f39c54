using System.CommandLine;
using Aggregator.Digesting;

namespace Aggregator.Commands;

/// <summary><c>digest audit</c>: proves that every article was told once, or says why not.</summary>
internal static class DigestAuditCommand
{
    private static readonly Option<bool> List = new("--list") { Description = "List every article that is in no accepted letter, with the reason." };
    private static readonly Option<long?> Article = new("--article") { Description = "Only this article: in which letter it is, or why in none.", HelpName = "N" };

    public static Command Build()
    {
        var command = new Command("audit", "Prove that every article a subscriber follows is in exactly one accepted letter, or name the reason. Ends with 1 when something is missing, refused or in doubt.")
        {
            DigestCommand.Subscriber, List, Article,
        };
        command.SetAction(Session.OverStore("digest", RunAsync));
        Help.AddExamples(command,
            ("aggregator digest audit", "all subscribers, all windows"),
            ("aggregator digest audit --subscriber ana@example.org --list", "one, with every article that was left out"),
            ("aggregator digest audit --article 4711", "why was this not in my Tuesday digest?"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var report = await session.Audit.RunAsync(line.GetValue(DigestCommand.Subscriber), stop);
        if (line.GetValue(Article) is { } number)
            ShowArticle(report, number, await session.Store.Archive.GoneAsync([number], stop) is [var gone] ? $"It {gone.Why}: no letter names it." : NotAsked, screen);
        else if (screen.IsJson)
            screen.Json(new { clean = report.IsClean, subscriptions = report.Subscriptions.Select(subscription => AsJson(subscription, line.GetValue(List))) });
        else
            Show(report, line.GetValue(List), screen);
        return report.IsClean ? Screen.Done : Screen.Failed;
    }

    private static void Show(AuditReport report, bool isListed, Screen screen)
    {
        if (report.Subscriptions.Count == 0)
        {
            screen.Line("No digest was ever planned.");
            return;
        }
        screen.Table(["To", "Schedule", "Windows", "Letters", "Told", "Left out, with the reason"], report.Subscriptions.Select(subscription => new[]
        {
            subscription.To, subscription.Schedule, $"{subscription.Windows}", LettersOf(subscription), $"{Count(subscription, FateKind.Told)}", LeftOut(subscription),
        }));
        foreach (var subscription in report.Subscriptions)
        {
            foreach (var problem in subscription.Problems)
                screen.Line($"{subscription.To}, {subscription.Schedule}: {problem}");
            foreach (var fate in subscription.Fates.Where(fate => isListed && fate.Kind != FateKind.Told))
                screen.Line($"{subscription.To}, {subscription.Schedule}: no. {fate.Number}: {fate.Why}");
        }
        screen.Line(report.IsClean
            ? "Clean: every article that was asked for is in exactly one accepted letter, or its reason is named."
            : $"{report.Subscriptions.Sum(subscription => subscription.Problems.Count)} to look at, named above.");
    }

    private static void ShowArticle(AuditReport report, long number, string inNone, Screen screen)
    {
        var fates = report.Subscriptions.Select(subscription => (Report: subscription, Fate: subscription.Fates.FirstOrDefault(fate => fate.Number == number))).ToList();
        if (screen.IsJson)
            screen.Json(fates.Select(pair => new { pair.Report.Subscription, fate = pair.Fate?.Kind, why = pair.Fate?.Why ?? inNone }));
        else
            screen.Table(["To", "Schedule", "What became of it"], fates.Select(pair => new[] { pair.Report.To, pair.Report.Schedule, pair.Fate?.Why ?? inNone }));
    }

    private const string NotAsked = "Not asked for: it came before the subscription, or is nothing that it follows.";

    private static int Count(SubscriptionReport subscription, FateKind kind) => subscription.Fates.Count(fate => fate.Kind == kind);

    private static string LettersOf(SubscriptionReport subscription) =>
        subscription.Letters.Count == 0 ? "none" : string.Join(", ", subscription.Letters.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}"));

    private static string LeftOut(SubscriptionReport subscription)
    {
        var kinds = subscription.Fates.CountBy(fate => fate.Kind).Where(pair => pair.Key != FateKind.Told).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {Word(pair.Key)}").ToList();
        return kinds.Count == 0 ? "none" : string.Join(", ", kinds);
    }

    private static string Word(FateKind kind) => kind switch
    {
        FateKind.Waiting => "waiting",
        FateKind.OverCap => "over the cap",
        FateKind.LateCopy => "copies of what was told",
        FateKind.InDoubt => "in doubt",
        FateKind.Refused => "refused",
        FateKind.Missed => "missed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static object AsJson(SubscriptionReport subscription, bool isListed) => new
    {
        subscription.Subscription,
        subscription.Windows,
        letters = subscription.Letters.ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => pair.Value),
        fates = subscription.Fates.CountBy(fate => fate.Kind).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
        subscription.Problems,
        leftOut = isListed ? subscription.Fates.Where(fate => fate.Kind != FateKind.Told) : null,
    };
}
