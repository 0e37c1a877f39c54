using Xunit;

namespace Aggregator.Commands;

/// <summary>Each mistake gives one clear sentence and the right exit code.</summary>
public sealed class MistakeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int, string, string> Mistakes => new()
    {
        { 2, "pol", "'pol' is not one of its verbs" },
        { 2, "", "Say what to do: poll, read, search" },
        { 2, "digest", "Say what to do: preview, send" },
        { 2, "digest preview --nope", "See: aggregator digest preview --help" },
        { 2, "search", "'WORDS' missing" },
        { 2, "search x --since yesterday", "'yesterday' is not a time" },
        { 2, "search x --limit 0", "--limit '0' must be a number" },
        { 2, "search -naval", "at least one word that must occur" },
        { 2, "search x --csv --json", "--csv and --json cannot both be written" },
        { 2, "search x --skip 20", "where the newest come first it is --below" },
        { 2, "search x --sort relevance --below 20", "by relevance it is --skip" },
        { 2, "search x --sort relevance --skip -1", "must be 0 or more" },
        { 2, "show twelve", "'twelve' is not the number of an article" },
        { 2, "cite", "'ID' missing" },
        { 2, "cite 1 two", "'two' is not the number of an article" },
        { 2, "cite 1 --format word", "'word' not recognized. Must be one of: 'ris' 'bibtex' 'csl' 'markdown'" },
        { 1, "cite 1 --data no-such-folder", "There is no store in 'no-such-folder'" },
        { 2, "read", "Name one document" },
        { 2, "read a --as pdf", "'pdf' not recognized" },
        { 1, "read no-such-file", "'no-such-file' does not exist" },
        { 1, "read --batch no-such-file", "'no-such-file' does not exist" },
        { 1, "poll --feeds no-such-file", "'no-such-file' does not exist. Name another with --feeds." },
        { 1, "search x --data no-such-folder", "There is no store in 'no-such-folder'" },
        { 1, "subscribers list --data no-such-folder", "There is no store in 'no-such-folder'" },
        { 1, "read http://127.0.0.1:9/", "may not be asked" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_told_in_a_sentence(int code, string line, string sentence)
    {
        var answer = await TheProgram.RunAsync(Stop, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((code, ""), (answer.Code, answer.Out));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.StartsWith("aggregator: ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_mistakes_in_the_feeds_file_are_all_told_and_nothing_is_done()
    {
        using var folder = new ScratchFolder();
        var feeds = folder.In("feeds.json");
        await File.WriteAllTextAsync(feeds, """
            { "organisations": [
              { "name": "One", "colour": "red", "sources": [
                { "id": "one", "kind": "feed", "address": "ftp://example.org/feed" },
                { "id": "one", "kind": "podcast", "address": "https://example.org/b", "every": "soon" } ] } ] }
            """, Stop);
        var answer = await TheProgram.RunAsync(Stop, "poll", "--feeds", feeds, "--data", folder.In("data"));
        Assert.Equal(1, answer.Code);
        Assert.All(
            ["organisations[0].colour", "sources[0].address", "sources[1].id", "sources[1].kind", "sources[1].every"],
            place => Assert.Contains(place, answer.Error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.In("data")));
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("run")]
    public async Task Mistyped_settings_of_a_source_are_all_told_with_their_places_and_never_with_their_values(string verb)
    {
        using var folder = new ScratchFolder();
        var feeds = folder.In("feeds.json");
        await File.WriteAllTextAsync(feeds, """
            { "organisations": [ { "name": "One", "sources": [
              { "id": "one-feed", "kind": "feed", "address": "http://127.0.0.1:9/a" }, { "id": "two", "kind": "feed", "address": "http://127.0.0.1:9/b" } ] } ] }
            """, Stop);
        var settings = new Dictionary<string, string>
        {
            ["AGGREGATOR_Fetching__Sources__one_feed__Autorization"] = "Bearer s3cret",
            ["AGGREGATOR_Fetching__Sources__one_feed__Password__Old"] = "s3cret",
            ["AGGREGATOR_Fetching__Sources__one_feed__Headers__X_Api_Key"] = "s3cret",
            ["AGGREGATOR_Fetching__Sources__two"] = "Bearer s3cret",
            ["AGGREGATOR_Fetching__Sources__tow__Authorization"] = "Bearer s3cret",
            ["AGGREGATOR_Mailing__Look__Colour"] = "s3cret",
            ["AGGREGATOR_Mailing__Look__Sections__0"] = "problems",
            ["AGGREGATOR_Mailing__Look__Sections__1"] = "news",
            ["AGGREGATOR_Polling__Ticks"] = "1",
        };
        var answer = await TheProgram.RunAsync(settings, Stop, verb, "--feeds", feeds, "--data", folder.In("data"));
        string[] told =
        [
            "aggregator: Fetching:Sources:one_feed:Autorization is not a setting: Fetching:Sources:one_feed has Authorization, Headers, Password, Proxy, User.",
            "aggregator: Fetching:Sources:one_feed:Password:Old is not a setting: Fetching:Sources:one_feed:Password is one value.",
            "aggregator: Fetching:Sources:tow is for no source: the feeds file has none of that id. 'aggregator sources' lists them.",
            "aggregator: Fetching:Sources:two cannot be a value: it has Authorization, Headers, Password, Proxy, User below it.",
            "aggregator: Mailing:Look:Colour is not a setting: Mailing:Look has Accent, AccentOnDark, Footer, Header, Logo, Sections.",
            "aggregator: Mailing:Look:Sections has 'news', which is none of watches, subjects, undated, problems.",
            "aggregator: Polling:Ticks is not a setting: Polling has ArticlePages, Attachments, Batch, Concurrency, PageBytes, Pages, PdfTime, Tick.",
        ];
        Assert.Equal((1, ""), (answer.Code, answer.Out));
        Assert.Equal(told, answer.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(folder.In("data")));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_told()
    {
        using var folder = new ScratchFolder();
        var feeds = folder.In("feeds.json");
        await File.WriteAllTextAsync(feeds, """{ "organisations": [] }""", Stop);
        // Below a file there can be no folder, whoever runs the test.
        var answer = await TheProgram.RunAsync(Stop, "poll", "--feeds", feeds, "--data", Path.Combine(feeds, "data"));
        Assert.Equal(1, answer.Code);
        Assert.Contains("Name another with --data.", answer.Error, StringComparison.Ordinal);
    }
}
