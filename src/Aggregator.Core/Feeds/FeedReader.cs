using System.ServiceModel.Syndication;
using System.Xml;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Reads RSS 2.0 and Atom 1.0, on System.ServiceModel.Syndication.</summary>
public static class FeedReader
{
    private static readonly XmlReaderSettings Safe = new()
    {
        // A DTD is skipped and never resolved: entities it declares do not exist.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersFromEntities = 0,
    };

    public static ReadOutcome Read(Download download) => Read(download, SafeHtml.Clean);

    /// <param name="clean">What makes html safe; the benchmark times the reading without it.</param>
    internal static ReadOutcome Read(Download download, Func<string?, Uri?, string?> clean)
    {
        var text = Charset.Decode(download.Body.Span, download.ContentType).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.Length == 0)
            return new ReadOutcome.Unreadable("The answer is empty.");
        try
        {
            return ReadText(text, download.Address, clean);
        }
        catch (XmlException e)
        {
            return LooksLikeHtml(text) ? new ReadOutcome.Unreadable("This is a web page, not a feed.") : ReadMended(text, download.Address, e, clean);
        }
        catch (FormatException e)
        {
            // Syndication reports what it cannot place (a second channel, a nested entry) so.
            return new ReadOutcome.Unreadable($"The feed breaks its format: {PlainText.OneLine(e.Message)}");
        }
    }

    private static ReadOutcome ReadText(string text, Uri? address, Func<string?, Uri?, string?> clean)
    {
        using var xml = Reader(text, address);
        return ReadRoot(xml, address, clean);
    }

    /// <summary>Syndication gives up as a broken document does, with an XmlException; only a second look tells which it was.</summary>
    private static ReadOutcome ReadMended(string text, Uri? address, XmlException first, Func<string?, Uri?, string?> clean)
    {
        string? mended;
        IReadOnlyList<string> repairs;
        try
        {
            using var xml = Reader(text, address);
            mended = FeedMender.Mend(xml, out repairs);
        }
        catch (XmlException e)
        {
            return new ReadOutcome.Unreadable($"This is not well-formed XML: line {e.LineNumber}, character {e.LinePosition}.");
        }
        var broken = new ReadOutcome.Unreadable($"The feed breaks its format: {PlainText.OneLine(first.Message)}");
        try
        {
            return mended is not null && ReadText(mended, address, clean) is ReadOutcome.Read read ? new ReadOutcome.Read(read.Announcement with { Repairs = repairs }) : broken;
        }
        catch (XmlException)
        {
            return broken;
        }
    }

    private static XmlReader Reader(string text, Uri? address) => XmlReader.Create(new StringReader(text), Safe, address?.AbsoluteUri ?? "");

    private static ReadOutcome ReadRoot(XmlReader xml, Uri? address, Func<string?, Uri?, string?> clean)
    {
        xml.MoveToContent();
        SyndicationFeedFormatter? formatter = xml.LocalName switch
        {
            "rss" => new Rss20FeedFormatter(),
            "feed" when xml.NamespaceURI == "http://www.w3.org/2005/Atom" => new Atom10FeedFormatter(),
            _ => null,
        };
        if (formatter is null)
            return new ReadOutcome.Unreadable(Refusal(xml));
        if (formatter is Rss20FeedFormatter && xml.GetAttribute("version") is var version && version != "2.0")
            return new ReadOutcome.Unreadable($"This is RSS of version '{PlainText.Shortened(PlainText.OneLine(version ?? "none"), 20)}', which is not read yet.");
        var dates = new DateNotes();
        formatter.DateTimeParser = dates.TryRead;
        formatter.UriParser = TryReadAddress;
        formatter.ReadFrom(xml);
        return new ReadOutcome.Read(FeedItems.Of(formatter.Feed, formatter is Rss20FeedFormatter ? "rss" : "atom", address, dates, clean));
    }

    private static string Refusal(XmlReader xml) => xml.LocalName.ToLowerInvariant() switch
    {
        "html" => "This is a web page, not a feed.",
        "rdf" => "This is RSS 1.0 (RDF), which is not read yet.",
        "feed" => "This is Atom 0.3 or of an unknown namespace, which is not read yet.",
        _ => $"This is XML, but not a feed: its first element is <{PlainText.Shortened(xml.LocalName, 40)}>.",
    };

    private static bool LooksLikeHtml(string text) =>
        text.AsSpan(0, Math.Min(text.Length, 1000)).Contains("<html", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);

    /// <summary>A bad address is an item without that link, never a feed that fails.</summary>
    private static bool TryReadAddress(XmlUriData data, out Uri uri)
    {
        if (!Uri.TryCreate(data.UriString?.Trim(), data.UriKind, out var found))
            found = new Uri("", UriKind.Relative);
        uri = found;
        return true;
    }
}
