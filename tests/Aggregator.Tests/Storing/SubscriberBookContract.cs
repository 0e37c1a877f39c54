using Aggregator.Digests;
using Aggregator.Watches;
using Xunit;

namespace Aggregator.Storing;

/// <summary>What every book of subscribers promises.</summary>
public abstract class SubscriberBookContract(bool overSocket) : StoreContract(overSocket)
{
    private static readonly Subscriber Ana = new()
    {
        Address = "Ana@Example.org",
        Name = "Ana",
        ZoneId = "America/Lima",
        Schedules = [new Schedule { Kind = ScheduleKind.Monthly, Days = [1, 15], Times = [new TimeOnly(8, 0), new TimeOnly(17, 30)] }],
        Interest = new Interest { Organisations = ["RUSI"], Watches = [new Watch("Gas", "gas NEAR/5 storage")] },
        Consent = [new ConsentNote(Some.Morning, "Added.")],
        Since = Some.Morning,
    };

    [Fact]
    public async Task A_subscriber_comes_back_as_it_was_saved_under_any_capitals()
    {
        Assert.True(await Subscribers.SaveAsync(Ana, Stop));
        await RestartAsync();
        Assert.Equivalent(Ana with { Version = 1 }, await Subscribers.FindAsync("ana@EXAMPLE.org", Stop), strict: true);
        Assert.Single(await Subscribers.AllAsync(Stop));
    }

    [Fact]
    public async Task Who_read_an_older_version_cannot_overwrite_a_newer_one()
    {
        Assert.True(await Subscribers.SaveAsync(Ana, Stop));
        Assert.False(await Subscribers.SaveAsync(Ana with { Name = "Another" }, Stop));
        var read = await Subscribers.FindAsync(Ana.Address, Stop);
        Assert.True(await Subscribers.SaveAsync(read! with { Name = "Ana Maria" }, Stop));
        Assert.False(await Subscribers.SaveAsync(read with { State = SubscriberState.Stopped }, Stop));
        Assert.Equal("Ana Maria", (await Subscribers.FindAsync(Ana.Address, Stop))!.Name);
    }

    [Fact]
    public async Task Who_was_changed_meanwhile_is_not_removed()
    {
        await Subscribers.SaveAsync(Ana, Stop);
        var read = (await Subscribers.FindAsync(Ana.Address, Stop))!;
        await Subscribers.SaveAsync(read with { Name = "Ana Maria" }, Stop);
        Assert.False(await Subscribers.RemoveAsync(read, Stop));
        Assert.Equal("Ana Maria", (await Subscribers.FindAsync(Ana.Address, Stop))?.Name);
    }

    [Fact]
    public async Task Who_is_removed_is_gone_and_may_come_back()
    {
        Assert.False(await Subscribers.RemoveAsync(Ana, Stop));
        await Subscribers.SaveAsync(Ana, Stop);
        Assert.True(await Subscribers.RemoveAsync((await Subscribers.FindAsync("ana@example.org", Stop))!, Stop));
        Assert.Null(await Subscribers.FindAsync(Ana.Address, Stop));
        Assert.True(await Subscribers.SaveAsync(Ana, Stop));
    }
}

/// <summary>Subscribers in LiteDB, asked by its owner.</summary>
public sealed class LiteDbSubscriberBookTests() : SubscriberBookContract(overSocket: false);

/// <summary>The same, asked over the socket.</summary>
public sealed class RemoteSubscriberBookTests() : SubscriberBookContract(overSocket: true);
