using Aggregator.Digests;
using Aggregator.Mailing;
using Aggregator.Sources;
using Aggregator.Watches;

namespace Aggregator.Commands;

/// <summary>What a subscriber must be before it is kept: told at the door, all of it at once.</summary>
internal static class SubscriberRules
{
    public static IEnumerable<string> Problems(Subscriber subscriber, OrganisationNames names)
    {
        if (!Recipient.IsGood(subscriber.Address))
            yield return $"'{subscriber.Address}' is no mail address, no https address and no feed as file:energy.atom.";
        if (subscriber.Name is { } name && (name.Length > 200 || name.Any(char.IsControl)))
            yield return "The name must be one line of at most 200 characters.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(subscriber.ZoneId, out _))
            yield return $"'{subscriber.ZoneId}' is no time zone: write it as Europe/London.";
        if (!LetterLanguage.IsKnown(subscriber.Language))
            yield return $"There are no letters in '{subscriber.Language}': their own words are English ({LetterLanguage.Own}), whatever the language of what they tell.";
        if (subscriber.Cap is < 1 or > 500)
            yield return $"--cap {subscriber.Cap} must lie between 1 and 500.";
        foreach (var twice in subscriber.Schedules.CountBy(schedule => schedule.Kind).Where(kind => kind.Value > 1))
            yield return $"There are two {twice.Key.ToString().ToLowerInvariant()} schedules: write their times in one, with commas.";
        foreach (var wrong in subscriber.Interest.Sources.Where(id => !SourceId.TryParse(id, out _)))
            yield return $"'{wrong}' is not the name of a source. 'aggregator sources' lists them.";
        foreach (var twice in subscriber.Interest.Watches.CountBy(watch => watch.Name).Where(watch => watch.Value > 1))
            yield return $"Two watches are called '{twice.Key}'.";
        foreach (var mistake in InterestJudge.Mistakes(subscriber.Interest, names))
            yield return mistake;
    }
}
