namespace Aggregator.Text;

/// <summary>What XML can carry of a text: a page may have characters that no XML document may.</summary>
public static class SafeXml
{
    public static string Of(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFE or 0xFFFF)));
}
