namespace Aggregator.Watches;

/// <summary>A saved query that somebody follows, under a name of its own.</summary>
/// <param name="Words">The text of a <see cref="Query"/>, already known to be good.</param>
public sealed record Watch(string Name, string Words);
