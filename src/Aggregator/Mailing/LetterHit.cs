using Aggregator.Digests;

namespace Aggregator.Mailing;

/// <summary>Why a watch found a story, as a letter shows it.</summary>
/// <param name="Intro">What stands before: who found it, where the heading does not say so.</param>
/// <param name="Places">The words around what matched.</param>
/// <param name="Others">What else the watch asked for and the story has, in words; null for nothing.</param>
internal sealed record LetterHit(string Intro, IReadOnlyList<LetterPlace> Places, string? Others)
{
    public static LetterHit Of(WatchHit hit, DigestSection section, int most)
    {
        var places = hit.Reasons.Where(reason => reason.Marks.Count > 0).GroupBy(reason => (reason.Field, reason.Around)).ToList();
        var shown = places.Take(most).ToList();
        string[] others = [.. hit.Reasons.Where(reason => reason.Marks.Count == 0).Select(reason => $"{reason.Field}: {reason.Term}"), .. places.Skip(shown.Count).SelectMany(place => place).Select(reason => reason.Term).Except(shown.SelectMany(place => place).Select(reason => reason.Term))];
        return new LetterHit(
            section.Kind == SectionKind.Watch && hit.Watch == section.Title ? "Why:" : $"Your watch “{LetterLine.Closed(LetterLine.Named(hit.Watch, 120))}” found it, too:",
            [.. shown.Select(place => LetterPlace.Of(place.Key.Field, MarkedPart.Of(place.Key.Around, place.SelectMany(reason => reason.Marks))))],
            others.Length == 0 ? null : LetterLine.Of(string.Join(", ", others), 200));
    }

    /// <summary>For plain text, where what matched stands between stars.</summary>
    public IEnumerable<string> Lines => Places.Select(place => place.Starred).Concat(Others is null ? [] : [Others]).Select((line, at) => at == 0 ? $"{Intro} {line}" : line);
}

/// <summary>A place in a story that a watch asked for.</summary>
/// <param name="Parts">The words around it.</param>
/// <param name="Field">Where it stands, in words; null for the text.</param>
internal sealed record LetterPlace(IReadOnlyList<MarkedPart> Parts, string? Field)
{
    public string Line => string.Concat(Parts.Select(part => part.Text));

    public string Starred => string.Concat(Parts.Select(part => part.IsMarked ? $"*{part.Text}*" : part.Text)) + (Field is null ? "" : $" ({Field})");

    public static LetterPlace Of(string field, IReadOnlyList<MarkedPart> parts) => field switch
    {
        // The text itself goes without saying, and the title stands just above: only what matched is repeated.
        "text" => new(parts, null),
        "title" => new([.. parts.Where(part => part.IsMarked).SelectMany((part, at) => at == 0 ? [part] : new[] { new MarkedPart(" … ", false), part })], "in the title"),
        "publisher" => new(parts, "in the publisher’s name"),
        "standfirst" or "authors" => new(parts, $"in the {field}"),
        _ => new(parts, $"in {LetterLine.Named(field, 120)}"),
    };
}
