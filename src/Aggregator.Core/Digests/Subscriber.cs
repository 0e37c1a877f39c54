using Aggregator.Watches;

namespace Aggregator.Digests;

/// <summary>Who is told: an address, the clock by which it is read, what it follows and how often it wants to hear.</summary>
public sealed record Subscriber
{
    /// <summary>A mail address; or where else digests go: the https address of a webhook, or a feed as <c>file:energy.atom</c> (.atom or .json).</summary>
    public required string Address { get; init; }

    /// <summary>The name of the person; null when not given.</summary>
    public string? Name { get; init; }

    /// <summary>IANA zone in which times are shown and windows close.</summary>
    public string ZoneId { get; init; } = "Europe/London";

    /// <summary>BCP 47 tag of the language the letter is written in.</summary>
    public string Language { get; init; } = "en";

    public Interest Interest { get; init; } = Interest.Everything;

    public IReadOnlyList<Schedule> Schedules { get; init => field = value ?? []; } = [];

    /// <summary>True for a letter that says so when a window holds nothing.</summary>
    public bool TellsNothing { get; init; }

    /// <summary>Stories in one letter, at most; what is over it is counted there and stays in the archive.</summary>
    public int Cap { get; init; } = DigestComposer.UsualCap;

    public DigestOrder Order { get; init; }

    public SubscriberState State { get; init; } = SubscriberState.Active;

    /// <summary>From when on it is told what is new; null for everything that was ever kept.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What was agreed, asked for and answered, the oldest first.</summary>
    public IReadOnlyList<ConsentNote> Consent { get; init => field = value ?? []; } = [];

    /// <summary>Letters in a row that bounced for reasons that may pass.</summary>
    public int SoftBounces { get; init; }

    /// <summary>Goes up with every change that is saved; 0 before the first.</summary>
    public int Version { get; init; }

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(ZoneId);

    /// <summary>The address as it tells subscribers apart.</summary>
    public string Key => Address.ToLowerInvariant();

    public IEnumerable<Subscription> Subscriptions() => Schedules.Select(schedule => new Subscription($"{Key}|{schedule.Kind.ToString().ToLowerInvariant()}", this, schedule));

    /// <summary>The same with another state, and a note of when and why. Who begins anew is told what comes from now on; who only paused misses nothing.</summary>
    public Subscriber Turned(SubscriberState state, DateTimeOffset now, string what) => this with
    {
        State = state,
        Since = state == SubscriberState.Active && State is SubscriberState.Unconfirmed or SubscriberState.Stopped ? now : Since,
        // What came back before was before.
        SoftBounces = state == SubscriberState.Active && State != SubscriberState.Active ? 0 : SoftBounces,
        Consent = [.. Consent, new ConsentNote(now, what)],
    };
}

/// <summary>Whether a subscriber is told anything.</summary>
public enum SubscriberState
{
    Active,

    /// <summary>Asked, and not yet answered: gets nothing but that question.</summary>
    Unconfirmed,

    /// <summary>Gets nothing for a while; what comes meanwhile is told in one letter afterwards.</summary>
    Paused,

    /// <summary>Has unsubscribed, or its mail server says that the address does not exist.</summary>
    Stopped,
}

/// <summary>One line of a subscriber's history.</summary>
public sealed record ConsentNote(DateTimeOffset At, string What);

/// <summary>By what the stories of a letter are gathered, below those that a watch found.</summary>
public enum DigestOrder
{
    Organisation,
    Topic,
}

/// <summary>What a subscriber follows: articles of any of these sources, organisations and topics, and what any of these watches finds. Nothing named is everything.</summary>
public sealed record Interest
{
    public static readonly Interest Everything = new();

    public IReadOnlyList<string> Sources { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Organisations { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Topics { get; init => field = value ?? []; } = [];

    public IReadOnlyList<Watch> Watches { get; init => field = value ?? []; } = [];
}
