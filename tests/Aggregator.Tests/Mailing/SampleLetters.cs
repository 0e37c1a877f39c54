using Aggregator.Digests;
using Aggregator.Watches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Xunit;

namespace Aggregator.Mailing;

/// <summary>Digests such as readers get, all invented, and the letters made of them.</summary>
internal static class SampleLetters
{
    public const string Summary = "A spare hull, lent to five islands in turn, would be idle for fewer days than five of their own. The port authorities that ran the numbers found three ways to pay for it, and one of them needs no new law.";

    public static readonly MailingSettings Settings = new() { From = "Aggregator <news@example.org>", List = "Think tanks" };

    /// <summary>A picture of 240 by 80, all of one colour.</summary>
    public static readonly byte[] Gif = [.. "GIF89a"u8, 240, 0, 80, 0, 0x80, 0, 0, 20, 83, 107, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

    private static readonly string[] Titles =
    [
        "Who Keeps the Lights On in a Blockade?", "Bollards & Barges: The Quiet Ports That Would Decide a Long War", "Five Islands, One Hull", "The Price of a Spare Transformer – and Who Should Pay It",
        "Why Small Harbours Matter More Than Large Fleets When Cables Are Cut and Nobody Will Say by Whom", "What the Grid Code Forgot", "A Ledger for Borrowed Ships", "Insurance at the End of the World",
    ];

    public static Task<Letter> WriteAsync(Digest digest) => WriteAsync(digest, Settings, LetterLinks.None);

    public static async Task<Letter> WriteAsync(Digest digest, MailingSettings settings, LetterLinks links)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        return await new LetterWriter(settings, new LetterEnvelope(settings, Aggregator.Mailing.Links.Of(settings)), services, NullLoggerFactory.Instance).WriteAsync(digest, links, TestContext.Current.CancellationToken);
    }

    public static MimeMessage Parsed(Letter letter) => MimeMessage.Load(new MemoryStream(letter.Message), TestContext.Current.CancellationToken);

    public static string[] Lines(Letter letter) => Parsed(letter).TextBody!.ReplaceLineEndings("\n").Split('\n');

    public static Digest Of(params DigestSection[] sections) => new()
    {
        Subscription = SubscriptionOf("analyst@example.org", "Europe/London"),
        Span = new WindowSpan(1, new Window(0, 3), null, new DateTimeOffset(2026, 11, 22, 7, 30, 0, TimeSpan.Zero)),
        Sections = sections,
        Stories = sections.Sum(section => section.Entries.Count),
    };

