using Aggregator.Digests;
using Xunit;

namespace Aggregator.Mailing;

public sealed class SubscriptionLinksTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 7, 30, 0, TimeSpan.Zero);

    private static readonly Schedule Daily = new() { Kind = ScheduleKind.Daily, Times = [new TimeOnly(7, 30)] };

    private static readonly Subscriber Ann = new() { Address = "ann@example.org", Schedules = [Daily, new Schedule { Kind = ScheduleKind.Immediate }], Version = 3 };

    private static readonly Subscriber Bob = new() { Address = "bob@example.org", Schedules = [Daily] };

    private static readonly SubscriptionLinks Sut = Links.Of(new MailingSettings { Bounces = "bounces@example.org" }, "https://news.example.org/");

    [Fact]
    public void A_link_is_for_one_subscription_of_one_subscriber()
    {
        foreach (var subscription in Ann.Schedules.Select(schedule => Of(Ann, schedule)))
        {
            var known = Sut.Find(TokenOf(Sut.Unsubscribe(subscription)), [Bob, Ann], Now);
            Assert.Equal((LinkPurpose.Unsubscribe, subscription.Schedule, false), (known!.Purpose, known.Schedule, known.IsLate));
        }
        Assert.Null(Sut.Find(TokenOf(Sut.Unsubscribe(Of(Ann, Daily))), [Bob], Now));
        Assert.Equal(LinkPurpose.Manage, Sut.Find(TokenOf(Sut.Manage(Ann)), [Bob, Ann], Now)?.Purpose);
    }

    [Fact]
    public void A_changed_token_is_no_token()
    {
        var token = TokenOf(Sut.Unsubscribe(Of(Ann, Daily)));
        Assert.NotNull(Sut.Find(token.ToUpperInvariant(), [Ann], Now));
        for (var at = 0; at < token.Length; at++)
        {
            foreach (var letter in "a7q".Where(letter => letter != token[at]))
                Assert.Null(Sut.Find(token[..at] + letter + token[(at + 1)..], [Ann, Bob], Now));
        }
        Assert.All<string>(["", "a", token + "a", token[1..], new('a', 37), new('7', 37), new('é', 37)], text => Assert.Null(Sut.Find(text, [Ann], Now)));
    }

    [Fact]
    public void A_token_of_another_key_is_no_token()
    {
        var other = new SubscriptionLinks(new byte[32], new Uri("https://news.example.org/"), new MailingSettings());
        Assert.Null(Sut.Find(TokenOf(other.Manage(Ann)), [Ann], Now));
    }

    [Fact]
    public void A_confirmation_is_good_until_its_time_is_over_or_the_subscriber_was_saved_anew()
    {
        var token = TokenOf(Sut.Confirm(Ann, Now.AddDays(2)));
        Assert.False(Sut.Find(token, [Ann], Now.AddDays(2))!.IsLate);
        Assert.True(Sut.Find(token, [Ann], Now.AddDays(2).AddMinutes(1))!.IsLate);
        Assert.Null(Sut.Find(token, [Ann with { Version = 4 }], Now));
    }

    [Fact]
    public void A_token_names_nobody()
    {
        // It would be seen in logs of proxies and of mail servers.
        Assert.All<string>([TokenOf(Sut.Manage(Ann)), Sut.ReturnTo(Ann.Address).Address], text => Assert.DoesNotContain("ann", text[..^12], StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_public_address_there_are_no_pages_and_without_a_mailbox_no_mails()
    {
        var none = Links.Of(new MailingSettings());
        Assert.Null(none.Unsubscribe(Of(Ann, Daily)));
        Assert.Null(none.Manage(Ann));
        Assert.Null(none.Confirm(Ann, Now));
        Assert.Null(none.UnsubscribeByMail(Of(Ann, Daily)));
        Assert.Equal("aggregator@localhost", none.ReturnTo(Ann.Address).Address);
    }

    [Theory]
    [InlineData("bounces@example.org", true)]
    [InlineData("a-name-of-twenty-six-chars@example.org", true)]
    [InlineData("a-name-of-twenty-seven-char@example.org", false)]
    [InlineData("Bounces <bounces@example.org>", false)]
    [InlineData("\"a b\"@example.org", false)]
    [InlineData("bounces", false)]
    public void An_address_for_bounces_must_have_room_for_a_token(string address, bool isGood)
    {
        Assert.Equal(isGood, SubscriptionLinks.MayReturn(address));
        if (isGood)
            Assert.True(Links.Of(new MailingSettings { Bounces = address }).ReturnTo(Ann.Address).LocalPart.Length <= 64);
    }

    [Fact]
    public void A_key_is_made_once_and_hidden_from_others()
    {
        using var folder = new ScratchFolder();
        var key = LinksKey.Open(folder.Path);
        Assert.Equal(32, key.Length);
        Assert.Equal(key, LinksKey.Open(folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.In("links.key")));
        File.WriteAllBytes(folder.In("links.key"), key[1..]);
        Assert.Throws<InvalidDataException>(() => LinksKey.Open(folder.Path));
    }

    [Fact]
    public async Task Those_who_make_a_key_at_once_have_the_same_one()
    {
        // Who looks and moves in two steps fails in one of some ten times.
        for (var time = 0; time < 50; time++)
        {
            using var folder = new ScratchFolder();
            using var start = new Barrier(8);
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() => Together(start, folder.Path), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.All(keys, key => Assert.Equal(keys[0], key));
            Assert.Equal(["links.key"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        }

        static byte[] Together(Barrier start, string folder)
        {
            start.SignalAndWait(TestContext.Current.CancellationToken);
            return LinksKey.Open(folder);
        }
    }

    private static Subscription Of(Subscriber subscriber, Schedule schedule) => new("id", subscriber, schedule);

    private static string TokenOf(Uri? link) => link!.Segments[^1];
}
