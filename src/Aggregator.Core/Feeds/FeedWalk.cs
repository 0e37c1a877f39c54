using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Walks once over the elements of a feed, whatever its format, and gathers what they say.</summary>
/// <remarks>
/// Formats are mixed in the wild: atom in RSS, RSS in RDF, Dublin Core everywhere. So an element is understood by its
/// name and vocabulary, not by the root it stands under.
/// </remarks>
internal sealed class FeedWalk(LooseXml xml)
{
    private readonly Elements _elements = new(xml);
    private readonly Draft _feed = new();
    private readonly List<Draft> _items = [];
    private int _beyond;

    /// <summary><c>rss</c>, <c>rdf</c>, <c>atom</c> or <c>cdf</c>; null until a feed was met.</summary>
    private string? _format;

    /// <summary>The name of the first element when it was no feed.</summary>
    public string? Root { get; private set; }

    /// <summary>The feed; null when there is none.</summary>
    public DraftFeed? Read()
    {
        Run();
        return _format is null ? null : new DraftFeed(_format, _feed, _items, _beyond, _elements.Hints);
    }

    private void Run()
    {
        while (xml.ReadChild(0))
        {
            Root ??= PlainText.Shortened(PlainText.OneLine(xml.Name.ToString()), 40);
            switch (xml.Name)
            {
                case "rss": Walk("rss"); break;
                case "rdf": Walk("rdf"); break;
                case "feed": Walk("atom"); break;
                case "channel":
                    Walk(_format ?? (xml.Attribute("href") is null && xml.Attribute("base") is null ? "rss" : "cdf"));
                    break;
                case "item" or "entry":
                    _format ??= xml.Name is "item" ? "rss" : "atom";
                    TakeItem();
                    break;
                case "html": return;
                default: break;
            }
        }
    }

    private void Walk(string format)
    {
        if (_format is null)
            Begin();
        _format ??= format;
        _feed.Language ??= PlainText.Trimmed(xml.Attribute("xml:lang"));
        if (format == "cdf")
        {
            _feed.Leads(xml.Attribute("href"), xml.Base, 1);
            _feed.Dated(xml.Attribute("lastmod"), 1, isUpdate: true);
        }
        var depth = xml.Depth;
        while (xml.ReadChild(depth))
        {
            switch (xml.Name)
            {
                case "channel" when !xml.HasPrefix || _elements.Space is Space.Plain:
                    if (_elements.Space is Space.Plain)
                        _feed.Leads(xml.Attribute("rdf:about"), xml.Base, 1);
                    Walk(format);
                    break;
                case "item" or "entry" when _elements.Space is Space.Plain or Space.Atom or Space.Rdf:
                    TakeItem();
                    break;
                // RSS 1.1 keeps its items in a list; that of RSS 1.0 only names them.
                case "items" when _elements.Space is Space.Plain:
                    Walk(format);
                    break;
                default:
                    _elements.Take(_feed, isFeed: true);
                    break;
            }
        }
    }

    /// <summary>A feed begins; whatever root stood before it was no part of it.</summary>
    private void Begin()
    {
        _elements.Root();
        if (Root is not null && !xml.Name.SequenceEqual(Root))
            xml.Repairs.Add(Repair.Prolog);
    }

    /// <summary>Takes an item, and with it those that begin in it because nobody ended it.</summary>
    private void TakeItem()
    {
        bool another;
        do
        {
            var item = new Draft();
            if (_items.Count < FeedReader.MostItems)
                _items.Add(item);
            else
                _beyond++;
            another = TakeOne(item);
        }
        while (another);
    }

    private bool TakeOne(Draft item)
    {
        var depth = xml.Depth;
        var about = xml.Attribute("rdf:about");
        item.Leads(xml.Attribute("href"), xml.Base, 2);
        item.Leads(about, xml.Base, 1);
        item.Dated(xml.Attribute("lastmod"), 1, isUpdate: true);
        while (xml.ReadChild(depth))
        {
            if (xml.Name is "item" or "entry" && _elements.Space is Space.Plain or Space.Atom)
            {
                xml.EndOuter();
                item.Identified(about, 1, isPermalink: true);
                return true;
            }
            _elements.Take(item, isFeed: false);
        }
        item.Identified(about, 1, isPermalink: true);
        if (xml.IsCut)
            item.Fault = ("cut off", "The document ends in the middle of this entry; it is read when it comes whole.");
        return false;
    }
}
