using Aggregator.Downloads;
using Aggregator.Items;

namespace Aggregator.Articles;

/// <summary>The page of an article as it came, and the item that announced it: enough to write the article again.</summary>
/// <param name="At">When it was fetched.</param>
public sealed record KeptPage(Item Item, Download Page, DateTimeOffset At);