    public static Subscription SubscriptionOf(string address, string zone) =>
        new($"{address}|daily", new Subscriber { Address = address, ZoneId = zone }, new Schedule { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] });

    public static DigestEntry Entry(long number, string title) =>
        new(number, title, new Uri($"https://rusi.example/{number}?a=1&b=2"), "A summary.", "21 Nov 2026, 10:00", null);

    public static WatchHit Hit(string watch, string around, string term, string field = "text") =>
        new(watch, [new MatchReason(term, field, around, [new MatchMark(around.IndexOf(term, StringComparison.OrdinalIgnoreCase), term.Length)])]);

    /// <summary>A letter at the cap: two watches, four publishers, what has no date, two sources that fail.</summary>
    public static Digest Full()
    {
        var watched = Section(SectionKind.Watch, "Energy under blockade", 1, 8, entry => entry with { Publisher = "Institute for Coasts", Hits = HitsOf(entry) });
        var second = Section(SectionKind.Watch, "Spare ships", 9, 3, entry => entry with { Publisher = "Harbour Forum", Via = "www.wired-gov.example", Copies = [901, 902], Missing = $"Its page 3 is missing: read it at {entry.Link}/3. www.coasts.example answered 503 Service Unavailable.", Hits = [Hit("Spare ships", entry.Summary!, "spare hull")] });
        return Of(watched, second, Section(SectionKind.Subject, "Institute for Coasts", 12, 10), Section(SectionKind.Subject, "Harbour Forum", 22, 9), Section(SectionKind.Subject, "Grid & Sea Review", 31, 8), Section(SectionKind.Undated, "Without a date", 39, 2, entry => entry with { Date = "no date given, first seen 21 Nov 2026, 10:00", Publisher = "Isle Policy Centre" })) with
        {
            Stories = 52,
            NotShown = [.. Enumerable.Range(60, 12).Select(number => (IReadOnlyList<long>)[number])],
            Subscription = Reader(),
            Span = new WindowSpan(41, new Window(10_482, 10_611), new DateTimeOffset(2026, 11, 20, 7, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 23, 7, 30, 0, TimeSpan.Zero)),
            Troubles = [new SourceTrouble("isle-policy-centre", "Quiet for 16 days; it usually publishes every 2 days."), new SourceTrouble("harbour-forum", "harbour.example answered 403 Forbidden, 4 times since 19 November.")],
        };
    }

    public static Digest NothingNew() => Of() with
    {
        Subscription = Reader(),
        Span = new WindowSpan(42, new Window(10_611, 10_611), new DateTimeOffset(2026, 11, 23, 7, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 7, 30, 0, TimeSpan.Zero)),
    };

    public static Digest RightToLeft() => Of(
        new DigestSection(SectionKind.Watch, "الطاقة تحت الحصار", [Entry(1, "من يُبقي الأنوار مضاءة 24 ساعة؟") with { Language = "ar", Publisher = "معهد السواحل", Summary = "خمس جزر تتقاسم سفينة واحدة، وثلاث طرق لدفع ثمنها.", Hits = [Hit("الطاقة تحت الحصار", "خمس جزر تتقاسم سفينة واحدة تحت الحصار البحري", "الحصار")] }]),
        new DigestSection(SectionKind.Subject, "מכון החופים", [Entry(2, "מי ישלם על 12 שנאים?") with { Language = "he", Publisher = "מכון החופים", Summary = "שאלה של ביטוח." }, Entry(3, "A note in English on مضيق and ports") with { Language = "en-GB" }]),
        new DigestSection(SectionKind.Subject, "海岸研究所", [Entry(4, "谁在封锁中维持照明") with { Language = "zh-Hans", Summary = "一艘轮流借给五个岛屿的备用船闲置的日子会更少。" }]));

    public static Digest Hostile()
    {
        const string script = "</title></style><script>alert(1)</script>\"><img src=x onerror=alert(1)> {{7*7}} ${x} &lt;b&gt;";
        var turned = "\u202Egnp.exe\u202C \u2066a\u2067b\u2069 zero\u200Bwidth \uFEFF\u00AD half \uD83D pair \uDE00 \0\u001b[31m\r\nBcc: everybody@example.org\r\n\r\nForged";
        var endless = string.Concat(Enumerable.Repeat("Ω", 10_000));
        return Of([.. new[] { script, turned, endless, "🙂👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿", "   " }.Select((text, at) => new DigestSection(at % 2 == 0 ? SectionKind.Watch : SectionKind.Subject, text,
            [Entry(at + 1, text) with { Summary = text, Date = text, Via = text, Publisher = text + "x", Doubt = at == 2 ? text : null, Missing = $"{text} https://rusi.example/\"><script>alert(1)</script>. {text}", Language = at == 0 ? "x\" onload=\"" : "de", Link = new Uri("https://rusi.example/\"><script>"), Hits = [new WatchHit(text + "y", [new MatchReason(text, text, text, [new MatchMark(0, 3), new MatchMark(2, 1), new MatchMark(text.Length - 1, 99), new MatchMark(-5, 2)])])] }]))]) with
        {
            Troubles = [new SourceTrouble(script, turned), new SourceTrouble(endless, script)],
            Subscription = new Subscription("x", new Subscriber { Address = "\"<script>alert(1)</script>\"@example.org", ZoneId = "Asia/Kathmandu", Interest = new Interest { Watches = [new Watch(script, "a"), new Watch(turned, "b")], Organisations = [endless], Topics = [script], Sources = [turned] } }, new Schedule { Kind = ScheduleKind.Monthly, Days = [1, 31], Times = [new TimeOnly(8, 0)] }),
        };
    }

    private static Subscription Reader()
    {
        var subscriber = new Subscriber
        {
            Address = "analyst@example.org",
            TellsNothing = true,
            Interest = new Interest { Watches = [new Watch("Energy under blockade", "blockade"), new Watch("Spare ships", "\"spare hull\"")], Organisations = ["Institute for Coasts", "Harbour Forum", "Grid & Sea Review"], Sources = ["isle-policy-centre"] },
        };
        return new Subscription("analyst@example.org|weekdays", subscriber, new Schedule { Kind = ScheduleKind.Weekdays, Times = [new TimeOnly(7, 30)] });
    }

    private static DigestSection Section(SectionKind kind, string title, int from, int count, Func<DigestEntry, DigestEntry>? with = null) => new(kind, title,
        [.. Enumerable.Range(from, count).Select(number => Entry(10_500 + number, Titles[number % Titles.Length]) with
        {
            Link = new Uri($"https://www.coasts.example/research/publications/commentary/who-keeps-the-lights-on-in-a-blockade-{number}"),
            Summary = Summary,
            Date = $"{1 + (number / 2)} Nov 2026, 10:{number:00}",
            Publisher = title,
        }).Select(entry => with is null ? entry : with(entry))]);

    private static IReadOnlyList<WatchHit> HitsOf(DigestEntry entry) =>
    [
        new WatchHit("Energy under blockade", [.. Hit("", "…none of the five harbours that were asked had planned for a blockade of more than nine days, and two had no plan for", "blockade").Reasons, .. Hit("", entry.Title, entry.Title.Split(' ')[0], "title").Reasons, new MatchReason("energy", "topic", "energy", [])]),
        .. entry.Number % 3 == 0 ? [Hit("Spare ships", "…that the spare hull would be idle for fewer days than…", "spare hull", "report.pdf, p. 12")] : Array.Empty<WatchHit>(),
    ];
}
