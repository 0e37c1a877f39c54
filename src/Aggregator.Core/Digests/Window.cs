namespace Aggregator.Digests;

/// <summary>What a digest covers: the articles first seen after one number, up to and with another. Windows of a subscription touch and never overlap.</summary>
/// <param name="After">The last number of the window before; 0 for the first.</param>
/// <param name="UpTo">The last number that is in it.</param>
public readonly record struct Window(long After, long UpTo)
{
    public bool IsEmpty => UpTo <= After;

    public bool Covers(long number) => number > After && number <= UpTo;

    public override string ToString() => $"{After + 1}-{UpTo}";
}

/// <summary>A window of a subscription, and the moments of the calendar between which it was open.</summary>
/// <param name="Number">Its place among the subscription's windows: 1, 2, 3 …</param>
/// <param name="Opened">When the window before closed; null for the first.</param>
/// <param name="Windows">How many windows of the schedule it makes up for in one: more than 1 when the program was down for long.</param>
public sealed record WindowSpan(int Number, Window Window, DateTimeOffset? Opened, DateTimeOffset Closed, int Windows = 1);
