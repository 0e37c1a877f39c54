namespace Aggregator.Text;

/// <summary>One candidate for a document's date, and what it was read from.</summary>
/// <param name="Value">The date as written.</param>
/// <param name="From">Where it stood, in a reader's words: "the header line", "the feed".</param>
/// <param name="Confidence">From 0 to 1: how far this place can be trusted to mean publication. What has 0 is told, and never counts.</param>
public sealed record DateEvidence(WrittenDate Value, string From, double Confidence);
