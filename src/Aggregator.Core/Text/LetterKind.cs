namespace Aggregator.Text;

/// <summary>What a character is to somebody who counts a text.</summary>
[Flags]
internal enum LetterKind : byte
{
    None = 0,

    /// <summary>A part of a word, as a regular expression's <c>\w</c> has it.</summary>
    Word = 1,

    Digit = 2,
    Upper = 4,
    Comma = 8,

    /// <summary>The end of a sentence.</summary>
    End = 16,

    Sign = 32,
    Bar = 64,
    Quote = 128,
}

/// <summary>Tells the kinds of a character: of most by one look into a table.</summary>
internal static class LetterKinds
{
    /// <summary>Up to the Hebrew letters.</summary>
    private static readonly LetterKind[] First = [.. Enumerable.Range(0, 0x600).Select(c => Told((char)c))];

    public static LetterKind Of(char c) => c < First.Length ? First[c] : Told(c);

    /// <summary>True for a part of a word.</summary>
    public static bool IsWord(char c) => (Of(c) & LetterKind.Word) != 0;

    /// <summary>True for what ends a sentence, or the quotation that it is.</summary>
    public static bool IsStop(char c) => c is '.' or '!' or '?' or '…' or '”' or '"' or '。' or '！' or '？';

    private static LetterKind Told(char c)
    {
        if (char.IsDigit(c))
            return LetterKind.Word | LetterKind.Digit;
        if (char.IsLetterOrDigit(c) || c == '_')
            return char.IsUpper(c) ? LetterKind.Word | LetterKind.Upper : LetterKind.Word;
        return c switch
        {
            ',' or ';' or '،' or '、' or '，' => LetterKind.Comma,
            '.' or '!' or '?' or '…' or '。' or '！' or '？' or '؟' or '।' => LetterKind.End,
            '©' or '®' or '™' or '@' or '#' => LetterKind.Sign,
            '|' or '·' or '•' or '›' or '→' or '▶' or '✓' or '★' => LetterKind.Bar,
            '»' => LetterKind.Bar | LetterKind.Quote,
            '"' or '“' or '”' or '„' or '«' or '‘' or '’' => LetterKind.Quote,
            _ => LetterKind.None,
        };
    }
}
