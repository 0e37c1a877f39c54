using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aggregator.Text;

/// <summary>A date as its publisher wrote it: a moment, or only a day when no time was given.</summary>
/// <param name="Moment">The moment; for a day alone, its midnight at offset zero.</param>
/// <param name="HasTime">False when only the day was written: then no time is invented.</param>
[JsonConverter(typeof(WrittenDateJson))]
public readonly record struct WrittenDate(DateTimeOffset Moment, bool HasTime) : IComparable<WrittenDate>
{
    public static WrittenDate Day(int year, int month, int day) => new(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), false);

    /// <summary>A wall-clock time of a zone. In the hour that comes twice, the first.</summary>
    public static WrittenDate In(TimeZoneInfo zone, DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new WrittenDate(new DateTimeOffset(wall, offset), true);
    }

    public static bool TryParse(string? text, out WrittenDate date)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal;
        var isDay = DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, styles, out var moment);
        var isMoment = !isDay && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out moment);
        date = new WrittenDate(moment, isMoment);
        return isDay || isMoment;
    }

    public int CompareTo(WrittenDate other) => Moment.CompareTo(other.Moment);

    /// <summary>ISO 8601: <c>2026-02-24T09:25:00+00:00</c>, or <c>2026-02-24</c> when only the day is known.</summary>
    public override string ToString() => Moment.ToString(HasTime ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool operator <(WrittenDate left, WrittenDate right) => left.CompareTo(right) < 0;
    public static bool operator <=(WrittenDate left, WrittenDate right) => left.CompareTo(right) <= 0;
    public static bool operator >(WrittenDate left, WrittenDate right) => left.CompareTo(right) > 0;
    public static bool operator >=(WrittenDate left, WrittenDate right) => left.CompareTo(right) >= 0;

    /// <summary>As one text.</summary>
    public sealed class WrittenDateJson : JsonConverter<WrittenDate>
    {
        public override WrittenDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var date) ? date : throw new JsonException("Not an ISO 8601 date.");

        public override void Write(Utf8JsonWriter writer, WrittenDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
