using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aggregator.Benchmarks;

/// <summary>What a benchmark found: rows of named figures, told as a table for a person or as one JSON object for a program.</summary>
/// <param name="benchmark">Its name on the command line.</param>
internal sealed class Figures(string benchmark)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly List<Section> _sections = [];

    /// <summary>Begins a group of rows that belong together.</summary>
    /// <param name="title">What was measured, and how.</param>
    public void Begin(string title) => _sections.Add(new Section(title));

    /// <summary>Adds a row to the group begun last.</summary>
    public void Add(string name, params IReadOnlyList<Figure> figures) => _sections[^1].Rows.Add((name, figures));

    /// <summary>Adds a sentence to the group begun last.</summary>
    public void Note(string sentence) => _sections[^1].Notes.Add(sentence);

    /// <summary>All of it on standard output, and nothing else there.</summary>
    public void Print(bool asJson)
    {
        if (asJson)
            Console.WriteLine(AsJson().ToJsonString(Readable));
        else
            _sections.ForEach(PrintSection);
    }

    /// <summary>The group begun last as a table, where the whole takes so long that nobody waits for it.</summary>
    public void PrintLast() => PrintSection(_sections[^1]);

    private JsonObject AsJson() => new()
    {
        ["benchmark"] = benchmark,
        ["sections"] = new JsonArray([.. _sections.Select(section => new JsonObject
        {
            ["title"] = section.Title,
            ["rows"] = new JsonArray([.. section.Rows.Select(row => new JsonObject([Pair("name", row.Name), .. row.Figures.Select(figure => Pair(figure.Key, Math.Round(figure.Value, 4)))]))]),
            ["notes"] = new JsonArray([.. section.Notes.Select(note => JsonValue.Create(note))]),
        })]),
    };

    private static KeyValuePair<string, JsonNode?> Pair(string key, JsonNode value) => new(key, value);

    private static void PrintSection(Section section)
    {
        Console.WriteLine(section.Title);
        foreach (var (name, figures) in section.Rows)
            Console.WriteLine($"  {name,-44} {string.Join("  ", figures.Select(figure => figure.Text))}");
        section.Notes.ForEach(note => Console.WriteLine($"  {note}"));
        Console.WriteLine();
    }

    /// <summary>Rows that belong together.</summary>
    private sealed record Section(string Title)
    {
        public List<(string Name, IReadOnlyList<Figure> Figures)> Rows { get; } = [];

        public List<string> Notes { get; } = [];
    }
}

/// <summary>One number of a row.</summary>
/// <param name="Key">Its name in JSON, with the unit: a reader of JSON sees nothing else.</param>
/// <param name="Value">The number.</param>
/// <param name="Text">As the table has it.</param>
internal readonly record struct Figure(string Key, double Value, string Text)
{
    /// <param name="format">As <c>0.0 ms</c>: what the table shows.</param>
    /// <param name="width">Of the table's column.</param>
    public static Figure Of(string key, double value, string format, int width = 10) => new(key, value, value.ToString(format, CultureInfo.InvariantCulture).PadLeft(width));
}
