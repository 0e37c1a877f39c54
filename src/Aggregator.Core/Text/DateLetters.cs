namespace Aggregator.Text;

/// <summary>The characters of a date's text without what does not count: case, accents, invisible marks and the width of blanks.</summary>
internal static class DateLetters
{
    /// <summary>A letter, and the letter that it is read as.</summary>
    private const string Accents =
        "áaàaâaäaãaåaāaăaąaæaçcćcčcďdđdéeèeêeëeēeėeęeěeğgíiìiîiïiīiıiİiłlľlĺlñnńnňnóoòoôoöoõoøoőoœořrŕrśsšsşsșsťtţtțtúuùuûuüuūuůuűuýyÿyźzżzžz"
        + "άαέεήηίιϊιΐιόούυϋυΰυώωςσйиёеїіґг"
        + "أاإاآا،,°º";

    /// <summary>By letter, up to the Arabic ones; the others are read as they are.</summary>
    private static readonly char[] Table = Folds();

    /// <summary>Writes the text's characters with one blank for every run; how many they are.</summary>
    public static int Clean(ReadOnlySpan<char> text, Span<char> line, bool folds)
    {
        var length = 0;
        var blank = false;
        foreach (var c in text)
        {
            if (c is > ' ' and < '\u007F')
            {
            }
            else if (char.IsWhiteSpace(c))
            {
                blank = length > 0;
                continue;
            }
            else if (!PlainText.IsVisible(c) || c is (>= '\u0300' and <= '\u036F') or (>= '\u200C' and <= '\u200F') or '\u061C')
                continue;
            if (blank)
            {
                line[length++] = ' ';
                blank = false;
            }
            line[length++] = folds ? Fold(c) : c;
        }
        return length;
    }

    public static string Folded(string word) => string.Create(word.Length, word, static (letters, word) =>
    {
        for (var at = 0; at < letters.Length; at++)
            letters[at] = Fold(word[at]);
    });

    private static char Fold(char c) => c < Table.Length ? Table[c] : Sign(c);

    private static char Sign(char c) => c switch
    {
        '\u2212' => '-',
        '–' or '—' => '–',
        '，' or '、' => ',',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '’' => '\'',
        _ => c,
    };

    private static char[] Folds()
    {
        var table = new char[0x660];
        for (var c = 0; c < table.Length; c++)
            table[c] = char.ToLowerInvariant((char)c);
        for (var at = 0; at < Accents.Length; at += 2)
        {
            table[Accents[at]] = Accents[at + 1];
            table[char.ToUpperInvariant(Accents[at])] = Accents[at + 1];
        }
        // The capital of a dotless i is a plain I, and no accent.
        table['I'] = 'i';
        return table;
    }
}
