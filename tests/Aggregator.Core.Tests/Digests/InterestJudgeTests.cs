using Aggregator.Articles;
using Aggregator.Sources;
using Aggregator.Watches;
using Xunit;

namespace Aggregator.Digests;

public sealed class InterestJudgeTests
{
    private static readonly OrganisationNames Names = new([["RUSI", "Royal United Services Institute"]]);

    [Fact]
    public void Who_follows_nothing_named_is_told_everything() => Assert.Empty(Hits(Interest.Everything)!);

    [Fact]
    public void A_source_an_organisation_under_any_name_or_a_topic_is_enough()
    {
        Assert.NotNull(Hits(new Interest { Sources = ["wire"] }));
        Assert.NotNull(Hits(new Interest { Organisations = ["Royal United Services Institute"] }));
        Assert.NotNull(Hits(new Interest { Topics = ["Energy"], Sources = ["other"] }));
        Assert.Null(Hits(new Interest { Topics = ["Defence"], Sources = ["other"], Organisations = ["CEPS"] }));
    }

    [Fact]
    public void A_watch_finds_what_is_not_followed_and_says_by_which_words()
    {
        var hit = Assert.Single(Hits(new Interest { Sources = ["other"], Watches = [new Watch("Gas", "gas NEAR/3 storage"), new Watch("Ships", "frigate")] })!);
        Assert.Equal(("Gas", "text"), (hit.Watch, hit.Reasons[0].Field));
        Assert.Contains("storage of gas", hit.Reasons[0].Around, StringComparison.Ordinal);
        Assert.Null(Hits(new Interest { Watches = [new Watch("Ships", "frigate")] }));
    }

    [Fact]
    public void An_alert_with_watches_tells_only_what_they_find()
    {
        var interest = new Interest { Sources = ["wire"], Watches = [new Watch("Ships", "frigate")] };
        Assert.NotNull(Hits(interest));
        Assert.Null(Hits(interest, ScheduleKind.Immediate));
        Assert.NotNull(Hits(interest with { Watches = [] }, ScheduleKind.Immediate));
    }

    [Fact]
    public void What_cannot_be_read_is_told_with_the_watchs_name() =>
        Assert.Contains("'Gas'", Assert.Single(InterestJudge.Mistakes(new Interest { Watches = [new Watch("Gas", "gas AND (")] }, Names)), StringComparison.Ordinal);

    private static IReadOnlyList<WatchHit>? Hits(Interest interest, ScheduleKind kind = ScheduleKind.Daily)
    {
        var schedule = new Schedule { Kind = kind };
        var subscription = new Subscription("a|x", new Subscriber { Address = "a@example.org", Interest = interest, Schedules = [schedule] }, schedule);
        return new InterestJudge(Names).Of(Kept()).HitsOf(subscription);
    }

    private static KeptArticle Kept() => new(1, default, 1, new Article
    {
        Source = SourceId.TryParse("wire", out var id) ? id : default,
        Title = "A cold winter",
        Text = "What the storage of gas costs.",
        Html = "",
        Original = OriginalLink.None,
        Publisher = "RUSI",
        Topics = ["Energy"],
    });
}
