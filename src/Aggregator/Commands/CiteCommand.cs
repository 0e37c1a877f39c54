using System.CommandLine;
using Aggregator.Articles.Citations;

namespace Aggregator.Commands;

/// <summary><c>cite ID…</c>: writes kept articles as citations, with both links and the hash of the copy that was read.</summary>
internal static class CiteCommand
{
    private static readonly Argument<long[]> Numbers = new("ID")
    {
        Description = "Numbers of articles, as search and digests give them.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Options.NumberOf(token, result))],
    };

    private static readonly Option<string> Format = new("--format")
    {
        Description = "ris, bibtex, csl (CSL-JSON) or markdown.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "markdown",
    };

    public static Command Build()
    {
        Format.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "ris", "bibtex", "csl", "markdown");
        var command = new Command("cite", "Cite kept articles: authors, title, publisher, dates, the original's link and where it was read, version and SHA-256.") { Numbers, Format };
        command.SetAction(Session.OverStore("cite", RunAsync));
        Help.AddExamples(command,
            ("aggregator cite 12", "a paragraph of Markdown, to paste into a note"),
            ("aggregator cite 12 15 --format ris > found.ris", "two for Zotero, EndNote or Mendeley"),
            ("aggregator cite 12 --format bibtex >> report.bib", "for LaTeX"),
            ("aggregator cite 12 --format csl", "CSL-JSON, for pandoc and other programs"));
        return command;
    }

    private static async Task<int> RunAsync(Session session, ParseResult line, Screen screen, CancellationToken stop)
    {
        var citations = new List<Citation>();
        var missing = new List<long>();
        foreach (var number in line.GetValue(Numbers)!.Distinct())
        {
            if (await session.Store.Archive.FindAsync(number, stop) is { } kept)
                citations.Add(Citation.Of(kept));
            else
                missing.Add(number);
        }
        // A bibliography with a hole in it is worse than none.
        if (missing.Count > 0)
            return screen.Fail($"There is no article {string.Join(" or ", missing)}: they go from 1 to {await session.Store.Archive.LastNumberAsync(stop)}. 'aggregator search' finds numbers. Nothing was written.");
        var format = line.GetValue(Format)!.ToLowerInvariant();
        if (screen.IsJson)
            screen.Json(new { format, citations = citations.Select(work => new { key = work.Key, text = Written([work], format) }) });
        else
            Console.Out.Write(Written(citations, format));
        return Screen.Done;
    }

    private static string Written(IReadOnlyList<Citation> citations, string format) => format switch
    {
        "ris" => Ris.Write(citations),
        "bibtex" => BibTex.Write(citations),
        "csl" => CslJson.Write(citations),
        "markdown" => Markdown.Write(citations),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
