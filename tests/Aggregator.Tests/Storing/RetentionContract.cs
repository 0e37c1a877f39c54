using Aggregator.Digests;
using Aggregator.Items;
using Xunit;

namespace Aggregator.Storing;

/// <summary>What is let go, what stays of it, and that it never comes back.</summary>
public abstract class RetentionContract(bool overSocket) : StoreContract(overSocket)
{
    private protected static readonly DateTimeOffset Later = Some.Morning.AddDays(20);

    private protected static readonly RetentionSettings TenDays = new() { ArticlesFor = TimeSpan.FromDays(10) };

    private static readonly RetentionSettings TextsTenDays = new() { BodiesFor = TimeSpan.FromDays(10) };

    [Fact]
    public async Task As_long_as_nothing_is_set_everything_stays()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b"), Stop);

        Assert.Equal((0, 0), Went(await TrimAsync(new RetentionSettings(), Later.AddYears(100))));
        Assert.NotNull(await Archive.FindAsync(1, Stop));
    }

    [Fact]
    public async Task An_article_that_is_old_enough_goes_with_all_that_belongs_to_it()
    {
        await KeepOldAndYoungAsync();

        var report = await TrimAsync(TenDays, Later);

        Assert.Equal((2, 0), Went(report));
        Assert.Equal(new TrimCount(2, 0), Assert.Single(report.BySource, pair => pair.Key == "rusi").Value);
        Assert.Null(await Archive.FindAsync(1, Stop));
        Assert.Equal([3], (await Some.InWindowAsync(Archive, new Window(0, 3))).Select(article => article.Kept.Number));
        Assert.Equal([3L], (await Archive.SearchAsync(new SearchRequest("text"), Stop)).Hits.Select(hit => hit.Kept.Number));
        Assert.Equal(1, (await Archive.CountsAsync(Stop))["rusi"]);
        Assert.Empty(await Archive.PagesAsync(Some.Rusi, Stop));
        var status = await Keeper.StatusAsync(Stop);
        Assert.Equal((1, 1), (status.Articles, status.ByYear[2026]));
        Assert.Equal([(1, true), (2, true)], (await Archive.GoneAsync([1, 2, 3, 4], Stop)).Select(gone => ((int)gone.Number, gone.Why == "was removed by retention on 2026-03-22")));
        await SoundAsync();
    }

    [Fact]
    public async Task What_went_never_comes_back_and_its_number_is_not_given_again()
    {
        await KeepOldAndYoungAsync();
        await TrimAsync(TenDays, Later);
        await RestartAsync();

        Assert.Empty(await Book.UnseenAsync(Some.Rusi, [Some.Asked("old"), Some.Asked("young")], Stop));
        Assert.False(Assert.Single(await Book.UnseenAsync(Some.Rusi, [Some.Asked("old", "said anew")], Stop)).IsNew);
        Assert.Equal(new PollResult(1, 0), await Book.CompleteAsync(Some.Poll(Some.Rusi, Later, Some.Read(Some.Rusi, "old", "said anew"), Some.Read(Some.Rusi, "new")), Stop));

        Assert.Null(await Archive.FindAsync(1, Stop));
        Assert.Equal("new", (await Archive.FindAsync(4, Stop))!.Article.Title);
        await SoundAsync();
    }

    [Fact]
    public async Task The_text_of_an_article_goes_before_its_place_in_the_list()
    {
        await KeepOldAndYoungAsync();

        Assert.Equal((0, 2), Went(await TrimAsync(TextsTenDays, Later)));
        Assert.Equal((0, 0), Went(await TrimAsync(TextsTenDays, Later)));

        var bare = (await Archive.FindAsync(1, Stop))!;
        Assert.Equal(("old", "", "", Later), (bare.Article.Title, bare.Article.Text, bare.Article.Html, bare.Article.TextRemoved));
        Assert.Equal(2, bare.Version);
        Assert.Equal([1L], (await Archive.SearchAsync(new SearchRequest("old"), Stop)).Hits.Select(hit => hit.Kept.Number));
        Assert.Equal([3L], (await Archive.SearchAsync(new SearchRequest("text"), Stop)).Hits.Select(hit => hit.Kept.Number));
        Assert.Empty(await Archive.PagesAsync(Some.Rusi, Stop));
        await SoundAsync();
        Assert.Equal((2, 0), Went(await TrimAsync(TenDays, Later)));
        await SoundAsync();
    }

    [Fact]
    public async Task Of_each_source_the_newest_stay()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b", "c"), Stop);
        await Book.CompleteAsync(Some.Poll(Some.Bruegel, "d"), Stop);
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "e"), Stop);
        var keep = new RetentionSettings { ArticlesPerSource = 2, Sources = { ["bruegel"] = new RetentionRule { ArticlesPerSource = 1 } } };

        Assert.Equal((2, 0), Went(await TrimAsync(keep, Later)));

        Assert.Equal([3, 4, 5], (await Some.InWindowAsync(Archive, new Window(0, 5))).Select(article => article.Kept.Number));
        await SoundAsync();
    }

    [Fact]
    public async Task What_is_set_for_a_source_takes_the_place_of_what_is_set_for_all()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a"), Stop);
        await Book.CompleteAsync(Some.Poll(Some.Bruegel, "b"), Stop);
        var keep = TenDays with { Sources = new() { ["bruegel"] = new RetentionRule { ArticlesFor = TimeSpan.FromDays(100) } } };

        Assert.Equal((1, 0), Went(await TrimAsync(keep, Later)));
        Assert.NotNull(await Archive.FindAsync(2, Stop));
    }

    [Fact]
    public async Task What_somebody_is_still_to_be_told_stays()
    {
        await Book.CompleteAsync(Some.Poll(Some.Rusi, "a", "b", "c"), Stop);

        var report = await Keeper.TrimAsync(new TrimOrder(TenDays, 2, Later, IsDry: false), Stop);

        Assert.Equal((2, 1), (report.Articles, report.Held));
        Assert.NotNull(await Archive.FindAsync(3, Stop));
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_changes_nothing()
    {
        await KeepOldAndYoungAsync();

        var dry = await Keeper.TrimAsync(new TrimOrder(TenDays, 3, Later, IsDry: true), Stop);

        Assert.NotNull(await Archive.FindAsync(1, Stop));
        Assert.Equal(Went(dry), Went(await TrimAsync(TenDays, Later)));
    }

    [Fact]
    public async Task The_keys_of_what_went_stay_until_its_source_has_not_listed_it_for_a_month()
    {
        await Book.CompleteAsync(Listing("listed", "delisted"), Stop);
        await TrimAsync(TenDays, Later);
        await Book.CompleteAsync(Listing("listed") with { Articles = [] }, Stop);

        Assert.Equal(0, (await TrimAsync(TenDays, Later.AddDays(1))).Forgotten);
        Assert.Equal(0, (await TrimAsync(TenDays, Later.AddDays(31))).Forgotten);
        Assert.Empty(await Book.UnseenAsync(Some.Rusi, [Some.Asked("listed"), Some.Asked("delisted")], Stop));
        Assert.Equal(1, (await TrimAsync(TenDays, Later.AddDays(32))).Forgotten);

        Assert.Equal("delisted", Assert.Single(await Book.UnseenAsync(Some.Rusi, [Some.Asked("listed"), Some.Asked("delisted")], Stop)).Asked.Keys[0].Value);
        Assert.Equal(0, (await TrimAsync(TenDays, Later.AddYears(1))).Forgotten);
        await SoundAsync();
    }

    [Fact]
    public async Task An_item_that_is_listed_again_begins_its_month_anew()
    {
        await Book.CompleteAsync(Listing("a"), Stop);
        await TrimAsync(TenDays, Later);
        await Book.CompleteAsync(Listing("other") with { Articles = [] }, Stop);
        await TrimAsync(TenDays, Later.AddDays(1));
        await Book.CompleteAsync(Listing("a") with { Articles = [] }, Stop);
        await TrimAsync(TenDays, Later.AddDays(2));
        await Book.CompleteAsync(Listing("other") with { Articles = [] }, Stop);
        await TrimAsync(TenDays, Later.AddDays(20));

        Assert.Equal(0, (await TrimAsync(TenDays, Later.AddDays(40))).Forgotten);
        Assert.Equal(1, (await TrimAsync(TenDays, Later.AddDays(51))).Forgotten);
    }

    /// <summary>Two old articles with pages, one of them in its second version; one young.</summary>
    private protected async Task KeepOldAndYoungAsync()
    {
        var limits = new PageLimits(10, 1 << 20);
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, Some.Read(Some.Rusi, "old", "first said") with { Page = Some.Page("old") }, Some.Read(Some.Rusi, "also")) with { Limits = limits }, Stop);
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, new ReadArticle(Some.Asked("old"), Some.Article(Some.Rusi, "old", "Another text.")) { Page = Some.Page("old") }) with { Limits = limits }, Stop);
        await Book.CompleteAsync(Some.Poll(Some.Rusi, Later.AddDays(-1), Some.Read(Some.Rusi, "young")), Stop);
    }

    private static PollCompletion Listing(params IReadOnlyList<string> names)
    {
        var poll = Some.Poll(Some.Rusi, names);
        return poll with { Memory = poll.Memory with { LastAnswer = names.ToDictionary(name => new ItemKey(name), _ => "as first seen") } };
    }

    private protected async Task<TrimReport> TrimAsync(RetentionSettings keep, DateTimeOffset now) =>
        await Keeper.TrimAsync(new TrimOrder(keep, await Archive.LastNumberAsync(Stop), now, IsDry: false), Stop);

    private static (long Articles, long Bodies) Went(TrimReport report) => (report.Articles, report.Bodies);

    private async Task SoundAsync() => Assert.Empty((await Keeper.VerifyAsync(Stop)).Damage);
}

/// <summary>The same, asked over the socket.</summary>
public sealed class RemoteRetentionTests() : RetentionContract(overSocket: true);
