namespace Aggregator.Mailing;

/// <summary>Links made with an invented key.</summary>
internal static class Links
{
    /// <summary>32 bytes that are no secret.</summary>
    public static byte[] Key => [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    public static SubscriptionLinks Of(MailingSettings settings, string? address = null) => new(Key, address is null ? null : new Uri(address), settings);
}
