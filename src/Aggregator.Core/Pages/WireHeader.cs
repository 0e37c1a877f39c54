using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>The head of a wire's page: channel, date, printable version. It may be lost, wholly or in part.</summary>
internal sealed record WireHeader
{
    /// <summary>The header ends within this many lines, or is not there.</summary>
    private const int Longest = 12;

    /// <summary>How many lines of the page it takes.</summary>
    public int Length { get; private init; }

    public string? Channel { get; private init; }

    public WrittenDate? Date { get; private init; }

    public Uri? Printable { get; private init; }

    /// <summary>The headline, where the document itself names it: in its only h1, or in its title.</summary>
    public string? NamedTitle { get; private init; }

    public static WireHeader Read(IReadOnlyList<TextLine> lines, PageDocument page)
    {
        var named = WireMarks.DocumentTitle().Match(page.Title ?? "");
        var header = new WireHeader
        {
            NamedTitle = page.Heading ?? (named.Success ? named.Groups["title"].Value : null),
            Channel = named.Success ? named.Groups["channel"].Value : null,
        };
        var length = EndOf(lines, header.NamedTitle);
        var channelOfDocument = header.Channel;
        foreach (var line in lines.Take(length))
            header = header.With(line);
        return header with { Length = length, Channel = channelOfDocument ?? header.Channel };
    }

    private static int EndOf(IReadOnlyList<TextLine> lines, string? title)
    {
        var end = 0;
        // Above a named title there may be a menu of any length; without one, the header stands at the top or is lost.
        var titleAt = title is null ? -1 : lines.Select(line => line.Text).ToList().IndexOf(title);
        for (var at = 0; at < (titleAt >= 0 ? titleAt : Math.Min(lines.Count, Longest)); at++)
        {
            if (IsHeader(lines[at]))
                end = at + 1;
        }
        return end;
    }

    private static bool IsHeader(TextLine line) =>
        WireMarks.IsPrintable(line.Text) || WireMarks.HeaderDate().IsMatch(line.Text) || line.Links.Any(IsPrintable)
        || (line.Text.Length > 0 && WireMarks.Rule().IsMatch(line.Text));

    private static bool IsPrintable(LineLink link) => link.Address.AbsolutePath.Contains("/print/", StringComparison.OrdinalIgnoreCase);

    private WireHeader With(TextLine line)
    {
        var printable = Printable is not null ? Printable : line.Links.FirstOrDefault(IsPrintable)?.Address is { } print ? WireLink.Plain(print) : null;
        if (WireMarks.HeaderDate().Match(line.Text) is { Success: true } dated)
            return this with { Printable = printable, Date = DateReader.Read(dated.Groups["date"].Value), Channel = Blank(dated.Groups["channel"].Value) ?? Channel };
        if (WireMarks.IsPrintable(line.Text))
            return this with { Printable = printable ?? (line.Links is [var only, ..] ? only.Address : null) };
        // Of several lines above the mark, the nearest is the channel: the site's own bar stands above it.
        return this with { Printable = printable, Channel = WireMarks.Rule().IsMatch(line.Text) ? Channel : Blank(line.Text.Trim('|', ' ')) ?? Channel };
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;
}
