namespace Aggregator.Watches;

/// <summary>A part of a query: it judges an article by its words, or by what is known of it.</summary>
public abstract record QueryNode
{
    private QueryNode()
    {
    }

    /// <summary>Every part must hold.</summary>
    public sealed record All(IReadOnlyList<QueryNode> Parts) : QueryNode;

    /// <summary>One part must hold.</summary>
    public sealed record Any(IReadOnlyList<QueryNode> Parts) : QueryNode;

    public sealed record Not(QueryNode Part) : QueryNode;

    /// <summary>Both stand in one field, in any order, the second at most so many words from the first; the next word is one word away.</summary>
    public sealed record Near(QueryNode Left, QueryNode Right, int Within) : QueryNode
    {
        /// <summary>More words apart is not near.</summary>
        public const int Most = 100;
    }

    /// <summary>A word in any of its forms.</summary>
    /// <param name="Word">Folded.</param>
    /// <param name="In">Null for all fields.</param>
    public sealed record Form(string Word, TextField? In) : QueryNode;

    /// <summary>These very words, one after the other.</summary>
    /// <param name="Words">Folded.</param>
    /// <param name="In">Null for all fields.</param>
    public sealed record Phrase(IReadOnlyList<string> Words, TextField? In) : QueryNode
    {
        /// <summary>True for two words that are meant only where a dash and nothing else stands between them, as in F-35.</summary>
        public bool IsJoined { get; init; }
    }

    /// <summary>A word that begins so.</summary>
    /// <param name="Beginning">Folded.</param>
    /// <param name="In">Null for all fields.</param>
    public sealed record Prefix(string Beginning, TextField? In) : QueryNode;

    /// <summary>An organisation under any of its names.</summary>
    /// <param name="Name">The name it was asked for by.</param>
    /// <param name="Names">Each as a phrase.</param>
    public sealed record Named(string Name, IReadOnlyList<Phrase> Names) : QueryNode;

    /// <summary>What is known of an article beside its words.</summary>
    /// <param name="Value">In lower case.</param>
    public sealed record Fact(FactKind Kind, string Value) : QueryNode
    {
        /// <summary>True when it means this source; a star at its end stands for whatever follows.</summary>
        public bool MeansSource(string source) => Kind == FactKind.Source && (Value.EndsWith('*') ? source.StartsWith(Value[..^1], StringComparison.Ordinal) : source == Value);
    }

    /// <summary>Published, or first seen where no date is known, on the day or later.</summary>
    public sealed record After(DateOnly Day) : QueryNode;

    /// <summary>Published, or first seen where no date is known, before the day.</summary>
    public sealed record Before(DateOnly Day) : QueryNode;
}

/// <summary>A part of an article that has words.</summary>
public enum TextField
{
    Title,
    Standfirst,
    Text,
    Publisher,
    Authors,

    /// <summary>A file of the article: a report's PDF.</summary>
    File,
}

/// <summary>What a query may ask of an article beside its words.</summary>
public enum FactKind
{
    /// <summary>Its source's id; with a star at the end, the beginning of one.</summary>
    Source,
    Topic,

    /// <summary>The first part of its language tag.</summary>
    Language,

    /// <summary>It has an original, an attachment, an author or a date.</summary>
    Has,
}
