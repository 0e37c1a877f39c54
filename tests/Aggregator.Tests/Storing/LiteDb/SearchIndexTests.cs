using Aggregator.Articles;
using Aggregator.Watches;
using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>The search index beside a store: never wrong, whatever becomes of its files.</summary>
public sealed class SearchIndexTests : IDisposable
{
    private static readonly string[] Vocabulary = [.. "gas ferry ferries sanction sanctions sanctioned port ports night storage tide tides policy policies Häfen Hafen naval harbour quay cable cables who WHO defence defense F35 F-35 F35s F-35s".Split(' '), "F 35"];

    private static readonly string[][] Names = [["Harbour Institute", "Naval Quay", "HI"]];

    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>At FULL=1 as many as the issue asks for; else what a build can wait for.</summary>
    private static (int Articles, int Queries) Size => Environment.GetEnvironmentVariable("FULL") == "1" ? (10_000, 1_000) : (1_500, 400);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_index_answers_as_a_reading_of_every_article_does()
    {
        var random = new Random(20261125);
        await using var store = await Some.OpenAsync(_folder.Path);
        var kept = await FillAsync(store, random, Size.Articles);
        // Until then it would be the store that answers.
        await UntilIndexedAsync(store, "\"ferry\"", kept.Count(article => Query.Parse("\"ferry\"", OrganisationNames.None, out _)!.Match(article) is not null));
        var found = 0L;
        foreach (var query in Queries(random).Take(Size.Queries))
        {
            var wanted = kept.Where(article => query.Match(article) is not null).Select(article => article.Number).OrderDescending().ToList();
            found += wanted.Count;
            var asked = new SearchRequest(query.Text) { Names = Names };
            Assert.True(wanted.Take(50).SequenceEqual(await NumbersAsync(store, asked with { Limit = 50 })), query.Text);
            var ranked = await NumbersAsync(store, asked with { Limit = Size.Articles, Order = SearchOrder.Relevance });
            Assert.True(wanted.ToHashSet().SetEquals(ranked) && ranked.Count == wanted.Count, query.Text);
        }
        // A test in which nothing or all is found would show little.
        Assert.InRange(found / (double)Size.Queries / Size.Articles, 0.02, 0.5);
    }

    [Fact]
    public async Task Page_by_page_nothing_is_missed_and_nothing_comes_twice_though_new_articles_come_in_between()
    {
        await using var store = await Some.OpenAsync(_folder.Path);
        await KeepAsync(store, Enumerable.Range(1, 60).Select(at => $"ferry {at}"));
        var read = new List<long>();
        for (long? below = null; ;)
        {
            var page = await store.Archive.SearchAsync(new SearchRequest("ferry") { Limit = 7, Below = below }, Stop);
            read.AddRange(page.Hits.Select(hit => hit.Kept.Number));
            await KeepAsync(store, [$"ferry late {read.Count}"]);
            if (page.More is null)
                break;
            below = page.More;
        }
        Assert.Equal(Enumerable.Range(1, 60).Reverse().Select(at => (long)at), read);
    }

    [Fact]
    public async Task What_has_more_of_the_words_comes_first_by_relevance()
    {
        await using var store = await Some.OpenAsync(_folder.Path);
        await KeepAsync(store, ["one quay among many other words that are of no matter here", "quay quay quay", "nothing"]);
        await UntilIndexedAsync(store, "quay", 2);
        Assert.Equal([2, 1], await NumbersAsync(store, new SearchRequest("quay") { Order = SearchOrder.Relevance }));
    }

    [Fact]
    public void The_newest_are_found_though_most_of_the_index_is_not_walked_and_about_how_many_there_are_is_told()
    {
        using var index = SearchIndex.Open(_folder.In("index"), "store", 0);
        foreach (var number in Enumerable.Range(1, 9_000))
            index.Put(Kept(number, number % 2 == 0 ? "ferry" : "tide"));
        // One is renewed, and stands behind the last; one comes to have the word; one goes.
        index.Put(Kept(10, "ferry renewed"));
        index.Put(Kept(8_999, "ferry late"));
        index.Remove(8_996);
        index.Show();

        var found = Newest(index, "ferry", long.MaxValue);
        Assert.Equal([9_000, 8_999, 8_998, 8_994, 8_992], found.Numbers);
        Assert.False(found.IsCounted);
        Assert.InRange(found.AboutWith(0), 4_000, 5_000);
        Assert.Equal([500, 498, 496, 494, 492], Newest(index, "ferry", 501).Numbers);
        Assert.InRange(Newest(index, "ferry", 501).AboutWith(0), 200, 300);
        Assert.Equal([10], Newest(index, "renewed", long.MaxValue).Numbers);
        Assert.True(Newest(index, "renewed", long.MaxValue).IsCounted);
    }

