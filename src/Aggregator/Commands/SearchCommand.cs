using System.CommandLine;
using System.Text;
using Aggregator.Articles;
using Aggregator.Feeds;
using Aggregator.Items;
using Aggregator.Sources;
using Aggregator.Storing;
using Aggregator.Text;
using Aggregator.Watches;

namespace Aggregator.Commands;

/// <summary><c>search WORDS</c>: finds what was kept.</summary>
internal static class SearchCommand
{
    private const int MostReasons = 3;

    private static readonly Argument<string[]> Words = new("WORDS") { Description = "Words in any form, \"exact phrases\", begin*, AND OR NOT -word ( ) NEAR/5, title: author: org: source: topic: lang: before: after: has:original.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> OfSource = new("--source") { Description = "Only articles of this source.", HelpName = "S" };
    private static readonly Option<DateTimeOffset?> Since = Options.Since("Only what was first seen since then: 24h, 7d, 2026-11-01.");
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many, the newest.", HelpName = "N", DefaultValueFactory = _ => 20 };

    private static readonly Option<bool> AsAtom = new("--atom") { Description = "Write what was found as an Atom feed, for any feed reader." };

    public static Command Build()
    {
        Limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var limit) || limit is < 1 or > 10_000))
                result.AddError($"--limit '{result.Tokens[0].Value}' must be a number from 1 to 10000.");
        });
        var command = new Command("search", "Search the local store; the newest first, with the words around each hit.") { Words, OfSource, Since, Limit, AsAtom };
        command.SetAction(RunAsync);
        Help.AddExamples(command,
            ("aggregator search blockade", "one word"),
            ("aggregator search '\"energy security\"' -naval --since 30d", "a phrase, without a word, of the last month"),
            ("aggregator search '(gas OR oil) NEAR/5 storage org:RUSI after:2026-03'", "near each other, of one organisation under any of its names"),
            ("aggregator search 'title:sanction* has:original lang:de'", "words that begin so, in titles of copies whose original is known"),
            ("aggregator search tariffs --atom > tariffs.xml", "what was found as a feed, to follow it in a feed reader"),
            ("aggregator search -- -naval blockade", "two dashes when the first word begins with one"));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken stop)
    {
        var screen = Screen.Of(line);
        var words = Joined(line.GetValue(Words)!);
        var names = await NamesAsync(line, stop);
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
        var hits = await session.Store.Archive.SearchAsync(new SearchRequest(words, names, source, line.GetValue(Since), line.GetValue(Limit)), stop);
        if (line.GetValue(AsAtom))
            WriteAtom(hits, words);
        else
            Show(hits, words, screen);
        return Screen.Done;
    }

    /// <summary>All names of each organisation; none where there is no file of them, since a search needs none.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<string>>> NamesAsync(ParseResult line, CancellationToken stop)
    {
        try
        {
            return FeedsFile.Parse(await File.ReadAllTextAsync(line.GetValue(Options.Feeds)!, stop)) is FeedsFileOutcome.Good good
                ? [.. good.Sources.Select(source => source.Organisation).Distinct().Where(organisation => organisation.Aliases.Count > 0).Select(organisation => (IReadOnlyList<string>)[organisation.Name, .. organisation.Aliases])]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>The mistake, and the search with a mark below its place.</summary>
    private static int Mistyped(string words, QueryMistake mistake, Screen screen) => screen.IsJson
        ? screen.Fail(mistake.ToString(), Screen.WrongLine)
        : screen.Fail([mistake.ToString()], Screen.WrongLine, below: [words, new string(' ', mistake.Place - 1) + "^"]);

    /// <summary>A shell takes quotes away: an argument of several words was a phrase, unless it is a search of its own.</summary>
    private static string Joined(string[] words) => words.Length == 1 ? words[0] : string.Join(' ', words.Select(word => IsPhrase(word) ? $"\"{word}\"" : word));

    private static bool IsPhrase(string word) =>
        word.Contains(' ', StringComparison.Ordinal) && word.IndexOfAny(['"', '(', ')', ':', '*']) < 0 && !word.Split(' ').Any(part => part is "AND" or "OR" or "NOT" || part.StartsWith("NEAR", StringComparison.Ordinal));

    private static void WriteAtom(IReadOnlyList<SearchHit> hits, string words)
    {
        using var output = Console.OpenStandardOutput();
        FeedWriter.WriteAtom(
            new Announcement
            {
                Format = "atom",
                Id = $"urn:aggregator:search:{Uri.EscapeDataString(words)}",
                Title = $"Found: {words}",
                Updated = hits.Count == 0 ? null : new WrittenDate(hits.Max(hit => hit.Kept.FirstSeen), true),
                Items = [.. hits.Select(hit => ItemOf(hit.Kept))],
            },
            output);
    }

    /// <summary>The link leads to the original where one is known: what a reader of the feed wants to open.</summary>
    private static Item ItemOf(KeptArticle kept) => new()
    {
        Id = $"urn:aggregator:article:{kept.Number}",
        Link = kept.Article.Original.Link ?? kept.Article.Link,
        Title = kept.Article.Title,
        Summary = kept.Article.Standfirst is { } standfirst ? System.Net.WebUtility.HtmlEncode(standfirst) : null,
        Content = kept.Article.Html,
        Authors = kept.Article.Authors,
        Published = kept.Article.Published,
    };

    private static void Show(IReadOnlyList<SearchHit> hits, string words, Screen screen)
    {
        if (screen.IsJson)
        {
            screen.Json(new { words, hits = hits.Select(hit => new { article = ArticleJson.Brief(hit.Kept), reasons = hit.Match.Reasons }) });
            return;
        }
        if (hits.Count == 0)
        {
            screen.Line($"Nothing kept so far has {words}.");
            return;
        }
        screen.Table(["No.", "Date", "Publisher", "Title and where it matched"], hits.Select(hit => (IReadOnlyList<Cell>)
        [
            new($"{hit.Kept.Number}", []),
            new(ArticleJson.Day(hit.Kept), []),
            new(hit.Kept.Article.Publisher ?? hit.Kept.Article.Source.Value, []),
            Reasoned(hit, screen.IsDrawn ? "\n" : " | "),
        ]));
        screen.Line($"{hits.Count} found. 'aggregator show NUMBER' shows one whole.");
    }

    /// <summary>The title, and below it where else the words stand.</summary>
    private static Cell Reasoned(SearchHit hit, string between)
    {
        var text = new StringBuilder(PlainText.OneLine(hit.Kept.Article.Title));
        var marks = hit.Match.Places.Where(place => place.Field == "title" && text.Length == hit.Kept.Article.Title.Length).Select(place => new MatchMark(place.Start, place.Length)).ToList();
        foreach (var reason in hit.Match.Reasons.Where(reason => reason.Field != "title").Take(MostReasons))
        {
            text.Append(between).Append(reason.Field).Append(": ");
            marks.AddRange(reason.Marks.Select(mark => mark with { Start = mark.Start + text.Length }));
            text.Append(reason.Around);
        }
        return new Cell(text.ToString(), marks);
    }
}
