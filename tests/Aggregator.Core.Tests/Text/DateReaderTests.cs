using System.Text.Json;
using Xunit;

namespace Aggregator.Text;

public sealed class DateReaderTests
{
    /// <summary>
    /// What was reached when this was written: it may only rise. The others would be inventions: 03-12-31, 031231 and 03335 have several readings, -0312 and -03-12
    /// no century, and that a Korean clock is meant because the words are Korean is nowhere written.
    /// </summary>
    private const int Reached = 80;

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
        // Weekdays come in many languages, but not any word may stand there.
        { "Freitag, 20 November 2026", "2026-11-20" },
        { "Updated 20 November 2026", "refused" },
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

    [Theory]
    [InlineData("Fri,20 Nov 2026 09:25:00 -0000", "2026-11-20T09:25:00+00:00")]
    [InlineData("Sun,  1 Nov 2026 9:05:07 GMT", "2026-11-01T09:05:07+00:00")]
    [InlineData("Sun, 1 Nov 2026 9:5:7 GMT", "2026-11-01T09:05:07+00:00")]
    [InlineData("Fri, 20 Nov, 2026 09:25:00 UTC", "2026-11-20T09:25:00+00:00")]
    [InlineData("Fri, 20 Nov 2026 09:25 PM", "2026-11-20T21:25:00+00:00")]
    [InlineData("Fri, 2026/11/20 09:25:00 EDT", "2026-11-20T09:25:00-04:00")]
    [InlineData("Friday, 20-Nov-98 09:25:00 GMT", "1998-11-20T09:25:00+00:00")]
    [InlineData("Fri Nov 20 2026 09:25:00 +0200", "2026-11-20T09:25:00+02:00")]
    [InlineData("Fri Nov 20 2026 09:25:00 GMT+0100 (Central European Standard Time)", "2026-11-20T09:25:00+01:00")]
    [InlineData("Sun Nov  1 09:25:00 2026", "2026-11-01T09:25:00+00:00")]
    [InlineData("Fri Nov 20 09:25:00 +0300 2026", "2026-11-20T09:25:00+03:00")]
    [InlineData("Fri Nov 20 09:25:00 2026 +0300", "2026-11-20T09:25:00+03:00")]
    [InlineData("Fri Nov 20 09:25:00 CET 2026", "2026-11-20T09:25:00+01:00")]
    [InlineData("20261120T092500Z", "2026-11-20T09:25:00+00:00")]
    [InlineData("20261120T0925+0130", "2026-11-20T09:25:00+01:30")]
    [InlineData("2026-11-20T9:25-05:00", "2026-11-20T09:25:00-05:00")]
    [InlineData("2026-11-20 09:25:00.5 +0100 CET", "2026-11-20T09:25:00+01:00")]
    [InlineData("2026-11-20T09:25:00+01:00[Europe/Paris]", "2026-11-20T09:25:00+01:00")]
    [InlineData("2026-11-20T09:25:00\u221205:00", "2026-11-20T09:25:00-05:00")]
    [InlineData("2026/11/20 09:25", "2026-11-20T09:25:00+00:00")]
    [InlineData("2026.11.20", "2026-11-20")]
    [InlineData("Thu, 01 Jan 0200 00:00:01 +0100", "0200-01-01T00:00:01+01:00")]
    public void A_machines_date_is_read_however_loosely_it_keeps_its_standard(string text, string date) =>
        Assert.Equal(date, DateReader.Read(text)?.ToString());

