namespace Aggregator.Articles;

/// <summary>Which of 03/04/2026 is the day, as far as a page's language and country say.</summary>
internal enum DayOrder
{
    Unknown,
    DayFirst,
    MonthFirst,
}

/// <summary>Tells the order of day and month from what a page says of itself.</summary>
internal static class DayOrders
{
    private static readonly string[] DayFirstCountries = ["uk", "au", "nz", "ie", "in", "za", "sg", "ng", "ke", "gh", "pk", "my", "hk", "mt", "eu"];

    /// <summary>English alone says nothing, since London and New York write it; every other language has the day before the month.</summary>
    public static DayOrder Of(string? language, Uri? address)
    {
        var parts = (language ?? "").ToLowerInvariant().Split('-', '_');
        var country = address is null ? "" : address.Host[(address.Host.LastIndexOf('.') + 1)..];
        if (parts is ["en", "us", ..] && !DayFirstCountries.Contains(country))
            return DayOrder.MonthFirst;
        if (parts[0] is { Length: 2 } and not "en" || (parts is ["en", var where, ..] && (where == "gb" || DayFirstCountries.Contains(where))) || DayFirstCountries.Contains(country))
            return DayOrder.DayFirst;
        return country is "gov" or "mil" or "us" or "edu" ? DayOrder.MonthFirst : DayOrder.Unknown;
    }
}
