using System.Text.Json;
using MimeKit;
using Xunit;

namespace Aggregator.Commands;

/// <summary>The main job, as a newcomer sees it.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _scratch.In("demo");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_demo_polls_twice_keeps_links_and_mails_and_leaves_a_store_to_query()
    {
        var demo = Json(await TheProgram.RunAsync(Stop, "demo", "--data", Data, "--json"));
        Assert.Equal(26, demo.GetProperty("first").EnumerateArray().Sum(poll => poll.GetProperty("new").GetInt32()));
        Assert.Equal(["failed"], demo.GetProperty("first").EnumerateArray().Select(poll => poll.GetProperty("result").GetString()).Where(result => result != "read"));
        Assert.Equal(0, demo.GetProperty("second").EnumerateArray().Sum(poll => poll.GetProperty("new").GetInt32()));
        Assert.Equal(4, demo.GetProperty("second").EnumerateArray().Count(poll => poll.GetProperty("result").GetString() == "unchanged"));
        Assert.Equal(4, demo.GetProperty("secondNotModified").GetInt32());

        var found = Json(await TheProgram.RunAsync(Stop, "search", "blockade", "--data", Data, "--json")).GetProperty("hits");
        var release = Assert.Single(found.EnumerateArray()).GetProperty("article");
        Assert.Equal("Who Keeps the Lights On in a Blockade?", release.GetProperty("title").GetString());
        Assert.EndsWith("/harbour-institute/who-keeps-the-lights-on", release.GetProperty("original").GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.Equal("stated", release.GetProperty("original").GetProperty("evidence").GetString());

        await TellsOfSourcesAsync();

        var letter = await MimeMessage.LoadAsync(Assert.Single(Directory.GetFiles(Path.Combine(Data, "outbox"))), Stop);
        Assert.Contains(release.GetProperty("original").GetProperty("link").GetString()!, letter.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("via 127.0.0.1", letter.TextBody, StringComparison.Ordinal);

        var again = await TheProgram.RunAsync(Stop, "digest", "send", "--data", Data);
        Assert.Contains("Nothing new", again.Out, StringComparison.Ordinal);
        Assert.Equal(0, again.Code);
    }

    [Fact]
    public async Task What_the_demo_says_to_type_runs_the_program_that_said_it()
    {
        var line = (await TheProgram.RunAsync(Stop, "demo", "--data", Data)).Out.Split('\n').Single(row => row.Contains(" search blockade ", StringComparison.Ordinal)).Trim();
        Assert.EndsWith($"aggregator.dll search blockade --data {Data}", line, StringComparison.Ordinal);
        var typed = TheProgram.Line([]);
        (typed.FileName, typed.Arguments) = ("dotnet", line["dotnet ".Length..]);
        typed.ArgumentList.Clear();
        using var process = System.Diagnostics.Process.Start(typed)!;
        Assert.Contains("Who Keeps the Lights On", await process.StandardOutput.ReadToEndAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_no_demo_made_is_not_touched()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "mine.txt"), "mine", Stop);
        var answer = await TheProgram.RunAsync(Stop, "demo", "--data", Data);
        Assert.Equal(1, answer.Code);
        Assert.Contains("nothing was touched", answer.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Data, "mine.txt")));
    }

    private async Task TellsOfSourcesAsync()
    {
        string[] where = ["--data", Data, "--feeds", Path.Combine(Data, "feeds.json")];
        var health = await TheProgram.RunAsync(Stop, ["sources", "health", .. where]);
        Assert.Equal((0, "4 of 5 answer as they use to. 1 has failed for less than a day."), (health.Code, health.Out.Trim()));
        Assert.Equal(0, Json(await TheProgram.RunAsync(Stop, ["sources", "health", "--json", .. where])).GetProperty("trouble").GetArrayLength());

        var wire = Json(await TheProgram.RunAsync(Stop, ["sources", "explain", "harbour-wire", "--json", .. where]));
        Assert.Equal(["read", "notModified"], wire.GetProperty("polls").EnumerateArray().Select(poll => poll.GetProperty("kind").GetString()));
        Assert.NotEmpty(wire.GetProperty("because").GetString()!);
        Assert.Contains("because", (await TheProgram.RunAsync(Stop, ["sources", "explain", "harbour-wire", .. where])).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await TheProgram.RunAsync(Stop, ["sources", "explain", "nobody", .. where])).Code);
    }

    private static JsonElement Json(TheProgram.Answer answer)
    {
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return JsonDocument.Parse(answer.Out).RootElement;
    }
}
