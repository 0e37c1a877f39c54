using System.Globalization;
using Aggregator.Downloads;
using Aggregator.House;
using Aggregator.Items;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Feeds;

/// <summary>
/// What the reader promises for feeds that nobody wrote. A failure names the run's seed and the mutant:
/// FUZZ_SEED and FUZZ_ID make the same one again and write it beside the tests' files; FUZZ_MUTANTS sets how many are made of each feed.
/// </summary>
public sealed class FeedFuzzTests
{
    private const int EveryNth = 40;
    private const int LongestSeed = 60_000;
    private const int ListedAtMost = 8;

    private static readonly Uri Address = new("https://example.org/feeds/feed.xml");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    private static readonly int Run = Number("FUZZ_SEED", 20_261_120);
    private static readonly int MutantsOfAFeed = Number("FUZZ_MUTANTS", 60);
    private static readonly string? Only = Environment.GetEnvironmentVariable("FUZZ_ID");

    private static readonly IReadOnlyList<(string Name, byte[] Bytes)> Feeds = [.. OwnFeeds(), .. CollectedFeeds()];

    [Fact]
    public void A_damaged_feed_is_read_or_refused_with_a_sentence_and_never_throws() => OfMutants(1, mutant => FeedReader.Read(Of(mutant)) switch
    {
        ReadOutcome.Unreadable { Why: var why } => string.IsNullOrWhiteSpace(why) || !why.EndsWith('.') || why.Any(char.IsControl) ? $"no sentence: '{why}'" : null,
        ReadOutcome.Read { Announcement: null } => "neither an announcement nor a sentence",
        _ => null,
    });

    [Fact]
    public void A_damaged_feed_read_twice_gives_the_same_answer() => OfMutants(2, mutant =>
    {
        var (first, second) = (FeedReader.Read(Of(mutant)).AsJson().ToJsonString(), FeedReader.Read(Of(mutant)).AsJson().ToJsonString());
        return first == second ? null : $"first {first}\nthen {second}";
    });

    [Fact]
    public void What_stands_on_one_line_carries_no_control_character_whatever_the_damage() => OfMutants(1, mutant =>
        Announced(mutant) is { } read ? LinesOf(read).FirstOrDefault(line => line.Any(char.IsControl)) is { } bad ? $"a line carries control characters: '{bad}'" : null : null);

    [Fact]
    public void Html_of_a_damaged_feed_is_already_clean() => OfMutants(3, mutant =>
        Announced(mutant) is { } read ? HtmlOf(read).Take(6).FirstOrDefault(html => (SafeHtml.Clean(html, Address) ?? "") != html) is { } bad ? $"cleaned again\n'{bad}' becomes\n'{SafeHtml.Clean(bad, Address)}'" : null : null);

    [Fact]
    public void The_same_run_and_number_give_the_same_damage()
    {
        var (once, again) = (new FeedMutations(Run, Feeds), new FeedMutations(Run, Feeds));
        for (var number = 0; number < 20; number++)
            Assert.Equal(once.Of(number % Feeds.Count, number), again.Of(number % Feeds.Count, number));
    }

    [Fact]
    public void Feeds_of_the_real_world_are_among_the_seeds()
    {
        CaseFiles.CorpusOrSkip("feeds/cases.jsonl");
        Assert.True(Feeds.Count > CaseFiles.Names("feeds").Count() + 20, $"Only {Feeds.Count} feeds are damaged.");
    }

    /// <summary>Asks of every n-th mutant what is wrong with the answer to it; null is nothing.</summary>
    private static void OfMutants(int nth, Func<byte[], string?> wrong)
    {
        var mutations = new FeedMutations(Run, Feeds);
        var (now, read) = ("", 0);
        var breaches = Watchdog.Run(Limit, () => $"FUZZ_SEED={Run} FUZZ_ID={now}", () =>
        {
            var found = new List<string>();
            for (var at = 0; at < Feeds.Count * MutantsOfAFeed && found.Count < ListedAtMost; at++)
            {
                var (feed, number) = (at / MutantsOfAFeed, at % MutantsOfAFeed);
                now = $"{Feeds[feed].Name}#{number}";
                if (Only is null ? at % nth != 0 : now != Only)
                    continue;
                read++;
                if (Judged(mutations.Of(feed, number), wrong) is { } breach)
                    found.Add($"FUZZ_SEED={Run} FUZZ_ID={now}: {PlainText.Shortened(breach, 1_000)}");
            }
            return found;
        }).Result;
        Assert.True(breaches.Count == 0, $"Of {read} damaged feeds:\n{string.Join('\n', breaches)}");
        Assert.True(read > 0, Only is null ? "No feed was damaged." : $"There is no mutant {Only}: were the corpora there, and FUZZ_MUTANTS the same?");
    }

    private static string? Judged(byte[] mutant, Func<byte[], string?> wrong)
    {
        if (Only is not null)
            File.WriteAllBytes(Path.Combine(AppContext.BaseDirectory, "mutant.bin"), mutant);
        try
        {
            return wrong(mutant);
        }
#pragma warning disable CA1031 // That it threw is what the test is to find.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"it threw {e}";
        }
    }

    private static Announcement? Announced(byte[] mutant) => (FeedReader.Read(Of(mutant)) as ReadOutcome.Read)?.Announcement;

    private static IEnumerable<string> LinesOf(Announcement read)
    {
        IEnumerable<string?> own = [read.Title, read.Author, .. read.Categories];
        return own.Concat(read.Items.SelectMany(item => (IEnumerable<string?>)[item.Title, .. item.Authors, .. item.Categories])).OfType<string>();
    }

    private static IEnumerable<string> HtmlOf(Announcement read) =>
        read.Items.SelectMany(item => (IEnumerable<string?>)[item.Summary, item.Content]).Prepend(read.Description).OfType<string>().Where(html => html.Length < 20_000);

    private static Download Of(byte[] mutant) => new() { Body = mutant, Address = Address };

    private static IEnumerable<(string, byte[])> OwnFeeds() =>
        CaseFiles.Names("feeds").Select(name => (name, File.ReadAllBytes(CaseFiles.Document("feeds", name))));

    private static IEnumerable<(string, byte[])> CollectedFeeds()
    {
        if (CaseFiles.Corpora("feeds/cases.jsonl") is not { } cases)
            return [];
        var folder = Path.Combine(Path.GetDirectoryName(cases)!, "files");
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file)).OrderBy(file => file.Name, StringComparer.Ordinal)
            .Where((file, at) => at % EveryNth == 0 && new FileInfo(file.File).Length < LongestSeed)
            .Select(file => (file.Name, File.ReadAllBytes(file.File)));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
