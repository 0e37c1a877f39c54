using System.Diagnostics;
using System.Text;
using Aggregator.Mailing;

namespace Aggregator.Commands;

/// <summary>Writes a letter into a file, or shows it in the terminal or the browser.</summary>
internal static class LetterFile
{
    public static void Show(string subject, string text, Screen screen)
    {
        screen.Heading(subject);
        screen.Line();
        foreach (var row in text.ReplaceLineEndings("\n").Split('\n'))
            screen.Indented(row);
    }

    /// <summary>Writes the form that the file's name asks for: .eml the message as it leaves, .txt its text, else its html.</summary>
    public static async Task<int> WriteAsync(Letter letter, string file, Screen screen, CancellationToken stop) => await WriteAsync(
        letter.Subject, file, Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".eml" => letter.Message,
            ".txt" => Encoding.UTF8.GetBytes(letter.Text),
            _ => Encoding.UTF8.GetBytes(letter.Html),
        }, screen, stop);

    public static async Task<int> WriteAsync(string subject, string file, byte[] content, Screen screen, CancellationToken stop)
    {
        try
        {
            await File.WriteAllBytesAsync(file, content, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return screen.Fail($"The file '{file}' cannot be written: {e.Message}");
        }
        if (screen.IsJson)
            screen.Json(new { subject, file });
        else
            screen.Line($"{subject} → {file}");
        return Screen.Done;
    }

    /// <summary>Opens the letter in the browser of whoever sits there.</summary>
    public static async Task<int> OpenAsync(Letter letter, Screen screen, CancellationToken stop)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("aggregator-").FullName, "letter.html");
        if (await WriteAsync(letter, file, screen, stop) is not Screen.Done and var failed)
            return failed;
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
            return Screen.Done;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return screen.Fail($"No browser could be opened here ({e.Message}). Open the file yourself: {file}");
        }
    }
}
