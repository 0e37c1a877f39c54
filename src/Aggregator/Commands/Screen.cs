using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aggregator.Files;
using Aggregator.Text;
using Aggregator.Watches;
using Spectre.Console;
using Spectre.Console.Rendering;
using Words = Spectre.Console.Text;

namespace Aggregator.Commands;

/// <summary>What a command says: drawn on a terminal, plain lines elsewhere, JSON for programs.</summary>
internal sealed class Screen(bool isJson)
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongLine = 2;

    private const int ShortCell = 26;

    private static readonly JsonSerializerOptions Style = new(JsonSerializerDefaults.Web)
    {
        // Titles stay readable; what could break a terminal is escaped all the same.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Readable = new(Style) { WriteIndented = true };

    public bool IsJson => isJson;

    /// <summary>True when a person watches, and tables and bars can be drawn.</summary>
    public bool IsDrawn => !isJson && !Console.IsOutputRedirected;

    public static Screen Of(ParseResult line) => new(line.GetValue(Options.Json));

    /// <summary>One JSON value on one line.</summary>
    public static string JsonLine(object value) => JsonSerializer.Serialize(value, Style);

    /// <summary>Tells what is wrong with a command line.</summary>
    public static int Mistyped(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var verbs = string.Join(", ", command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
        IEnumerable<string> sentences = line.Errors.Select(error => Safe(error.Message)).Distinct();
        // The library tells of a wrong verb twice: as a word it does not know, and as a verb that is missing.
        if (verbs.Length > 0)
            sentences = [line.UnmatchedTokens is [var wrong, ..] ? $"'{Safe(wrong)}' is not one of its verbs: {verbs}." : $"Say what to do: {verbs}."];
        foreach (var sentence in sentences)
            Console.Error.WriteLine($"aggregator: {sentence}");
        Console.Error.WriteLine($"See: {Typed(line.CommandResult)} --help");
        return WrongLine;

        static string Typed(CommandResult verb) => verb.Parent is CommandResult above ? $"{Typed(above)} {verb.Command.Name}" : "aggregator";
    }

    /// <summary>The sentence of a failure; the exit code with it.</summary>
    public int Fail(string sentence, int code = Failed) => Fail([sentence], code);

    /// <param name="below">Lines whose blanks count, shown below the sentences.</param>
    public int Fail(IReadOnlyList<string> sentences, int code = Failed, IReadOnlyList<string>? below = null)
    {
        if (isJson)
            Json(new { errors = sentences });
        foreach (var sentence in sentences)
            Console.Error.WriteLine($"aggregator: {Safe(sentence)}");
        foreach (var text in below ?? [])
            Console.Error.WriteLine("  " + string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));
        return code;
    }

    /// <summary>A failure, and what a person can try instead.</summary>
    public int Fail(string sentence, string? advice)
    {
        if (advice is null)
            return Fail(sentence);
        if (isJson)
            Json(new { errors = new[] { sentence }, advice });
        Console.Error.WriteLine($"aggregator: {Safe(sentence)}");
        Console.Error.WriteLine($"aggregator: {Safe(advice)}");
        return Failed;
    }

    /// <summary>A line beside an output that must hold nothing else.</summary>
    public void Aside(string sentence) => Console.Error.WriteLine($"aggregator: {Safe(sentence)}");

    public void Json(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Readable));

    /// <summary>A line of text. What a publisher wrote cannot steer the terminal.</summary>
    public void Line(string text = "") => Console.Out.WriteLine(Safe(text));

    /// <summary>A line whose leading blanks count.</summary>
    public void Indented(string text) => Console.Out.WriteLine(new string(' ', text.Length - text.TrimStart(' ').Length) + Safe(text));

    /// <summary>A paragraph in the terminal's width.</summary>
    public void Paragraph(string text)
    {
        if (IsDrawn)
            AnsiConsole.Write(new Padder(new Words(Safe(text)), new Padding(0, 0, 0, 1)));
        else
            Console.Out.WriteLine(Safe(text) + "\n");
    }

    /// <summary>The paragraphs of a text, and before them the pages of the file they stand on.</summary>
    public void Text(string text, IReadOnlyList<PageStart> starts)
    {
        var (place, page) = (0, 0);
        foreach (var paragraph in text.Split("\n\n"))
        {
            if (PageStart.PageAt(starts, place) is { } at && at != page)
                Heading($"p. {page = at}");
            Paragraph(paragraph);
            place += paragraph.Length + 2;
        }
    }

    public void Heading(string text)
    {
        if (IsDrawn)
            AnsiConsole.Write(new Words(Safe(text) + "\n", new Style(decoration: Decoration.Bold)));
        else
            Line(text);
    }

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) => Table(columns, rows.Select(row => row.Select(cell => new Cell(cell, [])).ToList()));

    /// <summary>Rows in columns: a table on a terminal, fields parted by tabs elsewhere.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        if (!IsDrawn)
        {
            foreach (var row in rows)
                Console.Out.WriteLine(string.Join('\t', row.Select(cell => Safe(cell.Text))));
            return;
        }
        var cells = rows.Select(row => row.Select(cell => cell.Marks.Count > 0 ? cell : new Cell(Safe(cell.Text), [])).ToList()).ToList();
        var table = new Table { Border = TableBorder.Simple, Expand = false };
        for (var at = 0; at < columns.Count; at++)
        {
            // Short values stay on one line; long ones share what the terminal has left.
            var isShort = cells.TrueForAll(row => row[at].Text.Length <= ShortCell);
            table.AddColumn(new TableColumn(new Words(columns[at], new Style(decoration: Decoration.Bold))) { NoWrap = isShort });
        }
        foreach (var row in cells)
            table.AddRow(row.Select(Drawn));
        AnsiConsole.Write(table);
    }

    /// <summary>Name and value pairs; empty values are left out.</summary>
    public void Facts(IEnumerable<(string Name, string? Value)> facts)
    {
        var shown = facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).ToList();
        if (!IsDrawn)
        {
            foreach (var (name, value) in shown)
                Line($"{name}: {value}");
            return;
        }
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) }).AddColumn();
        foreach (var (name, value) in shown)
            grid.AddRow(new Words(name, new Style(Color.Grey)), new Words(Safe(value!)));
        AnsiConsole.Write(grid);
    }

    /// <summary>Runs long work with a bar, when a person watches.</summary>
    public async Task<T> WithProgressAsync<T>(string title, Func<Action<string, double>, Task<T>> work)
    {
        if (!IsDrawn)
            return await work((_, _) => { });
        return await AnsiConsole.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(Markup.Escape(title), maxValue: 1);
                return await work((text, share) => (task.Description, task.Value) = (Markup.Escape(Safe(text)), share));
            });
    }

    /// <summary>What can be tried instead: each piece of advice once, with those whom it helps.</summary>
    public void Advice(IEnumerable<(string Source, string? Advice)> advised)
    {
        foreach (var same in advised.Where(row => row.Advice is not null).GroupBy(row => row.Advice, row => row.Source))
            Prose($"{string.Join(", ", same)}: {same.Key}");
    }

    /// <summary>One of several things, which may take several lines.</summary>
    public void Item(string text)
    {
        if (IsDrawn)
            AnsiConsole.Write(new Padder(new Words("• " + Safe(text)), new Padding(0, 0, 0, 0)));
        else
            Line(text);
    }

    /// <summary>A line that breaks between words; nothing for no words.</summary>
    public void Prose(string text)
    {
        if (text.Length == 0)
            return;
        if (IsDrawn)
            AnsiConsole.Write(new Words(Safe(text) + "\n"));
        else
            Line(text);
    }

    /// <summary>A cell with its marks in bold.</summary>
    private static IRenderable Drawn(Cell cell)
    {
        var drawn = new Paragraph();
        var at = 0;
        foreach (var mark in cell.Marks.Where(mark => mark.Start >= 0 && mark.Length > 0 && mark.Start + mark.Length <= cell.Text.Length))
        {
            if (mark.Start < at)
                continue;
            drawn.Append(cell.Text[at..mark.Start]).Append(cell.Text.Substring(mark.Start, mark.Length), new Style(Color.Yellow, decoration: Decoration.Bold));
            at = mark.Start + mark.Length;
        }
        return drawn.Append(cell.Text[at..]);
    }

    private static string Safe(string text) => PlainText.OneLine(text);
}

/// <summary>What stands in a table's cell.</summary>
/// <param name="Text">With marks: one line, and safe to show.</param>
/// <param name="Marks">Parts of the text that stand out.</param>
internal sealed record Cell(string Text, IReadOnlyList<MatchMark> Marks);
