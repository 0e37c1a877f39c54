using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Aggregator.Commands;

/// <summary>The options that every verb takes.</summary>
internal static class Options
{
    public static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder: store, letters, lock.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = _ => Path.Combine(".", "data"),
    };

    public static readonly Option<string> Feeds = new("--feeds")
    {
        Description = "The file of organisations and sources.",
        HelpName = "FILE",
        Recursive = true,
        DefaultValueFactory = _ => Path.Combine(".", "feeds.json"),
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Answer in JSON, for programs.", Recursive = true };

    public static Option<DateTimeOffset?> Since(string description) => Time("--since", "SPAN", description);

    /// <summary>A moment in the past, told as a span before now, as a date, or with its time.</summary>
    public static Option<DateTimeOffset?> Time(string name, string form, string description) => new(name)
    {
        Description = description,
        HelpName = form,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Moment.Read(text, TimeProvider.System.GetUtcNow()) is { } moment)
                return moment;
            result.AddError($"'{text}' is not a time: write 90m, 24h, 7d, 2w, a date as 2026-11-01, or a moment as 2026-11-01T08:00Z.");
            return null;
        },
    };

    /// <summary>The number of an article, as it was typed.</summary>
    public static long NumberOf(Token typed, ArgumentResult result)
    {
        if (!long.TryParse(typed.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            result.AddError($"'{typed.Value}' is not the number of an article.");
        return number;
    }
}
