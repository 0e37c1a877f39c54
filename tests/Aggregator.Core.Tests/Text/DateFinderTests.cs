using Xunit;

namespace Aggregator.Text;

public sealed class DateFinderTests
{
    [Theory]
    [InlineData("By Ada Quay, 3 March 2026", "2026-03-03")]
    [InlineData("Published March 3, 2026 · 5 min read", "2026-03-03")]
    [InlineData("Von Ada Quay am 3. März 2026, 9.25 Uhr", "2026-03-03")]
    [InlineData("Publié le 3 mars 2026 à 09:25", "2026-03-03")]
    [InlineData("Publicado el 3 de marzo de 2026", "2026-03-03")]
    [InlineData("jeudi 13 juin 2019, par Ada", "2019-06-13")]
    [InlineData("13 stycznia 2014 r.", "2014-01-13")]
    [InlineData("2026年3月3日 09:25", "2026-03-03")]
    [InlineData("2026年03月03日09:25 来源：港口", "2026-03-03")]
    [InlineData("3 Mar 26", "2026-03-03")]
    [InlineData("Essay - Published: 2026.03.13 | Notes", "2026-03-13")]
    [InlineData("Do 25.04.24 | 14:07 Uhr", "2024-04-25")]
    [InlineData("Ada Quay3.11.2026", "2026-11-03")]
    [InlineData("HarbourMARCH 3, 2026Updated", "2026-03-03")]
    [InlineData("Mar 32026", "2026-03-03")]
    [InlineData("Feb 182026", "2026-02-18")]
    [InlineData("from 2026-03-03 to 2026-03-05", "2026-03-03 2026-03-05")]
    [InlineData("04/23/2026, in the order of America", "2026-04-23")]
    [InlineData("Thu, 01/12/2012 - 9:35am", "2012-01-12")]
    [InlineData("Posted on Wednesday, 01.11.12", "2012-01-11")]
    [InlineData("Thu 1/12/2012", "2012-01-12")]
    [InlineData("Thursday, 01.11.12", "2012-11-01")]
    [InlineData("Donnerstag, 01.11.12", "2012-11-01")]
    public void A_day_is_found_among_other_words(string line, string days) => Assert.Equal(days, Days(line));

    [Theory]
    [InlineData("Call 020 7946 0123 today")]
    [InlineData("version 10.12.11.3 of the tide table")]
    [InlineData("v3.11.2026")]
    [InlineData("between 2024 and 2026")]
    [InlineData("March 2026")]
    [InlineData("3 марта 15:31")]
    [InlineData("3 March 10 am")]
    [InlineData("am 3. März 15 Uhr")]
    [InlineData("2026年3月3日4")]
    [InlineData("March 402026")]
    [InlineData("May 12345")]
    [InlineData("smarch 3, 2026")]
    [InlineData("May 12 of us say so")]
    [InlineData("The score was 3-2 in 2026")]
    [InlineData("")]
    public void What_is_no_whole_day_is_none(string line) => Assert.Equal("", Days(line));

    [Fact]
    public void A_day_that_could_be_another_is_told_as_both()
    {
        var found = Assert.Single(DateFinder.Find("Posted 03/04/2026"));
        Assert.Equal((WrittenDate.Day(2026, 4, 3), WrittenDate.Day(2026, 3, 4)), (found.Value, found.Swapped));
        Assert.Null(Assert.Single(DateFinder.Find("Posted 03/03/2026")).Swapped);
        // The weekday before it says which, if it is one of them.
        Assert.Null(Assert.Single(DateFinder.Find("Wed, 03/04/2026")).Swapped);
        Assert.NotNull(Assert.Single(DateFinder.Find("Mon, 03/04/2026")).Swapped);
    }

    [Fact]
    public void A_place_says_where_the_day_stands()
    {
        const string line = "By Ada Quay, 3 March 2026, London";
        var found = Assert.Single(DateFinder.Find(line));
        Assert.Equal("3 March 2026", line.Substring(found.Start, found.Length).TrimEnd(' ', ','));
    }

    [Fact]
    public void No_line_makes_the_finder_throw()
    {
        var random = new Random(303);
        string[] parts = ["3", "11", "2026", "March", "März", ".", "/", "-", " ", "年", "月", "日", "st", "\uD83D", "\u0301", "\u200F", "99999999999", "of", ",", "(", "'"];
        for (var round = 0; round < 20_000; round++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => parts[random.Next(parts.Length)]));
            Assert.All(DateFinder.Find(line), found => Assert.InRange(found.Start + found.Length, 1, line.Length));
        }
    }

    private static string Days(string line) => string.Join(' ', DateFinder.Find(line).Select(found => found.Value));
}
