using System.ServiceModel.Syndication;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Reads dates for Syndication and remembers what it cannot carry: that only a day was written, or that a date could not be read.</summary>
/// <remarks>
/// Syndication knows a moment or an exception, and throws it late, from a property. So every date is accepted;
/// those it cannot express travel as numbered moments of year 2, which <see cref="DateReader"/> never yields.
/// </remarks>
internal sealed class DateNotes
{
    private static readonly DateTimeOffset First = new(2, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Text, WrittenDate? Date)> _notes = [];

    public bool TryRead(XmlDateTimeData data, out DateTimeOffset moment)
    {
        var text = PlainText.OneLine(data.DateTimeString);
        var date = DateReader.ReadDeclared(text);
        if (date is { HasTime: true } whole)
        {
            moment = whole.Moment;
            return true;
        }
        moment = First.AddTicks(_notes.Count);
        _notes.Add((text, date));
        return true;
    }

    /// <summary>The date behind a moment that Syndication gives; null when none was written or it could not be read.</summary>
    public WrittenDate? Date(DateTimeOffset moment) =>
        moment == default ? null : Note(moment) is { } note ? note.Date : new WrittenDate(moment, true);

    /// <summary>The text of a date that could not be read.</summary>
    public string? Unread(DateTimeOffset moment) => Note(moment) is { Date: null, Text.Length: > 0 } note ? note.Text : null;

    private (string Text, WrittenDate? Date)? Note(DateTimeOffset moment)
    {
        var at = (moment - First).Ticks;
        return moment.Year <= 2 && at >= 0 && at < _notes.Count ? _notes[(int)at] : null;
    }
}