    [Fact]
    public void It_knows_up_to_where_it_has_every_article_also_when_it_is_opened_again()
    {
        for (var opened = 0; opened < 2; opened++)
        {
            using var index = SearchIndex.Open(_folder.In("index"), "store", 0);
            if (opened == 0)
            {
                foreach (var number in new[] { 1, 2, 4 })
                    index.Put(Kept(number, "ferry"));
                index.Commit();
            }
            Assert.Equal([2, 2, 4, 9], new[] { 0L, 2, 3, 9 }.Select(index.HasUpTo));
        }
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("emptied")]
    [InlineData("garbage")]
    [InlineData("another store's")]
    public async Task An_index_that_is_of_no_use_is_made_anew(string what)
    {
        await using (var store = await Some.OpenAsync(_folder.Path))
        {
            await KeepAsync(store, ["ferry", "tide", "ferry again"]);
            await UntilIndexedAsync(store, "ferry", 2);
        }
        Spoil(what);
        await using (var store = await Some.OpenAsync(_folder.Path))
        {
            Assert.Equal([3, 1], await NumbersAsync(store, new SearchRequest("ferry")));
            await UntilIndexedAsync(store, "ferry", 2);
            Assert.Equal([3, 1], await NumbersAsync(store, new SearchRequest("ferry")));
        }
    }

    [Fact]
    public async Task An_index_that_is_ahead_of_a_store_put_back_is_made_anew()
    {
        await using (var store = await Some.OpenAsync(_folder.Path))
        {
            await KeepAsync(store, ["ferry"]);
        }
        CopyStore(_folder.Path, _folder.In("before"));
        await using (var store = await Some.OpenAsync(_folder.Path))
        {
            await KeepAsync(store, ["ferry lost"]);
            await UntilIndexedAsync(store, "ferry", 2);
        }
        CopyStore(_folder.In("before"), _folder.Path);
        await using (var store = await Some.OpenAsync(_folder.Path))
        {
            Assert.Equal([1], await NumbersAsync(store, new SearchRequest("ferry")));
            await KeepAsync(store, ["tide in its place"]);
            await UntilIndexedAsync(store, "ferry", 1);
            Assert.Equal([1], await NumbersAsync(store, new SearchRequest("ferry")));
        }
    }

    [Fact]
    public async Task Where_no_index_can_be_every_article_is_read_and_that_is_told()
    {
        await File.WriteAllTextAsync(_folder.In("index"), "a file stands where the folder should", Stop);
        await using var store = await Some.OpenAsync(_folder.Path);
        await KeepAsync(store, ["ferry", "tide"]);
        var found = await store.Archive.SearchAsync(new SearchRequest("ferry"), Stop);
        Assert.Equal([1], found.Hits.Select(hit => hit.Kept.Number));
        Assert.Contains("The search index in", found.Note, StringComparison.Ordinal);
    }

