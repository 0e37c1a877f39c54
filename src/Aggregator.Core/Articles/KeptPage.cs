using Aggregator.Downloads;
using Aggregator.Items;

namespace Aggregator.Articles;

/// <summary>The page of an article as it came, and the item that announced it: enough to write the article again.</summary>
/// <param name="At">When it was fetched.</param>
public sealed record KeptPage(Item Item, Download Page, DateTimeOffset At)
{
    /// <inheritdoc cref="PageOutcome.Page.Further"/>
    public IReadOnlyList<Download> Further { get; init; } = [];

    /// <summary>Why the page behind those did not come, in a sentence; null when there is none.</summary>
    public string? Missing { get; init; }

    /// <summary>What looking at the page came to.</summary>
    public PageOutcome.Page Outcome => new(Page) { Further = Further, Missing = Missing is null ? null : new PageOutcome.NoPage(Missing) };

    public static KeptPage Of(Item item, PageOutcome.Page page, DateTimeOffset at) => new(item, page.Download, at) { Further = page.Further, Missing = page.Missing?.Why };
}
