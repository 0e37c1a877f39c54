using System.Text.Json;
using Aggregator.Files;
using Xunit;

namespace Aggregator.Commands;

/// <summary>What the built program shows of a PDF, on the screen and for programs.</summary>
public sealed class ReadPdfTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_PDF_is_shown_page_by_page()
    {
        using var folder = new ScratchFolder();
        var path = folder.In("ferries.pdf");
        await File.WriteAllBytesAsync(path, new MadePdf().Says("Title", "Ferries without captains").Page("The first page is short.").Page("The second page is shorter.").Bytes(), Stop);
        var answer = await TheProgram.RunAsync(Stop, "read", path);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("Ferries without captains\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("\nFile: 2 pages; sha256 ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("\np. 1\nThe first page is short.\n\np. 2\nThe second page is shorter.\n", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_answers_for_every_PDF_in_order_however_bad()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.In("good.pdf"), new MadePdf().Page("A page of text.").Bytes(), Stop);
        await File.WriteAllBytesAsync(folder.In("scan.pdf"), new MadePdf().Drawn("72 72 300 300 re f").Bytes(), Stop);
        await File.WriteAllTextAsync(folder.In("cases.jsonl"), """{"id":"1","path":"scan.pdf"}""" + "\n" + """{"id":"2","path":"good.pdf","as":"article"}""" + "\n", Stop);
        var answer = await TheProgram.RunAsync(Stop, "read", "--batch", folder.In("cases.jsonl"));
        var lines = answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["1", "2"], lines.Select(line => line.GetProperty("id").GetString()));
        Assert.Equal("The PDF has no text: its pages are pictures, as a scanner makes them.", lines[0].GetProperty("why").GetString());
        Assert.Equal("A page of text.", lines[1].GetProperty("text").GetString());
        Assert.Equal(1, lines[1].GetProperty("files")[0].GetProperty("pages").GetInt32());
    }
}
