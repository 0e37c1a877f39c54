using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>A document's lines to look through: their text at once, their links only for the few that are asked for.</summary>
internal sealed class LineSight
{
    private readonly IReadOnlyList<TextLine>? _lines;
    private readonly PageBlock[] _blocks = [];
    private readonly Uri? _address;

    public LineSight(IReadOnlyList<TextLine> lines) => (_lines, Joined) = (lines, new JoinedLines([.. lines.Select(line => line.Text)]));

    /// <param name="address">What the page's links are resolved against.</param>
    public LineSight(PageMap map, Uri? address) => (_blocks, _address, Joined) = (map.Blocks, address, map.Joined);

    public JoinedLines Joined { get; }

    public IReadOnlyList<string> Texts => Joined.Lines;

    public int Count => Texts.Count;

    /// <summary>True when a link or a written address may stand on the line. Cheap.</summary>
    public bool HasLink(int at) => at < Count && ((_lines is null ? _blocks[at].LinkLength > 0 : _lines[at].Links.Count > 0) || PageLines.MayHaveAddress(Texts[at]));

    public TextLine LineOf(int at) => _lines is null ? OfBlock(_blocks[at]) : _lines[at];

    private TextLine OfBlock(PageBlock block)
    {
        var links = new List<LineLink>();
        var hasDeadLink = false;
        for (var at = 0; at < block.Runs.Count; at++)
        {
            if (block.Runs[at] is not { Link: { } anchor } first)
                continue;
            // Words set apart within a link part it into runs.
            while (at + 1 < block.Runs.Count && block.Runs[at + 1].Link == anchor)
                at++;
            var text = block.Text[first.Start..(block.Runs[at].Start + block.Runs[at].Length)];
            if (WebAddress.Resolve(_address, anchor.GetAttribute("href")) is { } target)
                links.Add(new LineLink(text, target));
            else
                hasDeadLink = true;
        }
        return new TextLine(block.Text, links.Count > 0 ? links : PageLines.AddressesIn(block.Text)) { HasDeadLink = hasDeadLink };
    }
}