    [Theory]
    [InlineData("Z", "+00:00")]
    [InlineData("+02", "+02:00")]
    [InlineData("+0200", "+02:00")]
    [InlineData("-01:01", "-01:01")]
    [InlineData("-00:20", "-00:20")]
    [InlineData("GMT-01:01", "-01:01")]
    [InlineData("GMT +0100", "+01:00")]
    [InlineData("UTC-05:00", "-05:00")]
    [InlineData("(UTC)", "+00:00")]
    [InlineData("ET", "-05:00")]
    [InlineData("CT", "-06:00")]
    [InlineData("MT", "-07:00")]
    [InlineData("PT", "-08:00")]
    [InlineData("AT", "-04:00")]
    [InlineData("NST", "-03:30")]
    [InlineData("MEZ", "+01:00")]
    [InlineData("MEST", "+02:00")]
    [InlineData("MSK", "+03:00")]
    [InlineData("JST", "+09:00")]
    [InlineData("ACST", "+09:30")]
    [InlineData("AEDT", "+11:00")]
    [InlineData("NZDT", "+13:00")]
    [InlineData("Etc/GMT", "+00:00")]
    [InlineData("America/Los_Angeles", "-08:00")]
    [InlineData("America/Port-au-Prince", "-05:00")]
    [InlineData("Europe/Paris", "+01:00")]
    [InlineData("IST", "refused")]
    [InlineData("A", "refused")]
    [InlineData("(a comment)", "refused")]
    [InlineData("Mars/Olympus", "refused")]
    [InlineData("Europe/Nowhere", "refused")]
    [InlineData("Europe/../Europe/Paris", "refused")]
    [InlineData("+zz:00", "refused")]
    [InlineData("+00:zz", "refused")]
    [InlineData("+530", "refused")]
    [InlineData("+0100 GMT", "refused")]
    [InlineData("GMT.", "refused")]
    [InlineData("GMT and more", "refused")]
    public void A_zone_is_taken_where_its_name_means_one(string zone, string offset) =>
        Assert.Equal(offset == "refused" ? offset : "2026-11-20T09:25:00" + offset, DateReader.Read("Fri, 20 Nov 2026 09:25:00 " + zone)?.ToString() ?? "refused");

    [Theory]
    [InlineData("Freitag, den 20. November 2026 um 9.25 Uhr", "2026-11-20T09:25:00+00:00")]
    [InlineData("20. Jänner 2026, 17 Uhr", "2026-01-20T17:00:00+00:00")]
    [InlineData("5. Oktober 2026", "2026-10-05")]
    [InlineData("3. Mär. 2026", "2026-03-03")]
    [InlineData("mar. 3 mars 2026", "2026-03-03")]
    [InlineData("Mardi 1er DÉCEMBRE 2026 à 17h30", "2026-12-01T17:30:00+00:00")]
    [InlineData("3 fevr. 2026", "2026-02-03")]
    [InlineData("3 fe\u0301vr. 2026", "2026-02-03")]
    [InlineData("3 de mayo de 2026 a las 3:05 p. m.", "2026-05-03T15:05:00+00:00")]
    [InlineData("mié, 20 ago 2026 09:25:00 +0200", "2026-08-20T09:25:00+02:00")]
    [InlineData("mar, 3 mar 2026 09:25:00 +0100", "2026-03-03T09:25:00+01:00")]
    [InlineData("Mar 3, 2026", "2026-03-03")]
    [InlineData("venerdì 20 novembre 2026, ore 9.25", "2026-11-20T09:25:00+00:00")]
    [InlineData("sexta-feira, 20 de março de 2026 às 17h30", "2026-03-20T17:30:00+00:00")]
    [InlineData("vr 20 mrt 2026 om 9:25 uur", "2026-03-20T09:25:00+00:00")]
    [InlineData("pt., 20 lis 2026 09:25:00 +0100", "2026-11-20T09:25:00+01:00")]
    [InlineData("20 października 2026 r., godz. 9:25", "2026-10-20T09:25:00+00:00")]
    [InlineData("pátek 20. listopadu 2026 v 9:25", "2026-11-20T09:25:00+00:00")]
    [InlineData("20. 11. 2026 9:25", "2026-11-20T09:25:00+00:00")]
    [InlineData("15 февраля 2026 г. в 09:25", "2026-02-15T09:25:00+00:00")]
    [InlineData("Пт, 20 ноя 2026 09:25:00 +0300", "2026-11-20T09:25:00+03:00")]
    [InlineData("п’ятниця, 20 листопада 2026 р. о 09:25", "2026-11-20T09:25:00+00:00")]
    [InlineData("Παρ, 20 Νοέ 2026 09:25:00 EST", "2026-11-20T09:25:00-05:00")]
    [InlineData("20 ΙΟΥΛΊΟΥ 2026 9:25 μ.μ.", "2026-07-20T21:25:00+00:00")]
    [InlineData("20 AĞUSTOS 2026 saat 09:25", "2026-08-20T09:25:00+00:00")]
    [InlineData("20 Kasım 2026 Cuma", "2026-11-20")]
    [InlineData("2026. november 20., péntek 9:25", "2026-11-20T09:25:00+00:00")]
    [InlineData("2026-július-20T9:25-05:00", "2026-07-20T09:25:00-05:00")]
    [InlineData("fredag den 20 november 2026 kl. 09.25", "2026-11-20T09:25:00+00:00")]
    [InlineData("tir. 20. des. 2026", "2026-12-20")]
    [InlineData("perjantaina 20. marraskuuta 2026 klo 9.25", "2026-11-20T09:25:00+00:00")]
    [InlineData("vineri, 20 iunie 2026, ora 09:25", "2026-06-20T09:25:00+00:00")]
    [InlineData("2026年11月20日星期五下午3时05分", "2026-11-20T15:05:00+00:00")]
    [InlineData("2026年11月20日（金） 午後0時5分", "2026-11-20T12:05:00+00:00")]
    [InlineData("2026-11-20 上午 9:25", "2026-11-20T09:25:00+00:00")]
    [InlineData("2026년 11월 20일 금요일 오후 3시 5분", "2026-11-20T15:05:00+00:00")]
    [InlineData("2026-11-20 오전 12:25:17", "2026-11-20T00:25:17+00:00")]
    [InlineData("الجمعة، 20 نوفمبر 2026", "2026-11-20")]
    [InlineData("יום שישי, 20 בנובמבר 2026", "2026-11-20")]
    [InlineData("the 20th of November 2026", "2026-11-20")]
    public void A_date_is_read_in_the_languages_of_publishers(string text, string date) =>
        Assert.Equal(date, DateReader.Read(text)?.ToString());

