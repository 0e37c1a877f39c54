using System.CommandLine;

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

    /// <summary>A moment in the past, told as a span before now or as a date.</summary>
    public static Option<DateTimeOffset?> Since(string description) => new("--since")
    {
        Description = description,
        HelpName = "SPAN",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Moment.Before(text, TimeProvider.System.GetUtcNow()) is { } moment)
                return moment;
            result.AddError($"'{text}' is not a time: write 90m, 24h, 7d, 2w, or a date as 2026-11-01.");
            return null;
        },
    };
}
