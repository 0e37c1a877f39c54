namespace Aggregator.Items;

/// <summary>An item that some gate left out, with the gate's name: the answer to "why was this not kept?".</summary>
/// <param name="Gate">The gate, as "no link" or "nothing to read".</param>
/// <param name="What">The item's title or link, as far as there is one.</param>
/// <param name="Why">A sentence.</param>
public sealed record Drop(string Gate, string What, string Why);
