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

    /// <summary><c>rss</c>, <c>rdf</c>, <c>atom</c> or <c>cdf</c>; null until a feed was met.</summary>
    public string? Format { get; private set; }

    /// <summary>The name of the first element when it was no feed.</summary>
    public string? Root { get; private set; }

    public Draft Feed { get; } = new();

    public List<Draft> Items { get; } = [];

    /// <summary>How many items stood there beyond the most that are read.</summary>
    public int Beyond { get; private set; }

    public HintNotes Hints => _elements.Hints;

    public void Run()
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
                    Walk(Format ?? (xml.Attribute("href") is null && xml.Attribute("base") is null ? "rss" : "cdf"));
                    break;
                case "item" or "entry":
                    Format ??= xml.Name is "item" ? "rss" : "atom";
                    TakeItem();
                    break;
                case "html": return;
                default: break;
            }
        }
    }

    private void Walk(string format)
    {
        if (Format is null)
            Begin();
        Format ??= format;
        Feed.Language ??= PlainText.Trimmed(xml.Attribute("xml:lang"));
        if (format == "cdf")
        {
            Feed.Leads(xml.Attribute("href"), xml.Base, 1);
            Feed.Dated(xml.Attribute("lastmod"), 1, isUpdate: true);
        }
        var depth = xml.Depth;
        while (xml.ReadChild(depth))
        {
            switch (xml.Name)
            {
                case "channel" when !xml.HasPrefix || _elements.Space is Space.Plain:
                    if (_elements.Space is Space.Plain)
                        Feed.Leads(xml.Attribute("rdf:about"), xml.Base, 1);
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
                    _elements.Take(Feed, isFeed: true);
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
            if (Items.Count < FeedReader.MostItems)
                Items.Add(item);
            else
                Beyond++;
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
