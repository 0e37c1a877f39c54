using System.Text.Json;
using Xunit;

namespace Aggregator.Text;

public sealed class DateReaderTests
{
    /// <summary>What was reached when this was written, in percent of the dates that have an answer: it may only rise.</summary>
    private const int Reached = 65;

    public static TheoryData<string, string> Written => new()
    {
        // As feeds write them.
        { "Fri, 20 Nov 2026 09:25:00 GMT", "2026-11-20T09:25:00+00:00" },
        { "Fri, 20 Nov 2026 09:25:00 +0000", "2026-11-20T09:25:00+00:00" },
        { "Fri, 20 Nov 2026 09:25:00 -0500", "2026-11-20T09:25:00-05:00" },
        { "Fri, 20 Nov 2026 09:25:00 +02:00", "2026-11-20T09:25:00+02:00" },
        { "20 Nov 2026 09:25 UT", "2026-11-20T09:25:00+00:00" },
        { "Fri, 20 Nov 26 09:25:00 Z", "2026-11-20T09:25:00+00:00" },
        { "20 Nov 99 09:25:00 GMT", "1999-11-20T09:25:00+00:00" },
        { "Sun, 1 Nov 2026 9:05:00 GMT", "2026-11-01T09:05:00+00:00" },
        { "Mon, 20 Nov 2026 09:25:00 GMT", "2026-11-20T09:25:00+00:00" },
        { "Fri , 20 Nov 2026 09:25:00 GMT", "refused" },
        { "Fri, 20 Nov  2026   09:25:00\u00A0GMT", "2026-11-20T09:25:00+00:00" },
        { "\n  Fri, 20 Nov 2026 09:25:00 GMT\n", "2026-11-20T09:25:00+00:00" },
        { "Fri, 20 Nov 2026 09:25:00 GMT+1", "2026-11-20T09:25:00+01:00" },
        { "Fri, 20 Nov 2026 09:25:00 UTC-03:30", "2026-11-20T09:25:00-03:30" },
        { "Mon, 6 Jul 2026 09:25:00 BST", "2026-07-06T09:25:00+01:00" },
        { "Fri, 20 Nov 2026 09:25:00 EST", "2026-11-20T09:25:00-05:00" },
        { "Mon, 6 Jul 2026 09:25:00 EDT", "2026-07-06T09:25:00-04:00" },
        { "Mon, 6 Jul 2026 09:25:00 CEST", "2026-07-06T09:25:00+02:00" },
        { "Fri, 20 Nov 2026 09:25:00 +0000 (UTC)", "2026-11-20T09:25:00+00:00" },
        { "Tue, 30 Jun 2026 23:59:60 GMT", "2026-06-30T23:59:59+00:00" },
        // ISO 8601 and RFC 3339.
        { "2026-11-20", "2026-11-20" },
        { "2026-1-2", "2026-01-02" },
        { "2026-11-20T09:25:00Z", "2026-11-20T09:25:00+00:00" },
        { "2026-11-20t09:25:00z", "2026-11-20T09:25:00+00:00" },
        { "2026-11-20T09:25:00.123456789+01:00", "2026-11-20T09:25:00+01:00" },
        { "2026-11-20T09:25:00,5-0800", "2026-11-20T09:25:00-08:00" },
        { "2026-11-20T09:25Z", "2026-11-20T09:25:00+00:00" },
        { "2026-11-20 09:25:00", "2026-11-20T09:25:00+00:00" },
        { "2026-11-20 09:25:00 +0100", "2026-11-20T09:25:00+01:00" },
        { "2026-11-20T24:00:00Z", "2026-11-21T00:00:00+00:00" },
        { "2024-02-29", "2024-02-29" },
        // As people write them.
        { "20 November 2026", "2026-11-20" },
        { "20th November 2026", "2026-11-20" },
        { "1st Sept. 2026", "2026-09-01" },
        { "Friday 20 November 2026", "2026-11-20" },
        // Weekdays come in every language, so any word may stand there.
        { "Freitag, 20 November 2026", "2026-11-20" },
        { "Friday, November 20, 2026 - 12:26", "2026-11-20T12:26:00+00:00" },
        { "November 20, 2026", "2026-11-20" },
        { "Nov. 20, 2026", "2026-11-20" },
        { "Nov 20 2026", "2026-11-20" },
        { "November 20, 2026 at 3:05 pm", "2026-11-20T15:05:00+00:00" },
        { "20 November 2026, 12:05 a.m.", "2026-11-20T00:05:00+00:00" },
        { "20 November 2026 12:05 p.m.", "2026-11-20T12:05:00+00:00" },
        { "20-Nov-2026", "2026-11-20" },
        { "20/11/2026", "2026-11-20" },
        { "03/03/2026", "2026-03-03" },
        { "11/20/2026", "2026-11-20" },
        { "02.03.2026", "2026-03-02" },
        { "20.11.2026", "2026-11-20" },
        { "20/11/2026 09:25:00", "2026-11-20T09:25:00+00:00" },
        // What cannot be read is null, and never a guess.
        { "", "refused" },
        { "   ", "refused" },
        { "yesterday", "refused" },
        { "2 hours ago", "refused" },
        { "today at 09:25", "refused" },
        { "2026", "refused" },
        { "November 2026", "refused" },
        { "20 November", "refused" },
        { "31 February 2026", "refused" },
        { "2023-02-29", "refused" },
        { "2026-13-01", "refused" },
        { "2026-00-10", "refused" },
        { "2026-11-00", "refused" },
        // Two dates, to two kinds of readers.
        { "02/03/2026", "refused" },
        { "20/20/2026", "refused" },
        { "2026-11-20T25:00:00Z", "refused" },
        { "2026-11-20T24:30:00Z", "refused" },
        { "2026-11-20T09:61:00Z", "refused" },
        { "20 November 2026 13:05 pm", "refused" },
        { "20 November 2026 0:05 am", "refused" },
        { "0001-01-01T00:00:00Z", "refused" },
        { "Mon, 01 Jan 0001 00:00:00 +0000", "refused" },
        { "9999-12-31T23:59:59Z", "refused" },
        { "2026-11-20T09:25:00+15:00", "refused" },
        { "2026-11-20T09:25:00+01:75", "refused" },
        { "Fri, 20 Nov 2026 09:25:00 QQQ", "refused" },
        { "20 Brumaire 2026", "refused" },
        { "20 November 2026 to 22 November 2026", "refused" },
        { "1795166700", "refused" },
        { "٢٠ نوفمبر ٢٠٢٦", "refused" },
    };

