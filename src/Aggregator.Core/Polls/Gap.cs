using System.Globalization;

namespace Aggregator.Polls;

/// <summary>A time of which we cannot say that we saw everything: nothing of the answer before it stood in the answer after it.</summary>
/// <param name="From">The last poll before it.</param>
/// <param name="To">The first poll after it.</param>
/// <param name="Items">Items in the answer after it.</param>
public sealed record Gap(DateTimeOffset From, DateTimeOffset To, int Items)
{
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"Between {From.UtcDateTime:yyyy-MM-dd HH:mm} and {To.UtcDateTime:yyyy-MM-dd HH:mm} UTC more may have come than was seen: all {Items} items of the next answer were new.");

    /// <summary>Two gaps of which none is filled are told as one span.</summary>
    public Gap After(Gap? open) => open is null ? this : this with { From = open.From };
}
