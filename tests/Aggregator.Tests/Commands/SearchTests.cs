using Aggregator.Storing;
using Xunit;

namespace Aggregator.Commands;

/// <summary>What a search says, as an analyst or a script reads it.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var store = await Some.OpenAsync(_folder.Path);
        await store.Book.CompleteAsync(Some.Poll(Some.Rusi, Some.Morning, Read("The crossing", "Before dawn the night ferry meets the tide at Säby."), Read("Of tides", "A tide and no more.")), Stop);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Words_that_stand_together_are_shown_once() =>
        Assert.Contains("1\tno date\trusi\tThe crossing | text: Before dawn the night ferry meets the tide at Säby.", (await SearchAsync("ferry tide saby")).Out.Split(Environment.NewLine));

    [Theory]
    [InlineData("--csv")]
    [InlineData("--markdown")]
    [InlineData("--atom")]
    public async Task Beside_a_file_that_does_not_hold_all_it_is_told_how_to_read_on(string form)
    {
        var part = await SearchAsync("tide", form, "--limit", "1");
        Assert.Contains("Read on with --below 2", part.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--below", part.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Read on", (await SearchAsync("tide", form)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_not_known_is_told()
    {
        Assert.StartsWith("Nothing is kept of a source 'rusy': 'aggregator sources' lists them.", (await SearchAsync("tide source:rusy")).Out, StringComparison.Ordinal);
        Assert.StartsWith("Nothing is kept of a source 'rusy'", (await SearchAsync("tide", "--source", "rusy")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("of a source", (await SearchAsync("ferries source:rus* NOT dawn")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_may_have_been_meant_to_join_others_is_told() =>
        Assert.StartsWith("'or' was looked for as a word.", (await SearchAsync("ferry or tide")).Out, StringComparison.Ordinal);

    private async Task<TheProgram.Answer> SearchAsync(params string[] line)
    {
        var answer = await TheProgram.RunAsync(Stop, ["search", .. line, "--data", _folder.Path]);
        Assert.True(answer.Code == 0, answer.Error);
        return answer;
    }

    private static ReadArticle Read(string title, string text) => new(Some.Asked(title), Some.Article(Some.Rusi, title, text));
}