    [Theory]
    [InlineData("03.04.2026", "2026-04-03")]
    [InlineData("20-11-2026", "2026-11-20")]
    [InlineData("03-04-2026", "refused")]
    [InlineData("03/04/2026", "refused")]
    [InlineData("03.04-2026", "refused")]
    [InlineData("03-12-31", "refused")]
    // A Croat's listopad is October, and has the dot.
    [InlineData("20 listopada 2026", "2026-11-20")]
    [InlineData("20. listopada 2026", "refused")]
    [InlineData("20 November 2026, 09:00-11:30", "refused")]
    [InlineData("2026-11-20 to 22:00", "refused")]
    [InlineData("20 November 2026 3:2", "refused")]
    [InlineData("20 November 2026 09", "refused")]
    [InlineData("20 November 2026,", "refused")]
    [InlineData("20 November 2026 09:25:00:04", "refused")]
    [InlineData("2026-11-20-01", "refused")]
    [InlineData("2026-11 -20", "refused")]
    [InlineData("Nov 20 09:25:00", "refused")]
    [InlineData("Nov 20 09:25:00 0001", "refused")]
    [InlineData("0002-01-01T00:00:00Z", "refused")]
    [InlineData("Published: 20 November 2026", "refused")]
    [InlineData("20 November 2026 by A. Writer", "refused")]
    public void What_may_mean_two_things_is_no_date(string text, string date) =>
        Assert.Equal(date, DateReader.Read(text)?.ToString() ?? "refused");

    [Theory]
    [InlineData("2026", "2026-01-01")]
    [InlineData("2026-11", "2026-11-01")]
    [InlineData("2026-324", "2026-11-20")]
    [InlineData("2024-366", "2024-12-31")]
    [InlineData("20261120", "2026-11-20")]
    [InlineData("2026-011-20T09:25:00+00:00", "2026-11-20T09:25:00+00:00")]
    [InlineData("2026-366", "refused")]
    [InlineData("2026-13", "refused")]
    [InlineData("20261320", "refused")]
    [InlineData("0001", "refused")]
    [InlineData("1795166700", "refused")]
    [InlineData("261120", "refused")]
    [InlineData("026", "refused")]
    public void A_bare_number_is_a_date_only_where_it_is_said_to_be_one(string text, string date)
    {
        Assert.Equal(date, DateReader.ReadDeclared(text)?.ToString() ?? "refused");
        Assert.Null(DateReader.Read(text));
    }

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
        var cases = File.ReadLines(CaseFiles.CorpusOrSkip("feeds/dates.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).Select(line => (
            Text: line.GetProperty("input").GetString(),
            Epoch: line.GetProperty("epoch") is { ValueKind: JsonValueKind.Number } epoch ? (long?)epoch.GetDouble() : null)).ToList();
        var read = cases.Select(date => (date.Text, date.Epoch, Found: DateReader.ReadDeclared(date.Text)?.Moment.ToUnixTimeSeconds())).ToList();
        RoomsTests.Nothing(read.Where(date => date.Epoch is null && date.Found is not null).Select(date => $"'{date.Text}' must be refused, but was read as {date.Found}."));
        var right = read.Count(date => date.Found == date.Epoch);
        Assert.True(right >= Reached, $"{right} of {read.Count} are right, fewer than {Reached}:\n{string.Join('\n', read.Where(date => date.Found != date.Epoch).Select(date => $"{date.Text}: {date.Found}, not {date.Epoch}"))}");
    }
}
