using System.Text.Json;
using Xunit;

namespace Aggregator.Commands;

/// <summary>Subscribers and their digests from the command line, on the demo's store.</summary>
public sealed class SubscribersTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Data => _folder.In("data");

    private string Outbox => Path.Combine(Data, "outbox");

    public async ValueTask InitializeAsync() => Assert.Equal(0, (await TheProgram.RunAsync(Stop, "demo", "--data", Data)).Code);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_subscriber_is_added_told_once_audited_and_shown_the_same_bytes_again()
    {
        var added = await RunAsync("subscribers", "add", "ana@example.org", "--schedule", "weekdays 07:30", "--watch", "Lights: blockade NEAR/5 lights", "--since", "7d");
        var early = await TheProgram.RunAsync(Stop, "digest", "render", "--subscriber", "ana@example.org", "--data", Data);
        Assert.Equal((1, "aggregator: There is no letter to 'ana@example.org'. 'aggregator digest audit' shows what there is."), (early.Code, early.Error.Trim()));
        Assert.Equal("ana@example.org: active, weekdays 07:30 (Europe/London), watch “Lights”.", added.Trim());
        Assert.Contains("Who Keeps the Lights On", await RunAsync("digest", "preview", "--subscriber", "ana@example.org", "--since", "7d"), StringComparison.Ordinal);
        var before = Directory.GetFiles(Outbox);

        Assert.StartsWith("Sent: [Aggregator] 1 new: Who Keeps the Lights On", await RunAsync("digest", "send"), StringComparison.Ordinal);
        Assert.StartsWith("Nothing new to tell", await RunAsync("digest", "send"), StringComparison.Ordinal);

        var letter = Assert.Single(Directory.GetFiles(Outbox).Except(before));
        await RunAsync("digest", "render", "--subscriber", "ana@example.org", "--out", _folder.In("again.eml"));
        Assert.Equal(await File.ReadAllBytesAsync(letter, Stop), await File.ReadAllBytesAsync(_folder.In("again.eml"), Stop));
        var audit = await RunAsync("digest", "audit", "--list");
        Assert.Contains("Clean: ", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("|weekdays", audit, StringComparison.Ordinal);
        Assert.Contains("ana@example.org\tweekdays 07:30\t2\t1 accepted\t1\tnone", audit, StringComparison.Ordinal);
        Assert.Contains("In “[Aggregator] 1 new", await RunAsync("digest", "audit", "--article", "18", "--subscriber", "ana@example.org"), StringComparison.Ordinal);
        Assert.Contains("No letter is in doubt", await RunAsync("digest", "resolve"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_is_changed_paused_resumed_and_removed()
    {
        await RunAsync("subscribers", "add", "ana@example.org", "--name", "Ana");
        await RunAsync("subscribers", "add", "ANA@example.org", "--schedule", "monthly 1 08:00");
        Assert.Contains("paused", await RunAsync("subscribers", "pause", "ana@example.org"), StringComparison.Ordinal);
        Assert.Contains("active", await RunAsync("subscribers", "resume", "ana@example.org"), StringComparison.Ordinal);
        using var shown = JsonDocument.Parse(await RunAsync("subscribers", "show", "ana@example.org", "--json"));
        Assert.Equal(("Ana", "monthly 1 08:00", 3), (shown.RootElement.GetProperty("name").GetString(), shown.RootElement.GetProperty("schedules")[0].GetString(), shown.RootElement.GetProperty("consent").GetArrayLength()));
        Assert.Contains("topic energy, watch “Gas”", await RunAsync("subscribers", "add", "ana@example.org", "--topic", "energy", "--watch", "Gas: gas"), StringComparison.Ordinal);
        Assert.Contains("), topic trade.", await RunAsync("subscribers", "add", "ana@example.org", "--anew", "--topic", "trade"), StringComparison.Ordinal);
        Assert.Contains("), everything.", await RunAsync("subscribers", "add", "ana@example.org", "--anew"), StringComparison.Ordinal);
        await RunAsync("subscribers", "remove", "ana@example.org");
        Assert.Contains("'ana@example.org' is no subscriber", (await TheProgram.RunAsync(Stop, "subscribers", "show", "ana@example.org", "--data", Data)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_of_a_line_are_told_at_once()
    {
        var wrong = await TheProgram.RunAsync(Stop, "subscribers", "add", "a@example.org, b@example.org", "--schedule", "daily 25:00", "--watch", "gas AND (", "--watch", "Ships: (frigate", "--zone", "Mars", "--language", "de", "--cap", "0", "--data", Data);
        Assert.Equal(2, wrong.Code);
        foreach (var part in new[] { "no mail address", "'daily 25:00' cannot be read", "'gas AND (' has no name", "watch 'Ships' cannot be read", "'Mars' is no time zone", "There are no letters in 'de'", "--cap 0" })
            Assert.Contains(part, wrong.Error, StringComparison.Ordinal);
        Assert.Contains("There are no subscribers", await RunAsync("subscribers", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_subscribers_is_taken_whole_or_not_at_all()
    {
        await File.WriteAllTextAsync(_folder.In("wrong.json"), """[{ "address": "ana@example.org" }, { "address": "b", "schedules": ["never"] }, { "address": "ANA@example.org" }]""", Stop);
        var wrong = await TheProgram.RunAsync(Stop, "subscribers", "import", _folder.In("wrong.json"), "--data", Data);
        Assert.Equal(1, wrong.Code);
        Assert.Contains("3 problems, and nothing was done", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("[1] The schedule 'never'", wrong.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder.In("good.json"), """[{ "address": "ana@example.org", "topics": ["energy"] }, { "address": "ben@example.org", "schedules": ["weekly fri 08:00"] }]""", Stop);
        Assert.Equal("2 added, 0 were there already.", (await RunAsync("subscribers", "import", _folder.In("good.json"))).Trim());
        Assert.Equal("0 added, 2 were there already.", (await RunAsync("subscribers", "import", _folder.In("good.json"))).Trim());
    }

    private async Task<string> RunAsync(params string[] words)
    {
        var answer = await TheProgram.RunAsync(Stop, [.. words, "--data", Data]);
        Assert.True(answer.Code == 0, answer.Error);
        return answer.Out;
    }
}
