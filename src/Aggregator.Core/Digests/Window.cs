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
