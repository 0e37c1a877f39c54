using Aggregator.Text;

namespace Aggregator.Mailing;

/// <summary>A sentence of ours with an address in it, which is a link where there are links.</summary>
/// <param name="Before">What stands before the address.</param>
/// <param name="Link">Null when there is none.</param>
/// <param name="After">What stands behind it.</param>
internal sealed record LinkedLine(string Before, Uri? Link, string After)
{
    private const int Length = 300;

    /// <summary>For plain text.</summary>
    public string Line => Before + Link?.AbsoluteUri + After;

    public static LinkedLine Of(string text)
    {
        var words = text.Split(' ');
        for (var at = 0; at < words.Length; at++)
        {
            // The full stop is the sentence's.
            var (address, stop) = words[at].EndsWith('.') ? (words[at][..^1], ".") : (words[at], "");
            if (address.StartsWith("http", StringComparison.Ordinal) && WebAddress.TryParse(address, out var link))
                return new LinkedLine($"{Joined(words[..at])} ", link, $"{stop} {Joined(words[(at + 1)..])}".TrimEnd());
        }
        return new LinkedLine(Joined(words), null, "");
    }

    private static string Joined(string[] words) => LetterLine.Of(string.Join(' ', words), Length);
}
