namespace Aggregator.Watches;

/// <summary>What a piece of a query's text is.</summary>
internal enum TokenKind
{
    Open,
    Close,
    And,
    Or,
    Not,
    Near,

    /// <summary>A word, a phrase or the beginning of a word.</summary>
    Term,

    /// <summary>The name of a field and its colon.</summary>
    Field,
    End,
}

/// <summary>A piece of a query's text.</summary>
/// <param name="Text">A term's text without quotes and star, a field's name in lower case.</param>
/// <param name="Place">Where it begins, from 1.</param>
/// <param name="Number">The words of NEAR/n.</param>
internal readonly record struct QueryToken(TokenKind Kind, string Text, int Place, bool IsQuoted = false, bool IsPrefix = false, int Number = 0);

/// <summary>What is wrong with a query.</summary>
/// <param name="Place">Where, in characters from 1.</param>
/// <param name="Sentence">What is wrong there, with an example of how it could be right.</param>
public sealed record QueryMistake(int Place, string Sentence)
{
    public override string ToString() => $"At place {Place} of the search: {Sentence}";
}
