using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>Reads the lines that say where the original stands: a label, and an address on it or right below.</summary>
internal static class OriginalLines
{
    public static StatedOriginal? Read(IReadOnlyList<TextLine> lines)
    {
        var quotes = new List<string>();
        var links = new List<Uri>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (WireMarks.Original().Match(lines[at].Text) is not { Success: true } label)
                continue;
            var (found, quote) = Addresses(lines, at, label.Groups["rest"].Value.Trim());
            if (found.Count > 0 || quotes.Count == 0)
                quotes.Insert(found.Count > 0 && links.Count == 0 ? 0 : quotes.Count, quote);
            links.AddRange(found.Select(LinkCleaner.Clean).Where(link => !links.Contains(link)));
        }
        return quotes.Count == 0 ? null : new StatedOriginal(links.FirstOrDefault(), quotes[0], [.. links.Skip(1)]);
    }

    private static (IReadOnlyList<Uri> Links, string Quote) Addresses(IReadOnlyList<TextLine> lines, int at, string rest)
    {
        var line = lines[at];
        var next = at + 1 < lines.Count ? lines[at + 1] : null;
        if (line.Links.Count > 0)
            return Continues(line, next) ? Joined(line, next!) : ([.. line.Links.Select(link => link.Address)], line.Text);
        // The address may stand on the line below its label, if nothing else does.
        if (rest.Length == 0 && !line.HasDeadLink && next is { Links.Count: > 0 } && IsOnlyLinks(next))
        {
            var after = at + 2 < lines.Count ? lines[at + 2] : null;
            var (links, quote) = Continues(next, after) ? Joined(next, after!) : ([.. next.Links.Select(link => link.Address)], next.Text);
            return (links, $"{line.Text} {quote}");
        }
        return ([], line.Text);
    }

    private static bool IsOnlyLinks(TextLine line) => line.Links.Sum(link => link.Text.Length) >= line.Text.Length * 3 / 4;

    /// <summary>True when an address was broken at the end of its line: what follows has no blank and goes on as a path.</summary>
    private static bool Continues(TextLine line, TextLine? next) =>
        next is { Links.Count: 0 } && line.Links is [.., { } last] && line.Text.EndsWith(last.Text, StringComparison.Ordinal)
        && last.Text.Contains("://", StringComparison.Ordinal) && !next.Text.Contains(' ', StringComparison.Ordinal)
        && (last.Text.EndsWith('-') || last.Text.EndsWith('/') || line.Text[^1] is '-' or '/' || next.Text.StartsWith('/') || next.Text.Contains('-', StringComparison.Ordinal) || next.Text.Contains('/', StringComparison.Ordinal));

    private static (IReadOnlyList<Uri> Links, string Quote) Joined(TextLine line, TextLine next)
    {
        var whole = PageLines.AddressesIn(line.Text + next.Text);
        return ([.. whole.Select(link => link.Address)], $"{line.Text} {next.Text}");
    }
}