    [Fact]
    public void There_are_at_least_sixty_texts() => Assert.True(Written.Count >= 60);

    [Theory]
    [MemberData(nameof(Written))]
    public void A_date_is_read_as_written_or_refused(string text, string date) =>
        Assert.Equal(date, DateReader.Read(text)?.ToString() ?? "refused");

    [Theory]
    [InlineData("20/11/2026 09:25:00", "2026-11-20T09:25:00+00:00")]
    [InlineData("06/07/2026 09:25:00", "2026-07-06T09:25:00+01:00")]
    [InlineData("06/07/2026 09:25:00 GMT", "2026-07-06T09:25:00+00:00")]
    [InlineData("06/07/2026", "2026-07-06")]
    [InlineData("29/03/2026 01:30:00", "2026-03-29T01:30:00+00:00")]
    [InlineData("25/10/2026 01:30:00", "2026-10-25T01:30:00+01:00")]
    public void A_time_without_a_zone_is_on_the_clock_of_the_place(string text, string date) =>
        Assert.Equal(date, DateReader.Read(text, Zones.London)?.ToString());

    [Fact]
    public void A_text_of_any_length_or_kind_is_no_trouble()
    {
        foreach (var text in new[] { new string('1', 100_000), "20 Nov 2026" + new string(' ', 100_000), "\0\u202E20 Nov 2026", "\uD800", string.Concat(Enumerable.Repeat("20 Nov 2026 ", 9)) })
            _ = DateReader.Read(text);
        Assert.Equal("2026-11-20", DateReader.Read("\u200F20 November\u200B 2026")?.ToString());
    }

    [Fact]
    public void Dates_of_the_real_world_are_read_as_far_as_we_are_and_never_wrongly_accepted()
    {
        var file = CaseFiles.Corpora("feeds/dates.jsonl");
        if (file is null)
            Assert.Skip("The corpora are not here: no folder above has shared/corpora/feeds/dates.jsonl.");
        var cases = File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement).Select(line => (
            Text: line.GetProperty("input").GetString(),
            Epoch: line.GetProperty("epoch") is { ValueKind: JsonValueKind.Number } epoch ? (long?)epoch.GetDouble() : null)).ToList();
        var read = cases.Select(date => (date.Text, date.Epoch, Found: DateReader.Read(date.Text)?.Moment.ToUnixTimeSeconds())).ToList();
        RoomsTests.Nothing(read.Where(date => date.Epoch is null && date.Found is not null).Select(date => $"'{date.Text}' must be refused, but was read as {date.Found}."));
        var wanted = read.Where(date => date.Epoch is not null).ToList();
        var right = wanted.Count(date => date.Found == date.Epoch) * 100 / wanted.Count;
        Assert.True(right >= Reached, $"{right} % of {wanted.Count} are right, fewer than {Reached} %:\n{string.Join('\n', wanted.Where(date => date.Found != date.Epoch).Select(date => $"{date.Text}: {date.Found}, not {date.Epoch}"))}");
    }
}
