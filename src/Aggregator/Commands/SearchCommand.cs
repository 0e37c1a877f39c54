using System.CommandLine;
using System.CommandLine.Parsing;
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

    private static readonly Option<SearchOrder> Order = new("--sort") { Description = "The newest first, as when nothing is said, or by relevance.", HelpName = "newest|relevance" };
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
        Skip.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var skip) && skip < 0)
                result.AddError($"--skip '{skip}' must be 0 or more.");
        });
        var command = new Command("search", "Search the local store, with the words around each hit.") { Words, OfSource, Since, Order, Limit, Below, Skip, AsAtom, AsCsv, AsMarkdown };
        command.Validators.Add(Together);
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

    /// <summary>What cannot be meant together is told, rather than one of the two be passed over.</summary>
    private static void Together(CommandResult line)
    {
        string[] ways = [.. new Option[] { AsAtom, AsCsv, AsMarkdown, Options.Json }.Where(way => line.GetResult(way) is { Implicit: false }).Select(way => way.Name)];
        if (ways.Length > 1)
            line.AddError($"{string.Join(" and ", ways)} cannot both be written: choose one.");
        var isRanked = line.GetResult(Order)?.Errors.Any() != true && line.GetValue(Order) == SearchOrder.Relevance;
        if (isRanked && line.GetResult(Below) is { Implicit: false })
            line.AddError("--below reads on where the newest come first; by relevance it is --skip.");
        if (!isRanked && line.GetResult(Skip) is { Implicit: false })
            line.AddError("--skip reads on by relevance (--sort relevance); where the newest come first it is --below.");
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var words = Joined(line.GetValue(Words)!);
        var names = await FeedsNames.ReadAsync(line, stop);
        if (Query.Parse(words, new OrganisationNames(names), out var mistake) is not { } query)
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
        string?[] notes = [query.Doubt, .. found.Hits.Count == 0 ? await StrangersAsync([.. SourcesIn(query.Root), .. source is { } only ? [new QueryNode.Fact(FactKind.Source, only.Value)] : (QueryNode.Fact[])[]], session.Store, stop) : [], found.Note];
        found = found with { Note = notes.Any(note => note is not null) ? string.Join(' ', notes.OfType<string>()) : null };
        Write(found, words, line, screen);
        return Screen.Done;
    }

    private static void Write(SearchResult found, string words, ParseResult line, Screen screen)
    {
        var order = line.GetValue(Order);
        if (line.GetValue(AsAtom))
            SearchOutput.WriteAtom(found.Hits, words);
        else if (line.GetValue(AsCsv))
            SearchOutput.WriteCsv(found.Hits);
        else if (line.GetValue(AsMarkdown))
            SearchOutput.WriteMarkdown(found.Hits);
        else
        {
            SearchOutput.Show(found, words, order, screen);
            return;
        }
        // Beside the file that is being written: whoever takes a part for the whole misses something.
        if (found.Note is { } note)
            screen.Aside(note);
        if (found.More is not null)
            screen.Aside(SearchOutput.Ending(found, order));
    }

    /// <summary>The sources that a query names, with a star behind the beginning of several.</summary>
    private static IEnumerable<QueryNode.Fact> SourcesIn(QueryNode node) => node switch
    {
        QueryNode.All all => all.Parts.SelectMany(SourcesIn),
        QueryNode.Any any => any.Parts.SelectMany(SourcesIn),
        QueryNode.Fact { Kind: FactKind.Source } fact => [fact],
        _ => [],
    };

    /// <summary>A sentence for each of these sources of which nothing is kept.</summary>
    private static async Task<IEnumerable<string>> StrangersAsync(IReadOnlyList<QueryNode.Fact> sources, Store store, CancellationToken stop)
    {
        if (sources.Count == 0)
            return [];
        var kept = await store.Archive.CountsAsync(stop);
        return sources.Where(source => !kept.Any(pair => pair.Value > 0 && source.MeansSource(pair.Key)))
            .Select(source => $"Nothing is kept of a source '{source.Value}': 'aggregator sources' lists them.");
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
