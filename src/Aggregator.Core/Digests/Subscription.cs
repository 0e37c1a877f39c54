namespace Aggregator.Digests;

/// <summary>One subscriber's wish to hear at one rhythm: its windows touch and never overlap, whatever else the subscriber gets.</summary>
/// <param name="Id">Names it in the ledger for ever: the address and the kind of schedule.</param>
public sealed record Subscription(string Id, Subscriber Subscriber, Schedule Schedule)
{
    /// <summary>The subscription of the settings' reader, as ledgers have named it from the beginning.</summary>
    public const string OfSettings = "daily";

    /// <summary>An alert may come twice rather than never: when nobody knows whether it arrived, it is sent again under its old Message-ID.</summary>
    public bool IsAlert => Schedule.Kind == ScheduleKind.Immediate;
}
