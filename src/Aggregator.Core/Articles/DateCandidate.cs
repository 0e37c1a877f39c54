using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>A day that a page may have been published on.</summary>
/// <param name="Witness">Who says so: two of one kind are one witness.</param>
/// <param name="IsPrinted">True when a reader sees it with the article.</param>
internal readonly record struct DateCandidate(DateEvidence Evidence, DateWitness Witness, bool IsPrinted = false)
{
    public WrittenDate Value => Evidence.Value;
}

/// <summary>The kinds of witness for a date.</summary>
internal enum DateWitness
{
    /// <summary>What the publisher's system writes for machines: JSON-LD and metas.</summary>
    Head,

    /// <summary>An element marked as a time.</summary>
    Marked,

    /// <summary>Words that a reader sees.</summary>
    Printed,

    /// <summary>The page's address.</summary>
    Address,

    /// <summary>The source's list.</summary>
    Feed,

    /// <summary>What somebody who knows the site wrote down: where its date stands.</summary>
    Rule,
}
