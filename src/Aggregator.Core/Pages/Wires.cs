using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>How pages name their original: the table <c>wires.json</c>, which a person extends.</summary>
public sealed class Wires
{
    /// <summary>The table of this program.</summary>
    public static readonly Wires Known = new(EmbeddedTable.Read("wires.json", PageTables.Default.WireTable));

    private readonly WordSieve _words;
    private readonly WordSieve _labels;
    private readonly WordSieve _datelines;
    private readonly IReadOnlyList<Wire> _denials;
    private readonly IReadOnlyList<Lazy<Regex>> _never;
    private readonly IReadOnlyList<string> _carriers;

    private Wires(WireTable table)
    {
        Rows = [.. table.Rows.Select(row => new Wire(row, table.Parts))];
        NeverExamples = [.. table.Never.Select(row => row.Example)];
        _never = [.. table.Never.Select(row => Wire.Compiled(row.Cue, table.Parts))];
        Naming = [.. Rows.Where(row => row.Kind is not (WireKind.Not or WireKind.Syndicator))];
        _denials = [.. Rows.Where(row => row.Kind == WireKind.Not)];
        _words = WordsOf(table, row => row.Kind is not (WireKind.Not or WireKind.Syndicator));
        _labels = WordsOf(table, row => row.Kind is WireKind.Label or WireKind.Wire or WireKind.Credit && row.Place == WireLinkPlace.After);
        _datelines = WordsOf(table, row => row.Place == WireLinkPlace.None && row.Kind is not (WireKind.Not or WireKind.Syndicator));
        _carriers = [.. table.Rows.Where(row => row.Carries).SelectMany(row => row.Hosts)];
    }

    public IReadOnlyList<Wire> Rows { get; }

    /// <summary>The rows that read lines and name originals.</summary>
    internal IReadOnlyList<Wire> Naming { get; }

    /// <summary>Addresses that are never an original, one for each reason.</summary>
    public IReadOnlyList<string> NeverExamples { get; }

    /// <summary>Reads a table. A key that it does not know is a mistake.</summary>
    /// <exception cref="JsonException">The table has a mistake; the message says where.</exception>
    public static Wires Parse(string json) => new(JsonSerializer.Deserialize(json, PageTables.Default.WireTable) ?? throw new JsonException("The table is empty."));

    /// <summary>True when a page at this address is itself a copy, and names the original it was made from.</summary>
    public bool Carries(Uri link) => WebSite.IsBelow(link, _carriers);

    /// <summary>True for what often stands beside a credit and is no article: share buttons, licences, authors, pictures.</summary>
    public bool IsNever(Uri link) => _never.Any(cue => cue.Value.IsMatch(link.AbsoluteUri));

    /// <summary>Cheap: for each line, false for almost every one.</summary>
    internal bool[] MayName(JoinedLines lines) => _words.Catches(lines);

    /// <summary>Of the lines that may name an original, those that may do it without a link.</summary>
    /// <param name="mayLabel">True when the line is short enough to be a label, whose address is on the next line.</param>
    internal bool MayPromise(string line, bool mayLabel) => (mayLabel ? _labels : _datelines).Catches(line);

    /// <summary>True for a line that names no original, whatever else it says.</summary>
    internal bool IsDenied(string line) => _denials.Any(row => row.Find(line) is not null);

    private static WordSieve WordsOf(WireTable table, Func<WireRow, bool> isOf) => new(table.Rows.Where(isOf).SelectMany(row => row.Words));
}

/// <summary>One way in which pages name their original.</summary>
public sealed class Wire
{
    private readonly WireRow _row;
    private readonly WordSieve _words;
    private readonly IReadOnlyList<Lazy<Regex>> _cues;
    private readonly Lazy<Regex>? _to;

    internal Wire(WireRow row, IReadOnlyDictionary<string, string> parts)
    {
        _row = row;
        _words = new WordSieve(row.Words);
        _cues = [.. row.Cues.Select(cue => Compiled(cue, parts))];
        _to = row.To is null ? null : Compiled(row.To, parts);
    }

    public string Name => _row.Name;

    public WireKind Kind => _row.Kind;

    public WireLinkPlace Place => _row.Place;

    /// <summary>Lines in which it must be found.</summary>
    public IReadOnlyList<string> Examples => _row.Examples;

    /// <summary>Lines in which it must not be found.</summary>
    public IReadOnlyList<string> Not => _row.Not;

    /// <summary>True when it may stand on a page at this address.</summary>
    public bool StandsOn(Uri? address) => _row.On.Count == 0 || (address is not null && WebSite.IsBelow(address, _row.On));

    /// <summary>True when the address is one of the wire's articles, or the row does not say what these look like.</summary>
    public bool LeadsTo(Uri link) => _to?.Value.IsMatch(link.AbsoluteUri) ?? true;

    internal Match? Find(string line) =>
        _words.Catches(line) ? _cues.Select(cue => cue.Value.Match(line)).FirstOrDefault(match => match.Success) : null;

    /// <summary>A cue as it is used for the first time: one takes ten milliseconds to make and weighs a megabyte or two, and most pages need none.</summary>
    internal static Lazy<Regex> Compiled(string cue, IReadOnlyDictionary<string, string> parts) =>
        new(() => new Regex(parts.Aggregate(cue, (text, part) => text.Replace($"{{{part.Key}}}", part.Value, StringComparison.Ordinal)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
}

/// <summary>What a row of the table is worth.</summary>
public enum WireKind
{
    /// <summary>A line made for it: it may name a page of the same site.</summary>
    Label,

    /// <summary>A sentence that says it, of another site.</summary>
    Credit,

    /// <summary>A wire's own line.</summary>
    Wire,

    /// <summary>The line that WordPress writes below a post.</summary>
    Footer,

    /// <summary>A word that says it only where the address repeats the title.</summary>
    Hint,

    /// <summary>A line that names no original, whatever else it says.</summary>
    Not,

    /// <summary>Hosts alone.</summary>
    Syndicator,
}

/// <summary>Where the link stands.</summary>
public enum WireLinkPlace
{
    /// <summary>Behind the cue, or alone on the next line.</summary>
    After,

    /// <summary>Anywhere on the line.</summary>
    Line,

    /// <summary>The wire gives no address that can be used.</summary>
    None,
}

/// <summary>The table as written.</summary>
internal sealed record WireTable
{
    public required string About { get; init; }

    public required string Kinds { get; init; }

    /// <summary>Parts of cues that several rows have in common.</summary>
    public required IReadOnlyDictionary<string, string> Parts { get; init; }

    public required IReadOnlyList<WireRow> Rows { get; init; }

    public required IReadOnlyList<NeverRow> Never { get; init; }
}

/// <summary>A row as written; the table's own words say what each key means.</summary>
internal sealed record WireRow
{
    public required string Name { get; init; }

    public required WireKind Kind { get; init; }

    public WireLinkPlace Place { get; init; }

    public IReadOnlyList<string> Hosts { get; init => field = value ?? []; } = [];

    public bool Carries { get; init; }

    public IReadOnlyList<string> On { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Words { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Cues { get; init => field = value ?? []; } = [];

    public string? To { get; init; }

    public IReadOnlyList<string> Examples { get; init => field = value ?? []; } = [];

    public IReadOnlyList<string> Not { get; init => field = value ?? []; } = [];
}

/// <summary>A kind of address that is never an original.</summary>
internal sealed record NeverRow
{
    public required string Name { get; init; }

    public required string Cue { get; init; }

    public required string Example { get; init; }
}

/// <summary>How the tables of this room are read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WireTable))]
internal sealed partial class PageTables : JsonSerializerContext;
