using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>A line that speaks of the original, as the table of wires reads it.</summary>
/// <param name="Wire">The row that knows it.</param>
/// <param name="Quote">The line, as evidence.</param>
/// <param name="Links">The addresses that may be meant, the likeliest first; empty when the line only promises one.</param>
/// <param name="At">The place of the line.</param>
public sealed record OriginalLine(Wire Wire, string Quote, IReadOnlyList<LineLink> Links, int At);

/// <summary>Reads the lines that say where the original stands: a label or a sentence, and an address on it or right below.</summary>
internal static partial class OriginalLines
{
    /// <summary>Longer lines are prose that happens to hold the words.</summary>
    private const int LongestLine = 2500;

    /// <summary>A label that stands alone is short: its address is on the next line, or nowhere.</summary>
    private const int LongestLabel = 200;

    private const int LongestQuote = 300;

    /// <summary>Every line that a row of the table knows, in order.</summary>
    /// <param name="page">The page's own address; null when it is not known.</param>
    public static IReadOnlyList<OriginalLine> Read(LineSight lines, Uri? page)
    {
        var found = new List<OriginalLine>();
        var standing = Wires.Known.Naming.Where(row => row.StandsOn(page)).ToList();
        var mayName = Wires.Known.MayName(lines.Joined);
        for (var at = 0; at < lines.Count; at++)
        {
            var text = lines.Texts[at];
            if (!mayName[at] || text.Length > LongestLine || !(lines.HasLink(at) || Wires.Known.MayPromise(text, mayLabel: text.Length <= LongestLabel)))
                continue;
            var isDenied = (bool?)null;
            foreach (var row in standing)
            {
                if (row.Find(text) is { } match && !(isDenied ??= Wires.Known.IsDenied(text)))
                    found.Add(Named(lines, at, row, match));
            }
        }
        return found;
    }

    /// <summary>What the labels alone say: so a wire's page names its original.</summary>
    public static StatedOriginal? Stated(IReadOnlyList<TextLine> lines)
    {
        var labels = Read(new LineSight(lines), null).Where(line => line.Wire.Kind == WireKind.Label).ToList();
        var named = labels.SelectMany(line => line.Links.Select(link => new StatedLink(LinkCleaner.Clean(link.Address), line.Quote))).DistinctBy(link => link.Link).ToList();
        return labels.Count == 0 ? null : new StatedOriginal(named.Count > 0 ? named[0].Link : null, named.Count > 0 ? named[0].Quote : labels[0].Quote, [.. named.Skip(1)]);
    }

    /// <summary>True for the label of a wire's page.</summary>
    public static bool IsLabel(string line) => Wires.Known.MayPromise(line, mayLabel: true) && Wires.Known.Naming.Any(row => row.Kind == WireKind.Label && row.Place == WireLinkPlace.After && row.Find(line) is not null);

    private static OriginalLine Named(LineSight lines, int at, Wire row, Match cue)
    {
        var line = lines.LineOf(at);
        if (row.Place == WireLinkPlace.None)
            return new OriginalLine(row, Quoted(line.Text, cue), [], at);
        var next = at + 1 < lines.Count ? lines.LineOf(at + 1) : null;
        if (line.Links.Count > 0)
        {
            if (Continues(line, next))
                return new OriginalLine(row, $"{line.Text} {next!.Text}", PageLines.AddressesIn(line.Text + next.Text), at);
            return new OriginalLine(row, Quoted(line.Text, cue), Ordered(line, row, cue), at);
        }
        // The address may stand on the line below its label, if nothing else does.
        var rest = cue.Groups["rest"] is { Success: true } group ? group.Value : line.Text[(cue.Index + cue.Length)..];
        if (rest.AsSpan().Trim(" .:：-–—").Length > 0 || line.HasDeadLink || next is not { Links.Count: > 0 } || !IsOnlyLinks(next))
            return new OriginalLine(row, Quoted(line.Text, cue), [], at);
        var after = at + 2 < lines.Count ? lines.LineOf(at + 2) : null;
        return Continues(next, after)
            ? new OriginalLine(row, $"{line.Text} {next.Text} {after!.Text}", PageLines.AddressesIn(next.Text + after.Text), at)
            : new OriginalLine(row, $"{line.Text} {next.Text}", next.Links, at);
    }

    /// <summary>What stands behind the cue and in its sentence first; then what says of itself that it is the original; a later sentence is another matter.</summary>
    private static IReadOnlyList<LineLink> Ordered(TextLine line, Wire row, Match cue)
    {
        var (behind, within, before) = (new List<LineLink>(), new List<LineLink>(), new List<LineLink>());
        var from = 0;
        foreach (var link in line.Links)
        {
            var at = link.Text.Length == 0 ? from : line.Text.IndexOf(link.Text, from, StringComparison.Ordinal);
            at = at < 0 ? from : at;
            from = at + link.Text.Length;
            if (at < cue.Index)
                before.Add(link);
            else if (at < cue.Index + cue.Length)
                within.Add(link);
            else if (row.Kind is WireKind.Label or WireKind.Wire || !SentenceEnd().IsMatch(line.Text[(cue.Index + cue.Length)..at]) || OfOriginal().IsMatch(link.Text))
                behind.Add(link);
        }
        // WordPress' line links the post first and its site behind.
        if (row.Kind == WireKind.Footer)
            return within;
        if (row.Place == WireLinkPlace.Line || row.Kind == WireKind.Label)
            return [.. behind, .. within, .. before];
        return [.. behind, .. within];
    }

    /// <summary>The line; of a long one what stands around the cue.</summary>
    private static string Quoted(string line, Match cue)
    {
        if (line.Length <= LongestQuote)
            return line;
        var from = Math.Clamp(cue.Index - 20, 0, line.Length - LongestQuote);
        var start = from == 0 ? 0 : line.IndexOf(' ', from) + 1;
        return (start == 0 ? "" : "…") + PlainText.Shortened(line[start..], LongestQuote);
    }

    private static bool IsOnlyLinks(TextLine line) => line.Links.Sum(link => link.Text.Length) >= line.Text.Length * 3 / 4;

    /// <summary>True when an address was broken at the end of its line: what follows has no blank and goes on as a path.</summary>
    private static bool Continues(TextLine line, TextLine? next) =>
        next is { Links.Count: 0 } && line.Links is [.., { } last] && line.Text.EndsWith(last.Text, StringComparison.Ordinal)
        && last.Text.Contains("://", StringComparison.Ordinal) && !next.Text.Contains(' ', StringComparison.Ordinal)
        && (last.Text.EndsWith('-') || last.Text.EndsWith('/') || line.Text[^1] is '-' or '/' || next.Text.StartsWith('/') || next.Text.Contains('-', StringComparison.Ordinal) || next.Text.Contains('/', StringComparison.Ordinal));

    [GeneratedRegex(@"\p{Ll}[.!?…]+[”’""»)]?\s+\p{Lu}|。", RegexOptions.NonBacktracking)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"origin|\b(?:full|whole) (?:article|story|post|piece|text)\b|^(?:here|hier|ici|aquí|aqui|qui|tutaj)$|原文", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OfOriginal();
}
