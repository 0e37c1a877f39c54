using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>The sentences at the end of a letter: why it came, what it covers, how it ends.</summary>
internal static class AboutWords
{
    /// <summary>Names told of each kind: an interest may have hundreds.</summary>
    private const int MostNames = 12;

    public static bool IsSettingsReader(Digest digest) => digest.Subscription.Id == Subscription.OfSettings;

    public static IEnumerable<string> Of(Digest digest) => [Why(digest), Covered(digest)];

    /// <summary>How to change or end it without a link.</summary>
    public static string Ending(string sender) => $"To change or end it, write to {sender}, or ask whoever runs this Aggregator.";

    private static string Why(Digest digest)
    {
        var subscriber = digest.Subscriber;
        var address = LetterLine.Closed(LetterLine.Of(subscriber.Address, 254));
        if (IsSettingsReader(digest))
            return $"You get this because {address} is the digest's reader in the settings of this Aggregator (Digesting:To). Whoever runs it can change or end that there.";
        return $"You get this because {address} subscribes to {FollowedBy(digest.Subscription)}, {ScheduleWords.Of(digest.Subscription.Schedule)} on the clock of {subscriber.Zone.Id}.";
    }

    /// <summary>All that is followed, by name: who forgot what was asked for finds it here.</summary>
    private static string FollowedBy(Subscription subscription)
    {
        var interest = subscription.Subscriber.Interest;
        var parts = new List<string>();
        if (interest.Watches.Count > 0)
            parts.Add($"what {Listed("watch", "watches", interest.Watches.Select(watch => watch.Name))} {(interest.Watches.Count == 1 ? "finds" : "find")}");
        // An alert with watches tells what they find, and nothing else.
        if (subscription.IsAlert && parts.Count > 0)
            return parts[0];
        if (interest.Organisations.Count > 0)
            parts.Add(Listed("organisation", "organisations", interest.Organisations));
        if (interest.Topics.Count > 0)
            parts.Add(Listed("topic", "topics", interest.Topics));
        if (interest.Sources.Count > 0)
            parts.Add(Listed("source", "sources", interest.Sources));
        return parts.Count == 0 ? "everything that this Aggregator reads" : ScheduleWords.And(parts, "; ");
    }

    private static string Listed(string one, string many, IEnumerable<string> names)
    {
        var quoted = names.Select(name => $"“{LetterLine.Closed(LetterLine.Named(name, 120))}”").ToList();
        var told = quoted.Count <= MostNames ? quoted : [.. quoted.Take(MostNames), $"{quoted.Count - MostNames} more"];
        return $"the {(quoted.Count == 1 ? one : many)} {ScheduleWords.And(told, ", ")}";
    }

    private static string Covered(Digest digest)
    {
        var (span, zone) = (digest.Span, digest.Subscriber.Zone);
        var numbers = digest.Window.IsEmpty ? "no article" : $"no. {digest.Window.After + 1} to no. {digest.Window.UpTo}";
        var (until, offset) = (LetterWords.Moment(span.Closed, zone), LetterWords.Offset(span.Closed, zone));
        // In a night when clocks change, the two ends differ in their offset.
        var from = span.Opened is not { } opened ? "" : LetterWords.Offset(opened, zone) == offset ? $"from {LetterWords.Moment(opened, zone)} " : $"from {LetterWords.Moment(opened, zone)} ({LetterWords.Offset(opened, zone)}) ";
        var makesUp = span.Windows > 1 ? $"It makes up for {span.Windows} letters in one. " : "";
        return $"{makesUp}It covers what was first seen {from}until {until} ({zone.Id}, {offset}): {numbers}. The next one begins right after that, so nothing is told twice and nothing is left out.";
    }
}