    private static async Task<List<KeptArticle>> FillAsync(Store store, Random random, int count)
    {
        foreach (var piece in Enumerable.Range(0, count).Chunk(250))
            await PollAsync(piece, "as first seen");
        // Some stand anew behind all others, in the language of another rule.
        await PollAsync(Enumerable.Range(0, count).Where(at => at % 11 == 0), "renewed");
        var window = new Digests.Window(0, count);
        return [.. (await Some.InWindowAsync(store.Archive, window)).Select(article => article.Kept)];

        async Task PollAsync(IEnumerable<int> items, string fingerprint)
        {
            var read = items.Select(at => new ReadArticle(Some.Asked($"{at}", fingerprint), Some.Article(at % 3 == 0 ? Some.Bruegel : Some.Rusi, $"{at} {Words(random, 4)}", Words(random, 25)) with
            {
                Language = ((at + fingerprint.Length) % 5) switch { 0 => "de", 1 => null, _ => "en-GB" },
                Publisher = at % 2 == 0 ? "Harbour Institute" : null,
                Authors = at % 4 == 0 ? ["Ada Quay"] : [],
                Topics = (at % 6) switch { 0 => ["Trade"], 1 => ["Sea Power", "trade"], _ => [] },
                Published = at % 7 == 0 ? null : Text.WrittenDate.Day(2026, 1 + (at % 12), 1 + (at % 28)),
            })).ToList();
            await store.Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, read), Stop);
        }
    }

    /// <summary>Without end, and only such as can be meant.</summary>
    private static IEnumerable<Query> Queries(Random random)
    {
        while (true)
        {
            if (Query.Parse(Asked(random, 2), new OrganisationNames(Names), out _) is { } query)
                yield return query;
        }
    }

    private static string Asked(Random random, int depth)
    {
        var word = Vocabulary[random.Next(Vocabulary.Length)];
        var other = Vocabulary[random.Next(Vocabulary.Length)];
        return random.Next(depth > 0 ? 17 : 9) switch
        {
            0 => word,
            1 => $"\"{word} {other}\"",
            2 => word[..3] + "*",
            3 => $"title:{word}",
            4 => $"{word} NEAR/{random.Next(1, 8)} {other}",
            5 => (string[])["topic:trade", "topic:\"sea power\"", "author:quay", "lang:de", "source:rusi", "source:bru*", "after:2026-06", "before:2026-03-15", "has:author", "has:date", "has:original"] is var facts ? facts[random.Next(facts.Length)] : "",
            6 => $"title:({word} OR \"{other} {word}\" OR {other[..3]}*)",
            7 => $"{(random.Next(2) == 0 ? $"\"{word} {other}\"" : word[..3] + "*")} NEAR/{random.Next(1, 8)} {(random.Next(2) == 0 ? other : "\"naval quay\"")}",
            // One organisation under all its names, one of which texts have as words.
            8 => ((string[])["org:harbour", "org:\"naval quay\"", "\"harbour institute\"", "“Naval Quay”", "naval-quay", "title:\"naval quay\""])[random.Next(6)],
            9 or 10 => $"({Asked(random, depth - 1)} OR {Asked(random, depth - 1)})",
            11 or 12 => $"{Asked(random, depth - 1)} {Asked(random, depth - 1)}",
            13 or 14 => $"{Asked(random, depth - 1)} NOT {Asked(random, depth - 1)}",
            15 => $"{Asked(random, depth - 1)} -({Asked(random, depth - 1)})",
            _ => $"({word} OR \"{other} {word}\") NEAR/{random.Next(1, 8)} {other}",
        };
    }

    private static string Words(Random random, int most) => string.Join(' ', Enumerable.Range(0, random.Next(1, most)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]));

    private static KeptArticle Kept(int number, string title) => new(number, Some.Morning, 1, Some.Article(Some.Rusi, title));

    private static IndexFind Newest(SearchIndex index, string words, long below) =>
        index.Newest(Query.Parse(words, OrganisationNames.None, out _)!.Root, new SearchRequest(words), below, 5);

    private static Task KeepAsync(Store store, IEnumerable<string> titles) =>
        store.Book.CompleteAsync(Some.Poll(Some.Rusi, [.. titles]), Stop);

    private static async Task<List<long>> NumbersAsync(Store store, SearchRequest request) =>
        [.. (await store.Archive.SearchAsync(request, Stop)).Hits.Select(hit => hit.Kept.Number)];

    /// <summary>Searches until nothing is left for the store to be read for.</summary>
    private static async Task UntilIndexedAsync(Store store, string words, int hits)
    {
        while (await store.Archive.SearchAsync(new SearchRequest(words) { Order = SearchOrder.Relevance, Skip = hits - 1 }, Stop) is not { Hits.Count: 1, About: { } about } || about != hits)
            await Task.Yield();
    }

    private void Spoil(string what)
    {
        var folder = _folder.In("index");
        if (what == "removed")
            Directory.Delete(folder, recursive: true);
        foreach (var file in what == "removed" ? [] : Directory.GetFiles(folder))
        {
            if (what == "another store's")
                File.Delete(file);
            else
                File.WriteAllBytes(file, what == "emptied" ? [] : [.. Enumerable.Repeat((byte)7, 300)]);
        }
        if (what == "another store's")
        {
            using var other = SearchIndex.Open(folder, "another", 1000);
            other.Put(new KeptArticle(2, Some.Morning, 1, Some.Article(Some.Rusi, "ferry of another store")));
            other.Advance(other.Reach with { Built = IndexReach.Whole });
            other.Commit();
        }
    }

    private static void CopyStore(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var name in new[] { "aggregator.db", "aggregator-log.db" })
            File.Copy(Path.Combine(from, name), Path.Combine(to, name), overwrite: true);
    }
}
