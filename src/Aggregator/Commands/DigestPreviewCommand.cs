using System.CommandLine;

namespace Aggregator.Commands;

/// <summary><c>digest preview</c>: the letter that would be sent.</summary>
internal static class DigestPreviewCommand
{
    private static readonly Option<DateTimeOffset?> Since = Options.Since("What was first seen since then; 24h when not given.");
    private static readonly Option<string?> Out = new("--out") { Description = "Write the letter to a file instead: .html, .txt or .eml.", HelpName = "FILE" };
    private static readonly Option<bool> Open = new("--open") { Description = "Open it in the browser." };

    public static Command Build()
    {
        var command = new Command("preview", "Show the letter that would be sent; nothing is sent or written down.") { DigestCommand.Subscriber, Since, Out, Open };
        command.SetAction(Session.OverStore("digest", RunAsync));
        Help.AddExamples(command,
            ("aggregator digest preview --since 7d", "the last week, in the terminal"),
            ("aggregator digest preview --subscriber ana@example.org --open", "one subscriber's, in the browser"),
            ("aggregator digest preview --out letter.html", "the letter, for a browser"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var address = line.GetValue(DigestCommand.Subscriber);
        if (!await session.Digests.HasAsync(address, stop))
            return screen.Fail(NoSuch(address));
        var since = line.GetValue(Since) ?? TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(24);
        if (await session.Digests.PreviewAsync(address, since, stop) is not { } letter)
        {
            if (screen.IsJson)
                screen.Json(new { letter = (object?)null, sentence = "Nothing to tell was first seen since then." });
            else
                screen.Line($"Nothing to tell was first seen since {since:yyyy-MM-dd HH:mm}, so there would be no letter.");
            return Screen.Done;
        }
        if (line.GetValue(Out) is { } file)
            return await LetterFile.WriteAsync(letter, file, screen, stop);
        if (line.GetValue(Open))
            return await LetterFile.OpenAsync(letter, screen, stop);
        if (screen.IsJson)
            screen.Json(new { letter = new { letter.Subject, letter.MessageId, letter.Text, letter.Html } });
        else
            LetterFile.Show(letter.Subject, letter.Text, screen);
        return Screen.Done;
    }

    public static string NoSuch(string? address) => address is null
        ? "No subscriber is active. 'aggregator subscribers list' shows them, with why."
        : $"'{address}' is no active subscriber. 'aggregator subscribers list' shows them.";
}
