using System.Globalization;
using System.Text.RegularExpressions;

namespace Aggregator.Text;

/// <summary>Reads dates as publishers write them. What it cannot read is null: never now, never a guess.</summary>
public static partial class DateReader
{
    private static readonly Dictionary<string, int> Months = MonthNames();

    private static readonly Dictionary<string, TimeSpan> ZoneNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = TimeSpan.Zero,
        ["UT"] = TimeSpan.Zero,
        ["UTC"] = TimeSpan.Zero,
        ["GMT"] = TimeSpan.Zero,
        ["WET"] = TimeSpan.Zero,
        ["BST"] = TimeSpan.FromHours(1),
        ["CET"] = TimeSpan.FromHours(1),
        ["MET"] = TimeSpan.FromHours(1),
        ["CEST"] = TimeSpan.FromHours(2),
        ["MEST"] = TimeSpan.FromHours(2),
        ["EET"] = TimeSpan.FromHours(2),
        ["EEST"] = TimeSpan.FromHours(3),
        ["EST"] = TimeSpan.FromHours(-5),
        ["EDT"] = TimeSpan.FromHours(-4),
        ["CST"] = TimeSpan.FromHours(-6),
        ["CDT"] = TimeSpan.FromHours(-5),
        ["MST"] = TimeSpan.FromHours(-7),
        ["MDT"] = TimeSpan.FromHours(-6),
        ["PST"] = TimeSpan.FromHours(-8),
        ["PDT"] = TimeSpan.FromHours(-7),
    };

    /// <summary>Reads one date. A time without a zone is taken in <paramref name="zone"/>, or at offset zero when none is known.</summary>
    public static WrittenDate? Read(string? text, TimeZoneInfo? zone = null)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 120)
            return null;
        var line = PlainText.OneLine(text);
        return Built(Iso().Match(line), zone) ?? Built(DayFirst().Match(line), zone) ?? Built(MonthFirst().Match(line), zone)
            ?? Built(Numbers(line, zone), zone);
    }

    /// <summary>The wire's publishers write the day first. Elsewhere 03/04/2026 is two dates, and so none; 23/04/2026 and 04/23/2026 are one.</summary>
    private static Match Numbers(string line, TimeZoneInfo? zone)
    {
        var dayFirst = Slashes().Match(line);
        if (!dayFirst.Success || zone is not null || !line.Contains('/', StringComparison.Ordinal))
            return dayFirst;
        var (first, second) = (int.Parse(dayFirst.Groups["d"].Value, CultureInfo.InvariantCulture), int.Parse(dayFirst.Groups["m"].Value, CultureInfo.InvariantCulture));
        return first > 12 || first == second ? dayFirst : second > 12 ? SlashesMonthFirst().Match(line) : Match.Empty;
    }

    private static WrittenDate? Built(Match match, TimeZoneInfo? zone)
    {
        if (!match.Success || Day(match) is not { } day)
            return null;
        if (!match.Groups["h"].Success)
            return new WrittenDate(new DateTimeOffset(day, TimeSpan.Zero), false);
        if (Time(match) is not { } time)
            return null;
        var local = day + time;
        var named = match.Groups["zone"].Value;
        if (named.Length > 0)
            return Offset(named) is { } offset && InRange(local, offset) ? new WrittenDate(new DateTimeOffset(local, offset), true) : null;
        return WrittenDate.In(zone ?? TimeZoneInfo.Utc, local);
    }

    private static DateTime? Day(Match match)
    {
        var year = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
        if (match.Groups["y"].Length == 2)
            year += year < 70 ? 2000 : 1900;
        var monthText = match.Groups["m"].Value;
        if (!int.TryParse(monthText, CultureInfo.InvariantCulture, out var month) && !Months.TryGetValue(monthText, out month))
            return null;
        var day = match.Groups["d"].Success ? int.Parse(match.Groups["d"].Value, CultureInfo.InvariantCulture) : 0;
        // Year 0001 is how .NET and others write "no date".
        if (year is < 2 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        return new DateTime(year, month, day);
    }

    private static TimeSpan? Time(Match match)
    {
        var hour = int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["min"].Success ? int.Parse(match.Groups["min"].Value, CultureInfo.InvariantCulture) : 0;
        var second = match.Groups["s"].Success ? int.Parse(match.Groups["s"].Value, CultureInfo.InvariantCulture) : 0;
        var half = match.Groups["half"].Value;
        if (half.Length > 0)
        {
            if (hour is < 1 or > 12)
                return null;
            hour = (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        }
        // Second 60 is a leap second; 24:00 ends a day.
        return hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0) ? null : new TimeSpan(hour, minute, Math.Min(second, 59));
    }

    private static TimeSpan? Offset(string text)
    {
        var name = text.Trim('(', ')', ' ');
        if (ZoneNames.TryGetValue(name, out var known))
            return known;
        var digits = name.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) || name.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        if (digits.Length == 0 || digits[0] is not ('+' or '-'))
            return null;
        var numbers = digits[1..].Replace(":", "", StringComparison.Ordinal);
        if (numbers.Length is not (1 or 2 or 4) || !int.TryParse(numbers, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;
        if (numbers.Length == 4 && value % 100 > 59)
            return null;
        var offset = numbers.Length == 4 ? new TimeSpan(value / 100, value % 100, 0) : TimeSpan.FromHours(value);
        return offset > TimeSpan.FromHours(14) ? null : digits[0] == '-' ? -offset : offset;
    }

    private static bool InRange(DateTime local, TimeSpan offset) =>
        local.Ticks - offset.Ticks > DateTime.MinValue.Ticks && local.Ticks - offset.Ticks < DateTime.MaxValue.Ticks;

    private static Dictionary<string, int> MonthNames()
    {
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (full, month) in CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12).Select((name, at) => (name, at + 1)))
        {
            names[full] = month;
            names[full[..3]] = month;
        }
        names["Sept"] = 9;
        return names;
    }

    private const string Clock = @"(?:(?<h>[0-9]{1,2}):(?<min>[0-9]{2})(?::(?<s>[0-9]{2})(?:[.,][0-9]{1,9})?)?\s?(?<half>[aApP]\.?[mM]\.?)?)";
    private const string Zone = @"(?:\s?(?<zone>[A-Za-z]{1,5}|(?:GMT|UTC)?[+-][0-9]{1,2}(?::?[0-9]{2})?)(?:\s?\([A-Za-z ]+\))?)?";
    private const string Weekday = @"^(?:[\p{L}]{2,12}[.,]{0,2}\s)?";
    private const string Between = @"(?:,?\s(?:-\s|–\s|at\s|\|\s)?";

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})(?:(?:T|\s)\s?" + Clock + Zone + ")?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Iso();

    [GeneratedRegex(Weekday + @"(?<d>[0-9]{1,2})(?:st|nd|rd|th)?[\s-](?<m>\p{L}{3,9})[.,]?[\s-](?<y>[0-9]{4}|[0-9]{2})" + Between + Clock + Zone + ")?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DayFirst();

    [GeneratedRegex(Weekday + @"(?<m>\p{L}{3,9})\.?\s(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s(?<y>[0-9]{4})" + Between + Clock + Zone + ")?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"^(?<d>[0-9]{1,2})[/.](?<m>[0-9]{1,2})[/.](?<y>[0-9]{4})(?:,?\s" + Clock + Zone + ")?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Slashes();

    [GeneratedRegex(@"^(?<m>[0-9]{1,2})[/.](?<d>[0-9]{1,2})[/.](?<y>[0-9]{4})(?:,?\s" + Clock + Zone + ")?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SlashesMonthFirst();
}
