using System.Security.Cryptography;
using System.Text;

namespace Aggregator.Mailing;

/// <summary>Writes each letter as an .eml file, which every mail program opens.</summary>
internal sealed class FolderMailer(string folder) : IMailer
{
    public bool MayRepeat(string recipient) => true;

    public Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
    {
        var path = Path.Combine(folder, FileName(letter));
        try
        {
            WholeFile.Write(path, letter.Message);
            return Task.FromResult<SendOutcome>(new SendOutcome.Accepted(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<SendOutcome>(new SendOutcome.Refused($"The folder '{folder}' cannot be written: {e.Message}", IsFinal: false));
        }
    }

    public Task RestAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>The same letter has the same name, however often it is written.</summary>
    private static string FileName(FrozenLetter letter)
    {
        var local = letter.MessageId.Split('@')[0];
        var safe = new string([.. local.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')]);
        return $"{safe[..Math.Min(safe.Length, 80)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letter.MessageId)))[..8]}.eml";
    }
}
