using System.CommandLine;
using Aggregator.Digesting;
using Aggregator.Mailing;

namespace Aggregator.Commands;

/// <summary><c>digest preview</c> and <c>digest send</c>.</summary>
internal static class DigestCommand
{
    private static readonly Option<DateTimeOffset?> Since = Options.Since("What was first seen since then; 24h when not given.");
    private static readonly Option<string?> Out = new("--out") { Description = "Write the letter to a file instead: .html, .txt or .eml.", HelpName = "FILE" };

    public static Command Build()
    {
        var preview = new Command("preview", "Show the letter that would be sent; nothing is sent or written down.") { Since, Out };
        preview.SetAction(PreviewAsync);
        Help.AddExamples(preview, ("aggregator digest preview --since 7d", "the last week, in the terminal"), ("aggregator digest preview --out letter.html", "the letter, for a browser"));
        var send = new Command("send", "Send what is new since the last digest: to the SMTP server of the settings, or into the folder DATA/outbox when none is set.");
        send.SetAction(SendAsync);
        Help.AddExamples(send, ("aggregator digest send", "once; a second call finds nothing new"));
        var command = new Command("digest", "Preview or send the digest.") { preview, send };
        Help.AddExamples(command, ("aggregator digest preview", "look at it"), ("aggregator digest send", "send it"));
        return command;
    }

    private static async Task<int> PreviewAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        await using var session = await Session.OpenExistingAsync(line, "digest", screen, stop);
        if (session is null)
            return Screen.Failed;
        var since = line.GetValue(Since) ?? TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(24);
        if (await session.Digests.PreviewAsync(since, stop) is not { } letter)
        {
            if (screen.IsJson)
                screen.Json(new { letter = (object?)null, sentence = "Nothing was first seen since then." });
            else
                screen.Line($"Nothing was first seen since {since:yyyy-MM-dd HH:mm}, so there would be no letter.");
            return Screen.Done;
        }
        if (line.GetValue(Out) is { } file)
            return await WriteAsync(letter, file, screen, stop);
        if (screen.IsJson)
            screen.Json(new { letter = new { letter.Subject, letter.MessageId, letter.Text, letter.Html } });
        else
            ShowLetter(letter, screen);
        return Screen.Done;
    }

    private static async Task<int> SendAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        await using var session = await Session.OpenExistingAsync(line, "digest", screen, stop);
        if (session is null)
            return Screen.Failed;
        switch (await session.Digests.SendAsync(stop))
        {
            case DigestReport.Sent sent:
                if (screen.IsJson)
                    screen.Json(new { sent = true, sent.Letter.Subject, sent.Letter.MessageId, sent.Where, stories = sent.Digest.Stories, window = sent.Digest.Window });
                else
                    screen.Line($"Sent: {sent.Letter.Subject} → {sent.Where}");
                return Screen.Done;
            case DigestReport.NothingNew none:
                if (screen.IsJson)
                    screen.Json(new { sent = false, none.Sentence });
                else
                    screen.Line(none.Sentence);
                return Screen.Done;
            case DigestReport.NotSent not:
                return screen.Fail(not.Why);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void ShowLetter(Letter letter, Screen screen)
    {
        screen.Heading(letter.Subject);
        screen.Line();
        foreach (var row in letter.Text.Split('\n'))
            screen.Indented(row);
    }

    private static async Task<int> WriteAsync(Letter letter, string file, Screen screen, CancellationToken stop)
    {
        try
        {
            var content = Path.GetExtension(file).ToLowerInvariant() switch
            {
                ".eml" => letter.Message,
                ".txt" => System.Text.Encoding.UTF8.GetBytes(letter.Text),
                _ => System.Text.Encoding.UTF8.GetBytes(letter.Html),
            };
            await File.WriteAllBytesAsync(file, content, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return screen.Fail($"The file '{file}' cannot be written: {e.Message}");
        }
        if (screen.IsJson)
            screen.Json(new { letter.Subject, file });
        else
            screen.Line($"{letter.Subject} → {file}");
        return Screen.Done;
    }
}
