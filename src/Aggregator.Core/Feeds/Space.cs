using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>The vocabularies a feed is written in.</summary>
internal enum Space
{
    /// <summary>RSS of any version, and whatever else stands there without a prefix.</summary>
    Plain,
    Atom,
    Content,
    DublinCore,
    Media,
    Itunes,
    FeedBurner,
    Updates,
    Rdf,
    Xhtml,
    History,
    Other,
}

/// <summary>Tells a vocabulary by its namespace, however that is spelled, or by the prefix everybody uses for it.</summary>
internal sealed class Spaces
{
    private const int Remembered = 16;

    private static readonly Dictionary<string, Space> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Space.Plain,
        ["http://backend.userland.com/rss"] = Space.Plain,
        ["http://blogs.law.harvard.edu/tech/rss"] = Space.Plain,
        ["http://purl.org/rss/1.0"] = Space.Plain,
        ["http://my.netscape.com/rdf/simple/0.9"] = Space.Plain,
        ["http://channel.netscape.com/rdf/simple/0.9"] = Space.Plain,
        ["http://purl.org/net/rss1.1"] = Space.Plain,
        ["http://example.com/newformat"] = Space.Plain,
        ["rss:"] = Space.Plain,
        ["http://www.w3.org/2005/atom"] = Space.Atom,
        ["http://purl.org/atom/ns"] = Space.Atom,
        ["http://example.com/necho"] = Space.Atom,
        ["http://purl.org/echo"] = Space.Atom,
        ["uri/of/echo/namespace"] = Space.Atom,
        ["http://purl.org/pie"] = Space.Atom,
        ["atom:"] = Space.Atom,
        ["atom10:"] = Space.Atom,
        ["a10:"] = Space.Atom,
        ["http://purl.org/rss/1.0/modules/content"] = Space.Content,
        ["content:"] = Space.Content,
        ["http://purl.org/dc/elements/1.1"] = Space.DublinCore,
        ["http://purl.org/dc/elements/1.0"] = Space.DublinCore,
        ["http://purl.org/dc/terms"] = Space.DublinCore,
        ["dc:"] = Space.DublinCore,
        ["dcterms:"] = Space.DublinCore,
        ["http://search.yahoo.com/mrss"] = Space.Media,
        ["http://search.yahoo.com/rss"] = Space.Media,
        ["http://tools.search.yahoo.com/mrss"] = Space.Media,
        ["media:"] = Space.Media,
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = Space.Itunes,
        ["http://example.com/dtds/podcast-1.0.dtd"] = Space.Itunes,
        ["itunes:"] = Space.Itunes,
        ["http://rssnamespace.org/feedburner/ext/1.0"] = Space.FeedBurner,
        ["feedburner:"] = Space.FeedBurner,
        ["http://purl.org/rss/1.0/modules/syndication"] = Space.Updates,
        ["sy:"] = Space.Updates,
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns"] = Space.Rdf,
        ["rdf:"] = Space.Rdf,
        ["http://www.w3.org/1999/xhtml"] = Space.Xhtml,
        ["xhtml:"] = Space.Xhtml,
        ["http://purl.org/syndication/history/1.0"] = Space.History,
        ["fh:"] = Space.History,
    };

    /// <summary>What was met in this feed, by reference: a namespace is declared once and asked for at every element.</summary>
    private readonly List<(string Text, Space Space)> _met = [];

    public Space Of(LooseXml xml)
    {
        var space = Of(xml.Space);
        // A default namespace nobody knows is somebody's idea of RSS or Atom.
        return space == Space.Other && !xml.HasPrefix ? Space.Plain : space;
    }

    /// <summary>Takes a namespace nobody knows for RSS: a feed's root stands in it.</summary>
    public void IsPlain(string text)
    {
        if (text.Length > 0 && Of(text) == Space.Other)
            _met[_met.FindIndex(met => ReferenceEquals(met.Text, text))] = (text, Space.Plain);
    }

    private Space Of(string text)
    {
        foreach (var (met, known) in _met)
        {
            if (ReferenceEquals(met, text))
                return known;
        }
        var space = Known.GetValueOrDefault(text.TrimEnd('/', '#'), Space.Other);
        if (_met.Count < Remembered)
            _met.Add((text, space));
        return space;
    }
}
