using System.CommandLine;
using Aggregator.Digesting;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>digest send</c>: closes windows now and sends what is in them.</summary>
internal static class DigestSendCommand
{
    public static Command Build()
    {
        var command = new Command("send", "Send what is new since each last digest, and what waits: to the SMTP server of the settings, or into the folder DATA/outbox when none is set.") { DigestCommand.Subscriber };
        command.SetAction(Session.OverStore("digest", RunAsync));
        Help.AddExamples(command, ("aggregator digest send", "to all; a second call finds nothing new"), ("aggregator digest send --subscriber ana@example.org", "to one"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var address = line.GetValue(DigestCommand.Subscriber);
        if (!await session.Digests.HasAsync(address, stop))
            return screen.Fail(DigestPreviewCommand.NoSuch(address));
        var report = await session.Digests.SendAsync(address, stop);
        var nothing = report.Letters.Count == 0 ? await NothingAsync(session, stop) : null;
        if (screen.IsJson)
            screen.Json(new { sent = report.Letters.Count(letter => letter.State == LetterState.Accepted), letters = report.Letters.Select(AsJson), sentence = nothing });
        else
            Show(report, nothing, screen);
        return report.Letters.All(letter => letter.State == LetterState.Accepted) ? Screen.Done : Screen.Failed;
    }

    private static void Show(DigestReport report, string? nothing, Screen screen)
    {
        if (nothing is not null)
            screen.Line(nothing);
        else if (report.Letters is [{ State: LetterState.Accepted } one])
            screen.Line($"Sent: {one.Subject} → {one.Why}");
        else
            screen.Table(["To", "Letter", "State", "Where or why"], report.Letters.Select(letter => new[] { letter.Recipient, letter.Subject, StateOf(letter), letter.Why ?? "" }));
    }

    private static async Task<string> NothingAsync(Session session, CancellationToken stop) =>
        await session.Store.Archive.LastNumberAsync(stop) is var last and > 0 ? $"Nothing new to tell: every digest reaches to no. {last}." : "Nothing has been kept yet: poll first.";

    private static string StateOf(LedgerRow letter) => letter.State == LetterState.Planned ? "waits" : letter.State.ToString().ToLowerInvariant();

    private static object AsJson(LedgerRow letter) => new { letter.Subscription, letter.Recipient, letter.Subject, letter.MessageId, letter.State, letter.Why, window = letter.Window, letter.Tries, letter.Next };
}
