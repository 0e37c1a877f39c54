using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>Digests for tests.</summary>
internal static class SomeDigest
{
    public static readonly DateTimeOffset Closed = new(2026, 11, 22, 7, 30, 0, TimeSpan.Zero);

    /// <summary>A digest of one section for a recipient.</summary>
    public static Digest To(string address, params DigestEntry[] entries) => new()
    {
        Subscription = new Subscription($"{address}|daily", new Subscriber { Address = address }, new Schedule { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] }),
        Span = new WindowSpan(1, new Window(0, 300), null, Closed),
        Sections = [new DigestSection(SectionKind.Subject, "RUSI & friends", entries)],
        Stories = entries.Length,
    };

    public static DigestEntry Entry(long number, string title = "Who Keeps the Lights On?") =>
        new(number, title, new Uri($"https://rusi.example/{number}?a=1&b=2"), "A <summary> & more.", "21 Nov 2026, 10:00", null) { Published = Closed.AddDays(-1), Publisher = "RUSI" };

    /// <summary>As it would be frozen for a program or a feed.</summary>
    public static FrozenLetter Frozen(Digest digest, string id = "digest.1-300.abc@example.org") => new(id, digest.Subscriber.Address, DigestJson.Of(digest, id, "Energy").Written());
}
