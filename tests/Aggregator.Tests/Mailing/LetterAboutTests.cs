using System.Net;
using Aggregator.Digests;
using Aggregator.Watches;
using Xunit;
using static Aggregator.Mailing.SampleLetters;

namespace Aggregator.Mailing;

/// <summary>What stands at the end of a letter: why it came, what it covers, how it ends.</summary>
public sealed class LetterAboutTests
{
    [Fact]
    public async Task A_letter_says_why_it_came_by_the_names_of_all_that_is_followed() =>
        await SaysAsync(Full(), "You get this because analyst@example.org subscribes to what the watches “Energy under blockade” and “Spare ships” find; the organisations “Institute for Coasts”, “Harbour Forum” and “Grid & Sea Review”; and the source “isle-policy-centre”, every weekday at 07:30 on the clock of Europe/London.");

    [Fact]
    public async Task A_long_list_of_names_or_of_problems_takes_no_story_its_place()
    {
        var digest = Full();
        var interest = new Interest { Sources = [.. Enumerable.Range(1, 500).Select(number => $"source-{number}")] };
        digest = digest with
        {
            Subscription = digest.Subscription with { Subscriber = digest.Subscriber with { Interest = interest } },
            Troubles = [.. Enumerable.Range(1, 500).Select(number => new SourceTrouble($"source-{number}", new string('x', 300)))],
        };
        await SaysAsync(digest, "“source-11”, “source-12” and 488 more, every weekday");
        await SaysAsync(digest, "485 more sources have problems");
        Assert.Contains("12 more stories", (await WriteAsync(digest)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_follows_everything_reads_that() =>
        await SaysAsync(Of(), "subscribes to everything that this Aggregator reads, every day at 07:30");

    [Fact]
    public async Task An_alert_is_for_its_watches_alone()
    {
        var interest = new Interest { Watches = [new Watch("Blockade", "blockade")], Topics = ["energy"] };
        await SaysAsync(Of() with { Subscription = new Subscription("a|immediate", new Subscriber { Address = "a@example.org", Interest = interest }, new Schedule { Kind = ScheduleKind.Immediate }) },
            "a@example.org subscribes to what the watch “Blockade” finds, as soon as something is there on the clock of Europe/London.");
    }

    [Theory]
    [InlineData("daily 07:30,17:00", "every day at 07:30 and 17:00")]
    [InlineData("weekdays 07:30", "every weekday at 07:30")]
    [InlineData("weekly mon,thu,fri 08:00", "every Monday, Thursday and Friday at 08:00")]
    [InlineData("monthly 1,2,3,11,22 08:00", "on the 1st, 2nd, 3rd, 11th and 22nd of every month at 08:00")]
    [InlineData("monthly 31 08:00", "on the 31st of every month (or its last day) at 08:00")]
    [InlineData("immediate", "as soon as something is there")]
    public void A_schedule_is_said_as_a_person_would(string schedule, string words) => Assert.Equal(words, ScheduleWords.Of(ScheduleText.Parse(schedule, out _)!));

    [Fact]
    public async Task The_reader_of_the_settings_is_told_where_that_is_set() =>
        await SaysAsync(Of() with { Subscription = SubscriptionOf("a@example.org", "Europe/London") with { Id = "daily" } }, "a@example.org is the digest's reader in the settings of this Aggregator (Digesting:To). Whoever runs it can change or end that there.");

    [Fact]
    public async Task A_letter_says_what_it_covers_on_the_readers_clock() =>
        await SaysAsync(Full(), "It covers what was first seen from Friday 20 November 2026, 07:30 until Monday 23 November 2026, 07:30 (Europe/London, UTC): no. 10483 to no. 10611.");

    [Fact]
    public async Task In_a_night_when_clocks_change_both_ends_have_their_offset() =>
        await SaysAsync(Of() with { Span = new WindowSpan(2, new Window(0, 3), new DateTimeOffset(2026, 10, 24, 6, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 25, 7, 30, 0, TimeSpan.Zero)) },
            "from Saturday 24 October 2026, 07:30 (UTC+01:00) until Sunday 25 October 2026, 07:30 (Europe/London, UTC)");

    [Fact]
    public async Task A_letter_that_makes_up_for_others_says_for_how_many()
    {
        var digest = Full();
        await SaysAsync(digest with { Span = digest.Span with { Windows = 3 } }, "It makes up for 3 letters in one.");
        Assert.DoesNotContain("makes up", (await WriteAsync(digest)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_new_is_a_letter_of_its_own()
    {
        var letter = await WriteAsync(NothingNew());
        Assert.Equal("[Think tanks] Nothing new – 24 Nov", letter.Subject);
        await SaysAsync(NothingNew(), "Nothing that you follow was first seen in the time that this letter covers. You get it because you asked to hear that, too.");
        await SaysAsync(NothingNew(), "(Europe/London, UTC): no article.");
    }

    [Fact]
    public async Task Silence_with_a_broken_source_is_no_promise() =>
        await SaysAsync(NothingNew() with { Troubles = [new SourceTrouble("ceps", "ceps.example answered 403 Forbidden.")] }, "1 source has problems: what it publishes may come late.");

    [Fact]
    public async Task Both_forms_carry_the_links_that_change_and_end_it()
    {
        var links = new LetterLinks(new Uri("https://digest.example/unsubscribe/abc?x=1&y=2"), new Uri("https://digest.example/manage/abc"));
        var letter = await WriteAsync(Full(), Settings, links);
        Assert.Contains("https://digest.example/unsubscribe/abc?x=1&y=2", Lines(letter));
        Assert.Contains("https://digest.example/manage/abc", Lines(letter));
        Assert.Contains("<a href=\"https://digest.example/unsubscribe/abc?x=1&amp;y=2\"", letter.Html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://digest.example/manage/abc\"", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("write to", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_links_a_letter_says_whom_to_write_to() =>
        await SaysAsync(Full(), "To change or end it, write to news@example.org, or ask whoever runs this Aggregator.");

    [Fact]
    public async Task A_language_that_we_have_no_words_in_gets_english()
    {
        var digest = Full();
        var letter = await WriteAsync(digest with { Subscription = digest.Subscription with { Subscriber = digest.Subscriber with { Language = "ar" } } });
        Assert.Equal((await WriteAsync(digest)).Html, letter.Html);
        Assert.Contains("<html lang=\"en\" dir=\"ltr\">", letter.Html, StringComparison.Ordinal);
    }

    private static async Task SaysAsync(Digest digest, string sentence)
    {
        var letter = await WriteAsync(digest);
        Assert.Contains(sentence, letter.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(sentence, WebUtility.HtmlDecode(letter.Html), StringComparison.Ordinal);
    }
}
