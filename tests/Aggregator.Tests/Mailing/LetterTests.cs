using System.Text;
using System.Text.RegularExpressions;
using Aggregator.Digests;
using MimeKit;
using Xunit;
using static Aggregator.Mailing.SampleLetters;

namespace Aggregator.Mailing;

public sealed partial class LetterTests
{
    [Fact]
    public async Task Both_parts_tell_the_same_items_in_the_same_order()
    {
        var digest = Of(
            new DigestSection(SectionKind.Subject, "RUSI", [Entry(3, "Who Keeps the Lights On?"), Entry(1, "Bollards & Barges") with { Copies = [901], Via = "wire.example" }]),
            new DigestSection(SectionKind.Subject, "Bruegel", [Entry(2, "Thé – et l’Europe") with { Link = null }]));
        var message = Parsed(await WriteAsync(digest));
        var (text, html) = (message.TextBody!, System.Net.WebUtility.HtmlDecode(message.HtmlBody!));
        string[] told = ["RUSI", "Who Keeps the Lights On?", "no. 3", "Bollards & Barges", "via wire.example · +1 copy · no. 1", "Bruegel", "Thé – et l’Europe", "no. 2"];
        AssertInOrder(told, text);
        // The line for a preview stands before everything else.
        AssertInOrder(told, html[html.IndexOf("<h2", StringComparison.Ordinal)..]);
        string[] links = ["https://rusi.example/3?a=1&b=2", "https://rusi.example/1?a=1&b=2"];
        Assert.Equal(links, Addresses().Matches(text).Select(match => match.Value));
        Assert.Equal(links, Anchors().Matches(message.HtmlBody!).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)));
    }

    [Fact]
    public async Task The_letter_says_what_is_wrong_and_what_is_not_shown()
    {
        var digest = Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, "On a")])) with
        {
            Stories = 45,
            NotShown = [.. Enumerable.Range(10, 44).Select(number => (IReadOnlyList<long>)[number])],
            Troubles = [new SourceTrouble("ceps", "ceps.example answered 403 Forbidden.")],
        };
        var message = Parsed(await WriteAsync(digest));
        Assert.All(new[] { message.TextBody!, message.HtmlBody! }, body =>
        {
            Assert.Contains("44 more stories", body, StringComparison.Ordinal);
            Assert.Contains("ceps.example answered 403 Forbidden.", body, StringComparison.Ordinal);
            Assert.Contains(": no. 1 to no. 3", body.ReplaceLineEndings(" "), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_needs_review_is_told_in_both_forms_with_its_link_and_the_reason()
    {
        var message = Parsed(await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(3, "On barges") with { Summary = null, Doubt = "Its text reads like a cookie banner." }]))));
        Assert.All(new[] { message.TextBody!, System.Net.WebUtility.HtmlDecode(message.HtmlBody!) }, body => AssertInOrder(
            ["On barges", "Needs review, so only its title is told. Its text reads like a cookie banner."], string.Join(" ", body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Single(Addresses().Matches(message.TextBody!));
    }

    [Fact]
    public async Task That_a_page_is_missing_is_told_in_both_forms_with_a_link_to_it()
    {
        const string Missing = "Its page 3 is missing: read it at https://rusi.example/3/3?a=1&b=2. rusi.example answered 503.";
        var message = Parsed(await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(3, "On barges") with { Missing = Missing }, Entry(4, "On bollards")]))));
        Assert.All(new[] { message.TextBody!, Tags().Replace(System.Net.WebUtility.HtmlDecode(message.HtmlBody!), "") }, body => AssertInOrder(
            ["On barges", Missing, "A summary.", "On bollards"], string.Join(" ", body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        string[] links = ["https://rusi.example/3?a=1&b=2", "https://rusi.example/3/3?a=1&b=2", "https://rusi.example/4?a=1&b=2"];
        Assert.Equal(links, Anchors().Matches(message.HtmlBody!).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value)));
    }

    [Theory]
    [InlineData("Read it at https://rusi.example/3?a=1.", "Read it at ", "https://rusi.example/3?a=1", ".")]
    [InlineData("Its page 3, http://rusi.example/3 and more, is missing.", "Its page 3, ", "http://rusi.example/3", " and more, is missing.")]
    [InlineData("It is https://[ at best.", "It is https://[ at best.", null, "")]
    public void An_address_in_a_sentence_is_a_link(string sentence, string before, string? link, string after)
    {
        var line = LinkedLine.Of(sentence);
        Assert.Equal((before, link, after), (line.Before, line.Link?.AbsoluteUri, line.After));
        Assert.Equal(sentence, line.Line);
    }

    [Theory]
    [InlineData("Peace\r\nBcc: everybody@example.org\r\n\r\nBody")]
    [InlineData("Peace\nBcc: everybody@example.org")]
    [InlineData("Peace\rBcc: everybody@example.org")]
    [InlineData("Peace\u2028Bcc: everybody@example.org\u0085\0\u001b[31m")]
    public async Task A_title_cannot_write_headers(string title)
    {
        var letter = await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, title)])));
        Assert.DoesNotContain(letter.Subject, character => char.IsControl(character) || character is '\u2028');
        var message = Parsed(letter);
        Assert.Equal(letter.Subject, message.Subject);
        Assert.Empty(message.Bcc);
        Assert.DoesNotContain(message.Headers, header => header.Field.Equals("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("analyst@example.org", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal(2, Assert.IsAssignableFrom<Multipart>(message.Body).Count);
    }

    [Fact]
    public async Task A_subject_in_any_script_comes_back_whole()
    {
        var letter = await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, "Україна: хто тримає світло? 🙂 中文")])));
        Assert.Equal("[Think tanks] 1 new: Україна: хто тримає світло? 🙂 中文 – 22 Nov", letter.Subject);
        Assert.Equal(letter.Subject, Parsed(letter).Subject);
        var head = Encoding.UTF8.GetString(letter.Message).Split("\r\n\r\n")[0];
        Assert.All(head, character => Assert.True(char.IsAscii(character)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public async Task A_subject_is_not_cut_through_a_character(string before)
    {
        var letter = await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, before + string.Concat(Enumerable.Repeat("🙂", 60)))])));
        Assert.Equal(letter.Subject, Parsed(letter).Subject);
        Assert.DoesNotContain('\uFFFD', Parsed(letter).Subject!);
    }

    [Fact]
    public async Task The_same_digest_gives_the_same_bytes()
    {
        var digest = Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, "On a")]));
        Assert.Equal((await WriteAsync(digest)).Message, (await WriteAsync(digest)).Message);
    }

    [Fact]
    public async Task The_id_of_a_letter_is_that_of_its_window_and_reader()
    {
        var digest = Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, "On a")]));
        var id = (await WriteAsync(digest)).MessageId;
        Assert.Matches(@"^digest\.1-3\.[0-9a-f]{16}@example\.org$", id);
        Assert.Equal(id, (await WriteAsync(digest with { Span = digest.Span with { Closed = digest.Closed.AddDays(1) } })).MessageId);
        Assert.NotEqual(id, (await WriteAsync(digest with { Span = digest.Span with { Window = new Window(0, 4) } })).MessageId);
        Assert.NotEqual(id, (await WriteAsync(digest with { Subscription = SubscriptionOf("other@example.org", "Europe/London") })).MessageId);
    }

    [Fact]
    public async Task A_letter_says_that_it_comes_from_a_list_and_a_machine()
    {
        var letter = await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, "On a")])));
        var message = Parsed(letter);
        Assert.Equal(letter.MessageId, message.MessageId);
        Assert.Equal("\"Think tanks\" <digest.example.org>", message.Headers["List-Id"]);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("bulk", message.Headers["Precedence"]);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 7, 30, 0, TimeSpan.Zero), message.Date);
        Assert.Equal("1.0", message.MimeVersion?.ToString());
    }

    [Fact]
    public async Task Every_line_of_a_letter_ends_as_mail_demands()
    {
        var letter = await WriteAsync(AtTheCap("Who Keeps the Lights On in a Blockade?", string.Concat(Enumerable.Repeat("тривога ", 39))));
        var message = Encoding.Latin1.GetString(letter.Message);
        Assert.DoesNotMatch(@"[^\r]\n|\r[^\n]", message);
        Assert.All(message.Split("\r\n"), line => Assert.True(line.Length <= 998));
        Assert.All(message, character => Assert.True(char.IsAscii(character)));
    }

    [Theory]
    [InlineData("Who Keeps the Lights On in a Blockade? ", "A spare hull, lent to five islands in turn, would be idle for fewer days. ")]
    [InlineData("Хто тримає світло під час блокади? ", "Запасний корпус, позичений п’ятьом островам по черзі, рідше простоював би. ")]
    [InlineData("谁在封锁中维持照明", "一艘轮流借给五个岛屿的备用船闲置的日子会更少")]
    [InlineData("<<<&&&>>>\"\"\"''' ", "<<<&&&>>>\"\"\"''' ")]
    public async Task A_full_letter_is_not_clipped(string title, string summary)
    {
        var letter = await WriteAsync(AtTheCap(Repeated(title, 150), Repeated(summary, 320)));
        Assert.InRange(Travelling(letter), 1, 80_000);
        // What does not fit is counted, and both parts leave out the same.
        var shown = Headings().Count(letter.Html);
        Assert.Equal(shown, Lines(letter).Count(line => line.StartsWith("https://", StringComparison.Ordinal)));
        if (shown < DigestComposer.UsualCap)
            Assert.All([letter.Html, letter.Text], body => Assert.Contains($"{DigestComposer.UsualCap - shown} more stories are in the archive", body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_full_letter_of_usual_words_shows_all_its_stories()
    {
        var letter = await WriteAsync(AtTheCap("Хто тримає світло під час блокади?", Repeated("Запасний корпус, позичений п’ятьом островам по черзі, рідше простоював би. ", 320)));
        Assert.Equal(DigestComposer.UsualCap, Headings().Count(letter.Html));
    }

    [Theory]
    [InlineData("Who Keeps the Lights On in a Blockade? ", "A spare hull, lent to five islands in turn, would be idle for fewer days. ")]
    [InlineData("Хто тримає світло під час блокади? ", "Запасний корпус, позичений п’ятьом островам по черзі, рідше простоював би. ")]
    public async Task A_letter_of_long_stories_with_hits_shows_them_all_in_fewer_words(string title, string summary)
    {
        var hits = Enumerable.Range(1, 3).Select(number => $"Watch {number}").Select(watch => new WatchHit(watch, [.. Enumerable.Range(1, 3).Select(at => Hit(watch, $"…{at} {Repeated(summary, 140)} blockade", "blockade").Reasons[0])]));
        var story = Entry(1, Repeated(title, 300)) with { Summary = Repeated(summary, 320), Publisher = "The Institute", Link = new Uri("https://rusi.example/" + new string('a', 120)), Hits = [.. hits] };
        var letter = await WriteAsync(Of(new DigestSection(SectionKind.Watch, "Watch 1", [.. Enumerable.Repeat(story, DigestComposer.UsualCap)])));
        Assert.InRange(Travelling(letter), 1, 80_000);
        Assert.Equal(DigestComposer.UsualCap, Headings().Count(letter.Html));
        // Why each watch found it is told, though only by its words.
        Assert.Equal(3 * DigestComposer.UsualCap, letter.Text.Split("blockade").Length - 1);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=http://tracker.example/a.gif>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</title></style><svg onload=alert(1)>")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("<iframe src='https://x.example'></iframe><link rel=stylesheet href=//x.example>")]
    public async Task What_others_wrote_is_text_and_never_markup(string hostile)
    {
        var digest = Of(new DigestSection(SectionKind.Subject, hostile, [Entry(1, hostile) with { Summary = hostile, Date = hostile, Via = hostile, Link = new Uri("https://rusi.example/\"><script>") }])) with
        {
            Troubles = [new SourceTrouble(hostile, hostile)],
        };
        var letter = await WriteAsync(digest);
        Assert.DoesNotMatch(@"(?i)<(script|img|iframe|svg|link|object|form|base|video|audio)\b", letter.Html);
        Assert.DoesNotMatch(@"(?i)\s(src|background|on[a-z]+)=|@import|url\(", string.Concat(Tags().Matches(letter.Html).Select(tag => tag.Value)));
        Assert.Contains(hostile, string.Join(" ", Lines(letter)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_names_its_language() =>
        Assert.Contains("<html lang=\"en\"", (await WriteAsync(Of(new DigestSection(SectionKind.Subject, "RUSI", [Entry(1, "On a")])))).Html, StringComparison.Ordinal);

    [Fact]
    public async Task Text_is_at_most_78_columns_wide_and_addresses_are_unbroken()
    {
        var long1 = new Uri("https://rusi.example/" + string.Join('-', Enumerable.Repeat("lights", 40)));
        var words = Repeated("Who Keeps the Lights On in a Blockade? ", 300);
        var digest = Of(new DigestSection(SectionKind.Subject, Repeated("The Institute for Long Names ", 150), [Entry(1, words) with { Link = long1, Summary = words, Via = "a." + new string('b', 60) + ".example" }])) with
        {
            NotShown = [[7], [8], [9]],
            Troubles = [new SourceTrouble("rusi", words)],
            Subscription = SubscriptionOf("analyst@example.org", "America/Argentina/ComodRivadavia"),
        };
        var lines = Lines(await WriteAsync(digest));
        Assert.Contains(long1.AbsoluteUri, lines);
        Assert.All(lines.Where(line => line != long1.AbsoluteUri), line => Assert.True(line.Length <= 78, line));
    }

    [Theory]
    [InlineData("Peace\r\n\r\n-- \r\nForged footer")]
    [InlineData("Peace\n\nForged")]
    public async Task A_title_cannot_forge_lines_of_the_text(string title)
    {
        var lines = Lines(await WriteAsync(Of(new DigestSection(SectionKind.Subject, title, [Entry(1, title)]))));
        Assert.DoesNotContain(lines, line => line.StartsWith("Forged", StringComparison.Ordinal));
    }

    /// <summary>A letter at the cap, each story with a publisher of its own.</summary>
    private static Digest AtTheCap(string title, string summary) => Of(
        [.. Enumerable.Range(1, DigestComposer.UsualCap).Select(number => new DigestSection(SectionKind.Subject, $"Publisher {number}", [Entry(number, title) with { Summary = summary, Via = "www.wired-gov.example", Copies = [901, 902] }]))]);

    private static string Repeated(string text, int length) => string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length].TrimEnd();

    /// <summary>Bytes of the html as it lies in the message.</summary>
    private static long Travelling(Letter letter) => Parsed(letter).BodyParts.OfType<MimePart>().Single(part => part.ContentType.MimeType == "text/html").Content!.Stream!.Length;

    private static void AssertInOrder(IEnumerable<string> words, string text)
    {
        var at = 0;
        foreach (var word in words)
        {
            var found = text.IndexOf(word, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{word}' does not stand after position {at} of:\n{text}");
            at = found + word.Length;
        }
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Addresses();

    [GeneratedRegex("<a href=\"([^\"]*)\"")]
    private static partial Regex Anchors();

    [GeneratedRegex("<h3")]
    private static partial Regex Headings();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
