using System.Globalization;
using Xunit;

namespace Aggregator.Text;

public sealed class DateReaderPropertyTests
{
    private static readonly string[] Signs = ["", " ", "-", ":", ".", ",", "/", "+", "(", ")", "[", "T", "Z", "0", "9", "99999999999", "年", "日", "午", "上", "'", "’", "\uD83D", "\u0301", "\u200F", "a.m", "p.", "GMT", "Europe/", "mar", "\0", "º"];

    private static readonly Func<DateTimeOffset, string>[] Moments =
    [
        moment => moment.ToString("R", CultureInfo.InvariantCulture),
        moment => moment.ToString("O", CultureInfo.InvariantCulture),
        moment => moment.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        moment => moment.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture) + moment.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal),
        moment => moment.ToUniversalTime().ToString("ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture),
        moment => moment.ToUniversalTime().ToString("dddd, dd-MMM-yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture),
        moment => moment.ToUniversalTime().ToString("MMMM d, yyyy 'at' h:mm:ss tt", CultureInfo.InvariantCulture),
        moment => moment.ToUniversalTime().ToString("d/MMM/yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        moment => moment.ToUniversalTime().ToString("yyyy'年'M'月'd'日 'H'時'm'分's'秒'", CultureInfo.InvariantCulture),
        moment => moment.ToString("d.M.yyyy H.mm.ss zzz", CultureInfo.InvariantCulture),
    ];

    private static readonly string[] Localised =
    [
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    ];

    [Fact]
    public void What_is_written_in_a_usual_format_is_read_as_it_was()
    {
        var random = new Random(20261120);
        for (var round = 0; round < 2_000; round++)
        {
            var seconds = random.NextInt64(new DateTimeOffset(1000, 1, 2, 0, 0, 0, default).ToUnixTimeSeconds(), new DateTimeOffset(9998, 1, 1, 0, 0, 0, default).ToUnixTimeSeconds());
            var moment = DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1)));
            foreach (var text in Moments.Select(format => format(moment)))
                Assert.True(DateReader.Read(text) is { HasTime: true } read && read.Moment == moment, $"{text} was read as {DateReader.Read(text)}.");
            var months = Localised[random.Next(Localised.Length)].Split(' ');
            var day = $"{moment.Day} {months[moment.Month - 1]} {moment.Year}";
            Assert.Equal(WrittenDate.Day(moment.Year, moment.Month, moment.Day), DateReader.Read(day));
        }
    }

    [Fact]
    public void No_damage_makes_the_reader_throw()
    {
        var random = new Random(824);
        var dates = Moments.Select(format => format(new DateTimeOffset(2026, 11, 20, 9, 25, 0, TimeSpan.FromHours(-3))))
            .Concat(DateReaderTests.Written.Select(row => row.Data.Item1)).ToList();
        for (var round = 0; round < 50_000; round++)
        {
            var text = dates[random.Next(dates.Count)];
            for (var damages = random.Next(1, 5); damages > 0; damages--)
                text = Damaged(text, random);
            var read = DateReader.Read(text, random.Next(2) == 0 ? null : Zones.London);
            Assert.True(read is not { } date || date.Moment.Year is > 2 and <= 9999);
            _ = DateReader.ReadDeclared(text);
        }
    }

    private static string Damaged(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var end = Math.Min(text.Length, at + random.Next(4));
        return random.Next(3) switch
        {
            0 => text[..at] + Signs[random.Next(Signs.Length)] + text[at..],
            1 => text[..at] + Signs[random.Next(Signs.Length)] + text[end..],
            _ => text[..at] + text[end..],
        };
    }
}
