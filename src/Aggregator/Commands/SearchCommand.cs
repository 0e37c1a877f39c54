using System.CommandLine;
using Aggregator.Sources;
using Aggregator.Storing;
using Aggregator.Watches;

namespace Aggregator.Commands;

/// <summary><c>search WORDS</c>: finds what was kept.</summary>
internal static class SearchCommand
{
    private static readonly Argument<string[]> Words = new("WORDS") { Description = "Words in any form, \"exact phrases\", begin*, AND OR NOT -word ( ) NEAR/5, title: author: org: source: topic: lang: before: after: has:original.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> OfSource = new("--source") { Description = "Only articles of this source.", HelpName = "S" };
    private static readonly Option<DateTimeOffset?> Since = Options.Since("Only what was first seen since then: 24h, 7d, 2026-11-01.");
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many, the newest.", HelpName = "N", DefaultValueFactory = _ => 20 };

    private static readonly Option<SearchOrder> Order = new("--sort") { Description = "newest first, or by relevance.", HelpName = "newest|relevance", DefaultValueFactory = _ => SearchOrder.Newest };
    private static readonly Option<long?> Below = new("--below") { Description = "Only articles with a lower number: reads on where a search ended.", HelpName = "N" };
    private static readonly Option<int> Skip = new("--skip") { Description = "Leave out the first so many, with --sort relevance.", HelpName = "N" };
    private static readonly Option<bool> AsAtom = new("--atom") { Description = "Write what was found as an Atom feed, for any feed reader." };
    private static readonly Option<bool> AsCsv = new("--csv") { Description = "Write what was found as CSV, for spreadsheets." };
    private static readonly Option<bool> AsMarkdown = new("--markdown") { Description = "Write what was found as a Markdown list with links." };

    public static Command Build()
    {
        Limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var limit) || limit is < 1 or > 10_000))
                result.AddError($"--limit '{result.Tokens[0].Value}' must be a number from 1 to 10000.");
        });
        var command = new Command("search", "Search the local store, with the words around each hit.") { Words, OfSource, Since, Order, Limit, Below, Skip, AsAtom, AsCsv, AsMarkdown };
        command.SetAction(RunAsync);
        Help.AddExamples(command,
            ("aggregator search blockade", "one word"),
            ("aggregator search '\"energy security\"' -naval --since 30d", "a phrase, without a word, of the last month"),
            ("aggregator search '(gas OR oil) NEAR/5 storage org:RUSI after:2026-03'", "near each other, of one organisation under any of its names"),
            ("aggregator search 'title:sanction* has:original lang:de'", "words that begin so, in titles of copies whose original is known"),
            ("aggregator search pipeline --below 4711", "reads on where the last search ended"),
            ("aggregator search tariffs --atom > tariffs.xml", "what was found as a feed, to follow it in a feed reader"),
            ("aggregator search -- -naval blockade", "two dashes when the first word begins with one"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var words = Joined(line.GetValue(Words)!);
        var names = await FeedsNames.ReadAsync(line, stop);
        if (Query.Parse(words, new OrganisationNames(names), out var mistake) is null)
            return Mistyped(words, mistake!, screen);
        SourceId? source = null;
        if (line.GetValue(OfSource) is { } name)
        {
            if (!SourceId.TryParse(name, out var id))
                return screen.Fail($"'{name}' is not the name of a source. 'aggregator sources' lists them.", Screen.WrongLine);
            source = id;
        }
        await using var session = await Session.OpenExistingAsync(line, "search", screen, stop);
        if (session is null)
            return Screen.Failed;
        var found = await session.Store.Archive.SearchAsync(
            new SearchRequest(words)
            {
                Names = names,
                Source = source,
                Since = line.GetValue(Since),
                Order = line.GetValue(Order),
                Below = line.GetValue(Below),
                Skip = line.GetValue(Skip),
                Limit = line.GetValue(Limit),
                WithHtml = line.GetValue(AsAtom),
            },
            stop);
        if (line.GetValue(AsAtom))
            SearchOutput.WriteAtom(found.Hits, words);
        else if (line.GetValue(AsCsv))
            SearchOutput.WriteCsv(found.Hits);
        else if (line.GetValue(AsMarkdown))
            SearchOutput.WriteMarkdown(found.Hits);
        else
            SearchOutput.Show(found, words, line.GetValue(Order), screen);
        return Screen.Done;
    }

    /// <summary>The mistake, and the search with a mark below its place.</summary>
    private static int Mistyped(string words, QueryMistake mistake, Screen screen) => screen.IsJson
        ? screen.Fail(mistake.ToString(), Screen.WrongLine)
        : screen.Fail([mistake.ToString()], Screen.WrongLine, below: [words, new string(' ', mistake.Place - 1) + "^"]);

    /// <summary>A shell takes quotes away: an argument of several words was a phrase, unless it is a search of its own.</summary>
    private static string Joined(string[] words) => words.Length == 1 ? words[0] : string.Join(' ', words.Select(word => IsPhrase(word) ? $"\"{word}\"" : word));

    private static bool IsPhrase(string word) =>
        word.Contains(' ', StringComparison.Ordinal) && word.IndexOfAny(['"', '(', ')', ':', '*']) < 0 && !word.Split(' ').Any(part => part is "AND" or "OR" or "NOT" || part.StartsWith("NEAR", StringComparison.Ordinal));
}
