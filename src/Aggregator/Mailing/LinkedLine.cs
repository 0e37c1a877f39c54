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
        foreach (var word in text.Split(' '))
        {
            // The full stop is the sentence's.
            var address = word.EndsWith('.') ? word[..^1] : word;
            if (address.StartsWith("http", StringComparison.Ordinal) && WebAddress.TryParse(address, out var link) && text.IndexOf(address, StringComparison.Ordinal) is var at)
                return new LinkedLine($"{LetterLine.Of(text[..at], Length)} ", link, LetterLine.Of(text[(at + address.Length)..], Length));
        }
        return new LinkedLine(LetterLine.Of(text, Length), null, "");
    }
}
