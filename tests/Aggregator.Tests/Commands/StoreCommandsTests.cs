using System.Text.Json;
using Aggregator.Storing;
using Xunit;

namespace Aggregator.Commands;

/// <summary>The verbs that look after a store, as a person or a script types them.</summary>
public sealed class StoreCommandsTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _folder.In("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_a_worker_has_the_store_open_it_answers()
    {
        await using var worker = await Some.OpenAsync(Data);
        var archive = new FullArchive();
        await archive.FillAsync(worker);

        using var verified = await JsonAsync(0, "verify", "--data", Data, "--json");
        Assert.True(verified.RootElement.GetProperty("sound").GetBoolean());
        Assert.Equal(archive.Articles.Count, verified.RootElement.GetProperty("rows").GetProperty("articles").GetInt32());
        using var made = await JsonAsync(0, "backup", _folder.In("backup"), "--data", Data, "--json");
        Assert.Equal(archive.Articles.Count, made.RootElement.GetProperty("articles").GetInt32());
        using var status = await JsonAsync(0, "store", "status", "--data", Data, "--json");
        Assert.Equal(_folder.In("backup"), status.RootElement.GetProperty("lastBackup").GetProperty("path").GetString());
        Assert.Contains("is held by process", (await TheProgram.RunAsync(Stop, "rebuild", "--data", Data)).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await TheProgram.RunAsync(Stop, "restore", _folder.In("backup"), "--data", Data)).Code);
    }

    [Fact]
    public async Task From_damage_to_a_store_that_answers_again()
    {
        var archive = new FullArchive();
        await using (var store = await Some.OpenAsync(Data))
            await archive.FillAsync(store);
        await RunAsync(0, "backup", _folder.In("backup"), "--data", Data);
        await using (var file = File.Open(Path.Combine(Data, "aggregator.db"), FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write("elsewhere"u8);
        }

        Assert.Contains("is missing or not what was written", (await RunAsync(1, "verify", "--data", Data)).Out, StringComparison.Ordinal);
        Assert.Contains("No backup was written", (await RunAsync(1, "backup", _folder.In("second"), "--data", Data)).Error, StringComparison.Ordinal);
        Assert.Contains("The damaged file is now ", (await RunAsync(0, "rebuild", "--data", Data)).Out, StringComparison.Ordinal);
        Assert.StartsWith("There is no search index", (await RunAsync(0, "verify", "--data", Data)).Out, StringComparison.Ordinal);
        await RunAsync(0, "restore", _folder.In("backup"), "--data", _folder.In("restored"));
        var found = await RunAsync(0, "search", "ferry", "--limit", "500", "--csv", "--data", _folder.In("restored"));
        Assert.Equal(archive.Articles.Count, found.Out.Trim().Split('\n').Length - 1);
    }

    [Fact]
    public async Task Trimming_tells_what_would_go_and_then_lets_it_go()
    {
        await using (var store = await Some.OpenAsync(Data))
            await new FullArchive().FillAsync(store);
        var settings = new Dictionary<string, string> { ["AGGREGATOR_Retention__ArticlesPerSource"] = "10", ["AGGREGATOR_Digesting__At"] = "" };

        var dry = await TheProgram.RunAsync(settings, Stop, "store", "trim", "--dry-run", "--json", "--data", Data);
        using (var told = JsonDocument.Parse(dry.Out))
            Assert.Equal(5 * 2, told.RootElement.GetProperty("articles").GetInt32());
        Assert.Contains("10 articles and the texts of 0 more were removed.", (await TheProgram.RunAsync(settings, Stop, "store", "trim", "--data", Data)).Out, StringComparison.Ordinal);
        Assert.Contains("was removed by retention on ", (await RunAsync(1, "show", "1", "--data", Data)).Error, StringComparison.Ordinal);
        await RunAsync(0, "verify", "--data", Data);
        settings["AGGREGATOR_Retention__ArticlesFor"] = "00:10";
        Assert.Contains("Retention:ArticlesFor '00:10:00' must be a day or more", (await TheProgram.RunAsync(settings, Stop, "store", "trim", "--data", Data)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_sources_the_largest_are_named_and_the_rest_are_one_line_until_all_are_asked_for()
    {
        await using (var store = await Some.OpenAsync(Data))
        {
            foreach (var source in Enumerable.Range(1, 30))
                await store.Book.CompleteAsync(Some.Poll(Some.Id($"source-{source:00}"), [.. Enumerable.Range(1, source).Select(item => $"{source} {item}")]), Stop);
        }

        var told = (await RunAsync(0, "store", "status", "--data", Data)).Out;
        Assert.Contains("source-30\t30", told, StringComparison.Ordinal);
        Assert.DoesNotContain("source-18\t", told, StringComparison.Ordinal);
        Assert.Contains($"18 more, which --all names\t{18 * 19 / 2}", told, StringComparison.Ordinal);
        Assert.Contains("source-01\t1", (await RunAsync(0, "store", "status", "--all", "--data", Data)).Out, StringComparison.Ordinal);
        using var json = await JsonAsync(0, "store", "status", "--json", "--data", Data);
        Assert.Equal(30, json.RootElement.GetProperty("bySource").EnumerateObject().Count());
    }

    [Fact]
    public async Task An_article_from_before_dates_had_their_evidence_is_shown()
    {
        await using (var store = await Some.OpenAsync(Data))
        {
            var article = Some.Article(Some.Rusi, "Old") with { Published = Text.WrittenDate.Day(2026, 2, 27) };
            await store.Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, new ReadArticle(Some.Asked("old"), article)), Stop);
        }

        var shown = (await RunAsync(0, "show", "1", "--data", Data)).Out;

        Assert.Contains("2026-02-27 (kept before it was noted where a date comes from)", shown, StringComparison.Ordinal);
        Assert.Contains("first seen by us", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_store_each_says_so()
    {
        foreach (var verb in new[] { "verify", "rebuild", "store status", "store trim", $"backup {_folder.In("b")}" })
            Assert.StartsWith($"aggregator: There is no store in '{Data}' yet.", (await RunAsync(1, [.. verb.Split(' '), "--data", Data])).Error, StringComparison.Ordinal);
    }

    private static async Task<TheProgram.Answer> RunAsync(int code, params string[] line)
    {
        var answer = await TheProgram.RunAsync(Stop, line);
        Assert.True(answer.Code == code, $"{string.Join(' ', line)} ended with {answer.Code}: {answer.Out}{answer.Error}");
        return answer;
    }

    private static async Task<JsonDocument> JsonAsync(int code, params string[] line) => JsonDocument.Parse((await RunAsync(code, line)).Out);
}
