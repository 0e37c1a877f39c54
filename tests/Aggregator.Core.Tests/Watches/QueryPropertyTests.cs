using Aggregator.Articles;
using Aggregator.Sources;
using Xunit;

namespace Aggregator.Watches;

/// <summary>Random queries over random articles, judged as the grammar says in the most simple-minded way there is.</summary>
public sealed class QueryPropertyTests
{
    /// <summary>Words with all their forms.</summary>
    private static readonly string[][] Words = [["gas"], ["ferry", "ferries"], ["sanction", "sanctions", "sanctioned"], ["port", "ports"], ["night"], ["storage"], ["tide", "tides"]];

    private static readonly string[] AllForms = [.. Words.SelectMany(forms => forms)];

    [Fact]
    public void Four_thousand_random_queries_judge_as_a_naive_matcher_does()
    {
        var random = new Random(20261125);
        var (found, asked) = (0, 0);
        for (var round = 0; round < 4000; round++)
        {
            var asks = Any(random, 3, null);
            if (Query.Parse(asks.Text, OrganisationNames.None, out _) is not { } query)
                continue;
            for (var one = 0; one < 5; one++)
            {
                var (title, text) = (Line(random, 5), Line(random, 14));
                var match = query.Match(Kept(title, text));
                asked++;
                found += match is null ? 0 : 1;
                Assert.True(asks.Holds([title, text]) == match is not null, $"{asks.Text}\nTITLE {string.Join(' ', title)}\nTEXT {string.Join(' ', text)}");
            }
        }
        // A test in which nothing or all is found would show little.
        Assert.InRange(found, asked / 10, asked * 9 / 10);
    }

    private static string[] Line(Random random, int most) => [.. Enumerable.Range(0, random.Next(1, most)).Select(_ => AllForms[random.Next(AllForms.Length)])];

    private static KeptArticle Kept(string[] title, string[] text) => new(1, DateTimeOffset.UnixEpoch, 1, new Article
    {
        Source = SourceId.TryParse("harbour", out var id) ? id : default,
        Title = string.Join(' ', title),
        Text = string.Join(' ', text),
        Html = "",
        Original = OriginalLink.None,
    });

    private static Asked Any(Random random, int depth, int? field)
    {
        var parts = Enumerable.Range(0, random.Next(1, 3)).Select(_ => All(random, depth, field)).ToList();
        return new Asked(string.Join(" OR ", parts.Select(part => part.Text)), fields => parts.Any(part => part.Holds(fields)));
    }

    private static Asked All(Random random, int depth, int? field)
    {
        var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Not(random, depth, field)).ToList();
        return new Asked(string.Join(random.Next(2) == 0 ? " AND " : " ", parts.Select(part => part.Text)), fields => parts.All(part => part.Holds(fields)));
    }

    private static Asked Not(Random random, int depth, int? field)
    {
        var inner = Unit(random, depth, field);
        return random.Next(5) switch
        {
            0 => new Asked("NOT " + inner.Text, fields => !inner.Holds(fields)),
            1 => new Asked("-" + inner.Text, fields => !inner.Holds(fields)),
            _ => inner,
        };
    }

    private static Asked Unit(Random random, int depth, int? field)
    {
        switch (random.Next(depth > 0 ? 6 : 3))
        {
            case 3:
                var inner = Any(random, depth - 1, field);
                return new Asked($"({inner.Text})", inner.Holds);
            case 4 when field is null:
                var titled = Any(random, depth - 1, 0);
                return new Asked($"title:({titled.Text})", titled.Holds);
            case 5:
                var (left, right, within) = (Term(random), Term(random), random.Next(1, 6));
                return new Asked($"{left.Text} NEAR/{within} {right.Text}", fields => In(fields, field).Any(words => AreNear(words, left, right, within)));
            default:
                var term = Term(random);
                return new Asked(term.Text, fields => In(fields, field).Any(words => Enumerable.Range(0, words.Length).Any(at => term.StandsAt(words, at))));
        }
    }

    private static IEnumerable<string[]> In(string[][] fields, int? field) => field is { } one ? [fields[one]] : fields;

    private static Wanted Term(Random random)
    {
        var forms = Words[random.Next(Words.Length)];
        switch (random.Next(4))
        {
            case 0:
                string[] phrase = [AllForms[random.Next(AllForms.Length)], AllForms[random.Next(AllForms.Length)]];
                return new Wanted($"\"{phrase[0]} {phrase[1]}\"", 2, (words, at) => at + 1 < words.Length && words[at] == phrase[0] && words[at + 1] == phrase[1]);
            case 1:
                var beginning = forms[0][..3];
                return new Wanted(beginning + "*", 1, (words, at) => words[at].StartsWith(beginning, StringComparison.Ordinal));
            case 2:
                var exact = forms[random.Next(forms.Length)];
                return new Wanted($"\"{exact}\"", 1, (words, at) => words[at] == exact);
            default:
                return new Wanted(forms[random.Next(forms.Length)], 1, (words, at) => forms.Contains(words[at]));
        }
    }

    private static bool AreNear(string[] words, Wanted left, Wanted right, int within)
    {
        for (var one = 0; one < words.Length; one++)
        {
            for (var other = 0; other < words.Length; other++)
            {
                var distance = other > one ? other - (one + left.Length - 1) : one - (other + right.Length - 1);
                if (distance >= 1 && distance <= within && left.StandsAt(words, one) && right.StandsAt(words, other))
                    return true;
            }
        }
        return false;
    }

    /// <summary>A part of a query as text, and what it means for the fields of an article.</summary>
    private sealed record Asked(string Text, Func<string[][], bool> Holds);

    /// <summary>A term as text, its words, and whether it stands at a place.</summary>
    private sealed record Wanted(string Text, int Length, Func<string[], int, bool> StandsAt);
}
