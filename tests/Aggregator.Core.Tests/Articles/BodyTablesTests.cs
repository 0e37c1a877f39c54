using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Articles;

/// <summary>Numbers of a release stand under the year they are of, in its html and in its text.</summary>
public sealed class BodyTablesTests
{
    [Theory]
    [InlineData("<tr><th></th><th>2025</th><th>2024</th></tr><tr><td>Loss</td><td></td><td>1</td></tr>",
        "<tr><th></th><th>2025</th><th>2024</th></tr><tr><td>Loss</td><td></td><td>1</td></tr>", "| 2025 | 2024\n\nLoss | | 1")]
    [InlineData("<thead><tr><th rowspan=2>Pier<th colspan=2>Cost</tr><tr><th>Oak<th>Steel</tr></thead><tbody><tr><td>Third<td>4<td>1</tr></tbody>",
        "<tr><th rowspan=\"2\">Pier</th><th colspan=\"2\">Cost</th></tr><tr><th>Oak</th><th>Steel</th></tr><tr><td>Third</td><td>4</td><td>1</td></tr>", "Pier | Cost\n\nOak | Steel\n\nThird | 4 | 1")]
    [InlineData("<tr><td>Oak</td><td><img src=tick.png></td><td colspan='9 onclick=x'><p>Yes</p></td></tr>", "<tr><td>Oak</td><td></td><td><p>Yes</p></td></tr>", "Oak | | Yes")]
    [InlineData("<tr><td>Oak</td><td>4</td></tr><tr><td></td><td></td></tr><tr><td>Steel</td><td>1</td></tr>", "<tr><td>Oak</td><td>4</td></tr><tr><td>Steel</td><td>1</td></tr>", "Oak | 4\n\nSteel | 1")]
    public void An_empty_cell_keeps_the_others_in_their_columns(string rows, string html, string text)
    {
        var written = Write($"<table>{rows}</table>");
        Assert.Equal($"<table><tbody>{html}</tbody></table>", written.Html);
        Assert.Equal(text, written.Text);
    }

    [Theory]
    [InlineData("<tr><td></td><td>The board met.</td></tr><tr><td></td><td>It met again.</td></tr>")]
    [InlineData("<tr><td>The board met.</td></tr><tr><td>It met again.</td></tr>")]
    public void What_has_one_column_is_laid_out_and_no_table(string rows) => Assert.Equal(("The board met.\n\nIt met again.", "<p>The board met.</p><p>It met again.</p>"), Write($"<table>{rows}</table>"));

    [Fact]
    public void A_row_is_kept_whole_or_not_at_all()
    {
        var map = Map("<p>The board met.</p><table><tr><th>Pier</th><th>Cost</th></tr><tr><td>Third</td><td>4</td></tr><tr><td>Fourth</td><td>1</td></tr></table><p>It met again.</p>");
        var kept = Array.ConvertAll(map.Blocks, block => block.Text is "The board met." or "Third");
        new BodyTables(map).KeepRows(kept);
        Assert.Equal(["The board met.", "Third", "4"], map.Blocks.Where((_, at) => kept[at]).Select(block => block.Text));
    }

    [Fact]
    public void A_list_begins_with_the_number_it_begins_with() =>
        Assert.Equal("<ol start=\"3\"><li>Oak</li></ol><ol><li>Steel</li></ol><ol><li>Stone</li></ol>", Write("<ol start=3><li>Oak</ol><ol start=1><li>Steel</ol><ol start='4\" onclick'><li>Stone</ol>").Html);

    private static (string Text, string Html) Write(string body)
    {
        var map = Map(body);
        return BodyWriter.Write(map, [.. Enumerable.Range(0, map.Blocks.Length)], null);
    }

    private static PageMap Map(string body) =>
        PageDocument.Of(new Download { ContentType = "text/html; charset=utf-8", Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><title>Pier</title><body>{body}</body>") }).Map!;
}
