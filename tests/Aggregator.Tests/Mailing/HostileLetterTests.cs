using System.Text;
using System.Text.RegularExpressions;
using Aggregator.Digests;
using Xunit;
using static Aggregator.Mailing.SampleLetters;

namespace Aggregator.Mailing;

/// <summary>Whatever others write into titles, names and addresses, a letter stays one letter, to one reader, that shows text.</summary>
public sealed partial class HostileLetterTests
{
    public static TheoryData<string> Titles => new(
        "Peace\r\nBcc: everybody@example.org\r\n\r\n<p>Forged</p>", "\u202Egnp.exe\u202C turned \u2067 around \u2069", "zero\u200B\uFEFF\u2060\u00ADwidth", "half \uD83D a pair \uDE00 ends", "\uDC00\uD800",
        "🙂👩‍👩‍👧‍👦🇬🇧 emoji", "<script>alert(1)</script><img src=http://tracker.example/x.gif>", "=?utf-8?q?Bcc:_a@example.org?= =?x?b?AAAA?=", "Re: Fwd: AW: your order", "\t \u00A0\u3000 ", "\0\u0007\u001b[2J\u009b31m",
        new string('x', 10_240), string.Concat(Enumerable.Repeat("слово ", 1_700)), string.Concat(Enumerable.Repeat("🙂", 2_560)), string.Concat(Enumerable.Repeat("e\u0301\u0323\u0300", 2_560)), "من يُبقي الأنوار مضاءة 24 ساعة؟");

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_title_is_safe_in_subject_html_text_and_headers(string title)
    {
        var entry = Entry(1, title) with { Summary = title, Publisher = title, Via = title, Date = title, Hits = [new WatchHit(title, [])] };
        var letter = await WriteAsync(Of(new DigestSection(SectionKind.Watch, title, [entry])) with { Troubles = [new SourceTrouble(title, title)] });
        var message = Parsed(letter);
        Assert.Equal(letter.Subject, message.Subject);
        Assert.Matches(@"^\[Think tanks\] 1 new: .{1,62} – 22 Nov$", letter.Subject);
        Assert.Equal(["analyst@example.org"], message.To.Mailboxes.Concat(message.Cc.Mailboxes).Concat(message.Bcc.Mailboxes).Select(mailbox => mailbox.Address));
        Assert.Equal(["text/plain", "text/html"], message.BodyParts.Select(part => part.ContentType.MimeType));
        Assert.Equal(letter.Html, message.HtmlBody!.ReplaceLineEndings("\n"));
        Assert.Equal(letter.Text, message.TextBody!.ReplaceLineEndings("\n"));
        Assert.All([letter.Subject, letter.Html, letter.Text], body =>
        {
            Assert.DoesNotMatch("[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u200B\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]", body);
            Assert.True(IsWhole(body));
        });
        Assert.DoesNotMatch(@"(?i)<(script|img|iframe|svg|link|object|form|base)\b|\son[a-z]+=", letter.Html);
        Assert.DoesNotContain(Lines(letter), line => line.StartsWith("Forged", StringComparison.Ordinal) || line.StartsWith("Bcc", StringComparison.Ordinal) || (line.Length > 78 && !line.StartsWith("https://", StringComparison.Ordinal)));
        Assert.True(letter.Message.Length < 60_000);
    }

    [Fact]
    public async Task A_letter_of_nothing_but_attacks_is_a_letter()
    {
        var letter = await WriteAsync(Hostile());
        Assert.Equal("\"<script>alert(1)</script>\"@example.org", Assert.Single(Parsed(letter).To.Mailboxes).Address);
        Assert.DoesNotMatch(@"(?i)<(script|img|iframe|svg|link|object|form|base)\b", letter.Html);
        Assert.Equal(5, Stories().Count(letter.Html));
        Assert.Contains("(no title)", letter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lang=\"x", letter.Html, StringComparison.Ordinal);
        // Flags and families are several characters that belong together.
        Assert.Contains("🙂👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿", letter.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("o'brien+digest@example.org")]
    [InlineData("\"two words\"@example.org")]
    [InlineData("\"a@b\"@example.org")]
    [InlineData("user@[192.0.2.1]")]
    [InlineData("jürgen@bücher.example")]
    [InlineData("a!b#c$d%e&f'g*h+i/j=k?l^m_n`o{p|q}r~s@example.org")]
    public async Task An_odd_address_is_written_to_as_it_is(string address)
    {
        Assert.True(MailAddress.IsGood(address));
        var letter = await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, "On a")])) with { Subscription = SubscriptionOf(address, "Europe/London") });
        Assert.Equal(address, Assert.Single(Parsed(letter).To.Mailboxes).Address);
        Assert.Contains(address, letter.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(address, System.Net.WebUtility.HtmlDecode(letter.Html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.org\r\nBcc: everybody@example.org")]
    [InlineData("a@example.org\nSubject: x")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org;b@example.org")]
    [InlineData("\"x\r\nBcc: b@example.org\" <a@example.org>")]
    [InlineData("a@example.org\0")]
    [InlineData("<a@example.org> <b@example.org>")]
    [InlineData("group: a@example.org;")]
    public void An_address_that_says_more_than_one_is_none(string address) => Assert.False(MailAddress.IsGood(address));

    [Fact]
    public async Task A_story_in_another_language_is_marked_and_begins_at_its_side()
    {
        var html = (await WriteAsync(RightToLeft())).Html;
        Assert.Contains("<h3 lang=\"ar\" dir=\"rtl\"", html, StringComparison.Ordinal);
        Assert.Contains("<h3 lang=\"he\" dir=\"rtl\"", html, StringComparison.Ordinal);
        Assert.Contains("<h3 lang=\"zh-Hans\" style", html, StringComparison.Ordinal);
        // The letter's own language goes without saying, whatever its country.
        Assert.DoesNotContain("lang=\"en-GB\"", html, StringComparison.Ordinal);
        Assert.All(RightSide().Matches(html), block => Assert.Contains("text-align:right", block.Value, StringComparison.Ordinal));
        // A number after Arabic would be drawn before it.
        Assert.Contains("معهد السواحل\u200E · 21 Nov 2026", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_keeps_its_date_at_the_end_beside_arabic() =>
        Assert.EndsWith("ساعة؟\u200E – 22 Nov", (await WriteAsync(RightToLeft())).Subject, StringComparison.Ordinal);

    private static bool IsWhole(string text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    [GeneratedRegex("<h3")]
    private static partial Regex Stories();

    [GeneratedRegex("<(h2|h3|p)[^>]*dir=\"rtl\"[^>]*>")]
    private static partial Regex RightSide();
}
