using System.CommandLine;
using Aggregator.Storing;

namespace Aggregator.Commands;

/// <summary><c>digest resolve</c>: a person says what became of a letter of which nobody knows, or sends one again that was refused.</summary>
internal static class DigestResolveCommand
{
    private static readonly Argument<string?> Letter = new("MESSAGE-ID") { Description = "The letter, by its Message-ID or the beginning of it; without one, those in doubt and those refused are listed.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Arrived = new("--arrived") { Description = "It arrived: nothing more is done." };
    private static readonly Option<bool> Resend = new("--resend") { Description = "It did not: send it again, the same bytes under the same Message-ID." };
    private static readonly Option<bool> Drop = new("--drop") { Description = "It did not, and shall not be sent any more." };

    public static Command Build()
    {
        var command = new Command("resolve", "List letters of which nobody knows whether they arrived, and those that were refused; or say what became of one.") { Letter, Arrived, Resend, Drop };
        command.Validators.Add(result =>
        {
            var said = new[] { result.GetValue(Arrived), result.GetValue(Resend), result.GetValue(Drop) }.Count(given => given);
            if (said > 1 || (said == 1) != (result.GetValue(Letter) is not null))
                result.AddError("Name one letter and one of --arrived, --resend and --drop; or none of them for the list.");
        });
        command.SetAction(Session.OverStore("digest", RunAsync));
        Help.AddExamples(command,
            ("aggregator digest resolve", "what is in doubt, and what was refused"),
            ("aggregator digest resolve digest.41-97 --arrived", "the reader has it"),
            ("aggregator digest resolve digest.41-97 --resend", "the reader does not have it"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var doubtful = await session.Store.Ledger.LettersAsync([LetterState.Ambiguous, LetterState.Refused], stop);
        if (line.GetValue(Letter) is not { } id)
        {
            Show(doubtful, screen);
            return Screen.Done;
        }
        var meant = doubtful.Where(row => row.MessageId.StartsWith(id.Trim('<', '>'), StringComparison.Ordinal)).ToList();
        if (meant is not [var letter])
            return screen.Fail(meant.Count == 0 ? $"No letter in doubt or refused has the Message-ID '{id}'. 'aggregator digest resolve' lists them." : $"'{id}' begins {meant.Count} Message-IDs: write more of it.");
        var now = TimeProvider.System.GetUtcNow();
        var mark = line.GetValue(Arrived) ? new LetterMark(LetterState.Accepted, "A person said that it arrived.", now)
            : line.GetValue(Drop) ? new LetterMark(LetterState.Refused, "A person said that it did not arrive and shall not be sent.", now)
            : new LetterMark(LetterState.Planned, "A person said that it did not arrive: it is sent again.", now) { IsAskedFor = true };
        await session.Store.Ledger.MarkAsync(letter.Key, mark, stop);
        if (screen.IsJson)
            screen.Json(new { letter.MessageId, mark.State, mark.Why });
        else
            screen.Line($"{letter.Subject}: {mark.Why}{(mark.State == LetterState.Planned ? " The worker does that now, or the next 'aggregator digest send'." : "")}");
        return Screen.Done;
    }

    private static void Show(IReadOnlyList<LedgerRow> doubtful, Screen screen)
    {
        if (screen.IsJson)
            screen.Json(doubtful.Select(row => new { row.MessageId, row.Recipient, row.Subject, row.State, row.Why, since = row.Changed }));
        else if (doubtful.Count == 0)
            screen.Line("No letter is in doubt, and none was refused.");
        else
            screen.Table(["To", "Letter", "State", "Message-ID", "Why"], doubtful.Select(row => new[] { row.Recipient, row.Subject, row.State == LetterState.Ambiguous ? "in doubt" : "refused", row.MessageId, row.Why ?? "" }));
    }
}
