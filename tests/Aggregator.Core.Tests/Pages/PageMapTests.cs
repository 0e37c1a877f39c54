using System.Text;
using Aggregator.Downloads;
using Aggregator.Pages;
using Xunit;

namespace Aggregator.Core.Tests.Pages;

public sealed class PageMapTests
{
    [Fact]
    public void Blocks_are_what_a_reader_sees_as_lines()
    {
        var map = Of("<p>The sluice  is<br>shut.<br><br>It <b>stays</b> so.</p><script>no()</script><ul><li>One</li><li>Two</li></ul>");
        Assert.Equal(["The sluice is", "shut.", "It stays so.", "One", "Two"], map.Blocks.Select(block => block.Text));
        Assert.Equal([BlockBreak.Element, BlockBreak.Line, BlockBreak.Lines, BlockBreak.Element, BlockBreak.Element], map.Blocks.Select(block => block.Break));
    }

    [Fact]
    public void An_element_holds_the_blocks_and_elements_inside_it_as_ranges()
    {
        var map = Of("<div id=a><p>One</p><div id=b><p>Two</p><p>Three</p></div></div><p>Four</p>");
        Assert.Equal(["Two", "Three"], Inside(map, "b"));
        Assert.Equal(["One", "Two", "Three"], Inside(map, "a"));
        Assert.Equal(map.Boxes.Length, map.Boxes[0].End);
        Assert.All(map.Boxes.Skip(1), box => Assert.True(map.Boxes[box.Parent].End >= box.End));
    }

    [Fact]
    public void Runs_say_what_is_linked_and_what_is_set_apart()
    {
        var block = Assert.Single(Of("<p>See <a href=/x>the <em>whole</em></a> report</p>").Blocks);
        Assert.Equal(["the", "whole"], block.Runs.Select(run => block.Text.Substring(run.Start, run.Length)));
        Assert.Equal([TextMarks.None, TextMarks.Emphasis], block.Runs.Select(run => run.Marks));
        Assert.All(block.Runs, run => Assert.Equal("/x", run.Link?.GetAttribute("href")));
        Assert.Equal(8, block.LinkLength);
    }

    [Fact]
    public void What_head_and_scripts_say_is_gathered_on_the_way()
    {
        var map = Of("<div><meta itemprop=datePublished content=2026-03-01><script type='application/ld+json'>{}</script></div>", head: "<meta name=author content=A><link rel=canonical href=/c>");
        Assert.Equal(["author", null], map.Metas.Select(meta => meta.GetAttribute("name")));
        Assert.Equal("canonical", Assert.Single(map.Links).GetAttribute("rel"));
        Assert.Equal("{}", Assert.Single(map.Scripts).TextContent);
    }

    private static IEnumerable<string> Inside(PageMap map, string id)
    {
        var box = map.Boxes.Single(box => box.Element.Id == id);
        return map.Blocks[box.FirstBlock..box.EndBlock].Select(block => block.Text);
    }

    private static PageMap Of(string body, string head = "") =>
        PageDocument.Of(new Download
        {
            Address = new Uri("https://example.org/a"),
            ContentType = "text/html; charset=utf-8",
            Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"),
        }).Map!;
}
