using System.CommandLine;
using Aggregator.Mailing;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>digest render</c>: the letter that was sent, byte for byte.</summary>
internal static class DigestRenderCommand
{
    private static readonly Option<DateTimeOffset?> AsOf = Options.Time("--as-of", "TIME", "The last one whose window had closed then: 24h, 7d, 2026-11-01, or a moment as 2026-11-01T08:00Z; now when not given.");
    private static readonly Option<string?> Out = new("--out") { Description = "Write the message as it left to this file (.eml).", HelpName = "FILE" };

    public static Command Build()
    {
        var command = new Command("render", "Show the letter that was frozen for a subscriber: the bytes of every attempt to send it.") { DigestCommand.Subscriber, AsOf, Out };
        command.SetAction(Session.OverStore("digest", RunAsync));
        Help.AddExamples(command,
            ("aggregator digest render --subscriber ana@example.org", "the last one"),
            ("aggregator digest render --subscriber ana@example.org --as-of 2026-11-03T09:00Z --out then.eml", "what she had by then, as a file"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var (address, asOf) = (line.GetValue(DigestCommand.Subscriber), line.GetValue(AsOf));
        var closed = (await session.Store.Ledger.WindowsAsync(null, stop)).ToDictionary(window => (window.Subscription, window.Span.Number), window => window.Span.Closed);
        var letter = (await session.Store.Ledger.LettersAsync(Enum.GetValues<LetterState>(), stop))
            .Where(row => (address is null || row.Recipient.Equals(address, StringComparison.OrdinalIgnoreCase)) && (asOf is null || ClosedOf(row) <= asOf))
            .MaxBy(ClosedOf);
        if (letter is null || await session.Store.Ledger.LetterAsync(letter.Key, stop) is not { } message)
            return screen.Fail($"There is no letter{(address is null ? "" : $" to '{address}'")}{(asOf is { } time ? $" of a window that had closed by {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}. 'aggregator digest audit' shows what there is.");
        if (line.GetValue(Out) is { } file)
            return await LetterFile.WriteAsync(letter.Subject, file, message, screen, stop);
        if (screen.IsJson)
            screen.Json(new { letter.Subscription, letter.Recipient, letter.Subject, letter.MessageId, letter.State, letter.Why, message = Convert.ToBase64String(message) });
        else
        {
            screen.Line($"To {letter.Recipient}, {letter.State.ToString().ToLowerInvariant()}, Message-ID {letter.MessageId}");
            LetterFile.Show(letter.Subject, Letter.TextOf(message, stop), screen);
        }
        return Screen.Done;

        DateTimeOffset ClosedOf(LedgerRow row) => closed.GetValueOrDefault((row.Subscription, row.Number), row.Planned);
    }
}
