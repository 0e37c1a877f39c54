namespace Aggregator.Mailing;

/// <summary>How many words a letter has for each of its stories.</summary>
internal sealed record LetterDetail
{
    /// <summary>From all to few: the first with which a letter is not too large is taken.</summary>
    public static readonly IReadOnlyList<LetterDetail> Ladder =
    [
        new() { Title = 300, Summary = 400, Places = 3, OtherPlaces = 3 },
        new() { Title = 160, Summary = 160, Places = 1, OtherPlaces = 0 },
        new() { Title = 120, Summary = 0, Places = 0, OtherPlaces = 0 },
    ];

    /// <summary>Characters of a title, at most.</summary>
    public required int Title { get; init; }

    /// <summary>Characters of a summary, at most; 0 for none.</summary>
    public required int Summary { get; init; }

    /// <summary>Places at which the first watch found something, with the words around; what is over it is told by its word alone.</summary>
    public required int Places { get; init; }

    /// <summary>The same for every other watch.</summary>
    public required int OtherPlaces { get; init; }
}
