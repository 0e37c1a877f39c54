namespace Aggregator.Text;

/// <summary>What a piece of a date's text is.</summary>
internal enum DateTokenKind : byte
{
    End,
    Number,
    Word,
    Sign,
}

/// <summary>A piece of a date's text.</summary>
/// <param name="Value">A number's value, a sign's character, or the meanings of a word.</param>
/// <param name="IsApart">True when a blank stands before it.</param>
internal readonly record struct DateToken(int Value, DateTokenKind Kind, byte Start, byte Length, bool IsApart)
{
    public bool IsNumber => Kind == DateTokenKind.Number;

    public DateWord Word => Kind == DateTokenKind.Word ? (DateWord)Value : DateWord.None;

    public bool Is(char sign) => Kind == DateTokenKind.Sign && Value == sign;

    public bool Is(DateWord meaning) => (Word & meaning) != 0;

    public bool IsOfDigits(int least, int most) => Kind == DateTokenKind.Number && Length >= least && Length <= most;
}

/// <summary>A date's text as numbers, words and signs, and how far it has been read.</summary>
internal ref struct DateTokens
{
    /// <summary>No date has more pieces.</summary>
    public const int Most = 40;

    private readonly ReadOnlySpan<char> _text;

    private readonly ReadOnlySpan<char> _folded;

    private readonly ReadOnlySpan<DateToken> _tokens;

    private DateTokens(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, ReadOnlySpan<DateToken> tokens)
    {
        _text = text;
        _folded = folded;
        _tokens = tokens;
    }

    /// <summary>Where reading stands; it may be set back.</summary>
    public int At { get; set; }

    public readonly DateToken Next => Ahead(0);

    public readonly bool IsAtEnd => At >= _tokens.Length;

    public readonly DateToken Ahead(int places) => At + places < _tokens.Length ? _tokens[At + places] : default;

    /// <summary>What a token stands for, folded.</summary>
    public readonly ReadOnlySpan<char> Text(DateToken token) => _folded.Slice(token.Start, token.Length);

    /// <summary>As written, from here to the next blank or bracket; those tokens are passed.</summary>
    public string Written()
    {
        Span<char> line = stackalloc char[_text.Length];
        ReadOnlySpan<char> rest = line[Next.Start..DateLetters.Clean(_text, line, folds: false)];
        var length = rest.IndexOfAny(" ()[]");
        var written = (length < 0 ? rest : rest[..length]).ToString();
        var end = Next.Start + written.Length;
        while (!IsAtEnd && Next.Start < end)
            At++;
        return written;
    }

    public DateToken Take()
    {
        var token = Next;
        At++;
        return token;
    }

    public bool Skip(char sign)
    {
        if (!Next.Is(sign))
            return false;
        At++;
        return true;
    }

    /// <summary>Skips a sign that stands close to what is before it.</summary>
    public bool SkipClose(char sign) => !Next.IsApart && Skip(sign);

    public bool Skip(DateWord meaning)
    {
        if (!Next.Is(meaning))
            return false;
        At++;
        return true;
    }

    /// <summary>The first piece of a text that is not empty and begins with no blank.</summary>
    public static DateToken First(ReadOnlySpan<char> folded) => One(folded, 0, isMark: false, isApart: false);

    /// <summary>The text in pieces; without any when it has too many for a date.</summary>
    public static DateTokens Of(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, Span<DateToken> tokens)
    {
        var count = 0;
        for (var at = 0; at < folded.Length;)
        {
            var isApart = folded[at] == ' ';
            if (isApart)
                at++;
            if (count == tokens.Length)
                return new DateTokens(text, folded, default);
            var isMark = count > 0 && !isApart && tokens[count - 1].IsNumber;
            tokens[count] = One(folded, at, isMark, isApart);
            at += tokens[count++].Length;
        }
        return new DateTokens(text, folded, tokens[..count]);
    }

    private static DateToken One(ReadOnlySpan<char> folded, int start, bool isMark, bool isApart)
    {
        var first = folded[start];
        var at = start + 1;
        if (char.IsAsciiDigit(first))
        {
            var value = first - '0';
            for (; at < folded.Length && char.IsAsciiDigit(folded[at]); at++)
                value = at - start < 9 ? (value * 10) + folded[at] - '0' : 0;
            return new DateToken(value, DateTokenKind.Number, (byte)start, (byte)(at - start), isApart);
        }
        if (!IsLetter(first))
            return new DateToken(first, DateTokenKind.Sign, (byte)start, 1, isApart);
        if (IsHalf(folded[start..]))
            at++;
        else if (!(isMark && IsCounter(first)))
        {
            while (at < folded.Length && (IsLetter(folded[at]) || IsInner(folded, at)) && !IsHalf(folded[at..]))
                at++;
        }
        return new DateToken((int)DateWords.Of(folded[start..at]), DateTokenKind.Word, (byte)start, (byte)(at - start), isApart);
    }

    private static bool IsLetter(char c) => c < '\u0080' ? char.IsAsciiLetter(c) : char.IsLetter(c);

    /// <summary>The apostrophe of п'ятниця.</summary>
    private static bool IsInner(ReadOnlySpan<char> folded, int at) => folded[at] == '\'' && at + 1 < folded.Length && IsLetter(folded[at + 1]);

    /// <summary>The characters that stand behind a number without a blank before the next word.</summary>
    private static bool IsCounter(char c) => c > '\u2E80' && c is '年' or '月' or '日' or '時' or '时' or '分' or '秒' or '点' or '點' or '년' or '월' or '일' or '시' or '초';

    /// <summary>上午, 下午, 午前 and 午後 stand close to a weekday before them.</summary>
    private static bool IsHalf(ReadOnlySpan<char> text) => text[0] > '\u2E80' && text.Length > 1
        && ((text[0] is '上' or '下' && text[1] == '午') || (text[0] == '午' && text[1] is '前' or '後' or '后'));
}
