using Aggregator.Text;

namespace Aggregator.Pages;

/// <summary>Reads a wire's page of one release, as html or as plain text, without guessing.</summary>
/// <remarks>The markup of wired-gov.net was never seen raw; both forms are read as lines, which is what its extractions have in common.</remarks>
public static class WirePage
{
    /// <summary>The release; null when this is another kind of page.</summary>
    /// <param name="isWire">True when the source is known to be a wire. Else a page at another host has to show more marks: two stand on many sites.</param>
    public static WireRelease? Read(PageDocument page, bool isWire)
    {
        if (!IsRelease(page, isWire))
            return null;
        var lines = page.Lines.Where(line => !WireMarks.IsChrome(line.Text)).ToList();
        var tailAt = lines.FindLastIndex(line => WireMarks.LatestOf(line.Text) is not null);
        var tail = tailAt < 0 ? [] : lines[tailAt..];
        var release = tailAt < 0 ? lines : lines[..tailAt];
        var header = WireHeader.Read(release, page);
        var body = release[BodyStart(release, header)..];
        var end = body.FindIndex(IsEnd);
        var channelOfTail = ChannelOf(tail);
        return WithOpening(header, end < 0 ? body : body[..end]) with
        {
            Channel = header.Channel ?? channelOfTail,
            Printable = header.Printable,
            FullRelease = body.Where(line => WireMarks.IsMore(line.Text)).SelectMany(line => line.Links).FirstOrDefault()?.Address,
            Original = OriginalLines.Stated(body),
            Dates = Dates(header, page.Address),
            Latest = LatestNews.Rows(tail),
        };
    }

    /// <summary>Judged over the page's map: only a release is then read as lines.</summary>
    private static bool IsRelease(PageDocument page, bool isWire)
    {
        var lines = page.Map?.Joined ?? new JoinedLines([.. page.Lines.Select(line => line.Text)]);
        var isNamed = WireLink.IsRelease(page.Address);
        if (!isNamed && WireMarks.In(lines) < (isWire || page.Address is null || WireLink.IsWire(page.Address) ? 2 : 4))
            return false;
        var (tildes, count) = (0, 0);
        foreach (var text in lines.Lines.Where(text => !WireMarks.IsChrome(text)))
        {
            count++;
            // The newsletter joins the documents of a story with tildes; it is a list, not a release.
            if (text.Contains(" ~ ", StringComparison.Ordinal) && ++tildes == 2)
                return false;
        }
        return !isNamed || count > 2;
    }

    /// <summary>Below the header; or at the named title, when that stands lower: what is between is the site's menu.</summary>
    private static int BodyStart(List<TextLine> release, WireHeader header)
    {
        var titleAt = header.NamedTitle is { } title ? release.FindIndex(header.Length, line => line.Text == title) : -1;
        return Math.Max(header.Length, titleAt);
    }

    private static bool IsEnd(TextLine line) =>
        WireMarks.IsClose(line.Text) || WireMarks.IsMore(line.Text) || OriginalLines.IsLabel(line.Text);

    private static WireRelease WithOpening(WireHeader header, List<TextLine> body)
    {
        var left = new Queue<TextLine>(body.Where(line => line.Text.Length > 0));
        var title = TitleOf(header, left);
        var kicker = left.TryPeek(out var line) && left.Count > 1 && IsKicker(line.Text) ? left.Dequeue().Text : null;
        var standfirst = left.Count > 1 && IsStandfirst(left.Peek(), left.Skip(1)) ? left.Dequeue().Text : null;
        return new WireRelease { Title = title, Kicker = kicker, Standfirst = standfirst, Paragraphs = [.. left.Select(l => l.Text)] };
    }

    /// <summary>The title stands below the header. Where the header is lost, so is the title, unless the document names it.</summary>
    private static string? TitleOf(WireHeader header, Queue<TextLine> left)
    {
        if (header.NamedTitle is null)
            return header.Length > 0 && left.Count > 0 ? left.Dequeue().Text : null;
        if (left.TryPeek(out var first) && first.Text == header.NamedTitle)
            left.Dequeue();
        return header.NamedTitle;
    }

    private static bool IsKicker(string text) => text.Length <= 60 && WireMarks.Capitals().IsMatch(text) && text.Any(char.IsLetter) && text.Count(c => c == ' ') < 4;

    /// <summary>A standfirst is set off by the page, or is much shorter than the paragraphs it stands above.</summary>
    private static bool IsStandfirst(TextLine line, IEnumerable<TextLine> paragraphs)
    {
        if (line.IsEmphasised)
            return line.Text.Length <= 600;
        var lengths = paragraphs.Select(p => p.Text.Length).Order().ToList();
        return line.Text.Length <= 300 && line.Text.Length * 2 <= lengths[lengths.Count / 2];
    }

    private static string? ChannelOf(IReadOnlyList<TextLine> tail)
    {
        if (tail.Count == 0)
            return null;
        var named = WireMarks.LatestOf(tail[0].Text) ?? "";
        if (named.Length > 0)
            return named;
        // The heading breaks its line before the channel; a row is not a channel.
        return tail.Count > 1 && tail[1].Text.Length is > 0 and <= 120 && !WireMarks.RowTime().IsMatch(tail[1].Text)
            && (tail.Count == 2 || WireMarks.RowTime().IsMatch(tail[2].Text))
            ? tail[1].Text
            : null;
    }

    private static IReadOnlyList<DateEvidence> Dates(WireHeader header, Uri? address)
    {
        var dates = new List<DateEvidence>();
        if (header.Date is { } date)
            dates.Add(new DateEvidence(date, "the header line", 0.9));
        if ((WireLink.LoadTime(address) ?? WireLink.LoadTime(header.Printable)) is { } loaded)
            dates.Add(new DateEvidence(loaded, "the wire's load time in the address", 0.6));
        return dates;
    }
}
