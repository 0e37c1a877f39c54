using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Understands the elements of a feed or item: what each says, in which vocabulary, and how much its word weighs.</summary>
internal sealed partial class Elements(LooseXml xml)
{
    private readonly Spaces _spaces = new();
    private readonly Wordings _wordings = new(xml);

    /// <summary>The current element's vocabulary.</summary>
    public Space Space => _spaces.Of(xml);

    public HintNotes Hints { get; } = new();

    /// <summary>The current element is the feed's root: its namespace is RSS, whatever it is called.</summary>
    public void Root() => _spaces.IsPlain(xml.Space);

    /// <summary>Takes the current element into the draft, if it says anything that we keep.</summary>
    public void Take(Draft draft, bool isFeed)
    {
        switch (Space)
        {
            case Space.Plain or Space.Atom when xml.Name is "link": TakeLink(draft, isFeed); break;
            case Space.Plain or Space.Atom when isFeed && TakeOfFeed(draft): break;
            case Space.Plain: TakePlain(draft, isTyped: false); break;
            case Space.Atom: TakePlain(draft, isTyped: true); break;
            case Space.Content when xml.Name is "encoded" or "encode": draft.Told(_wordings.Html(), 3); break;
            case Space.DublinCore: TakeDublinCore(draft); break;
            case Space.Media: TakeMedia(draft); break;
            case Space.Itunes: TakeItunes(draft, isFeed); break;
            case Space.Xhtml when xml.Name is "body" or "div": draft.Told(_wordings.Html(), 2); break;
            case Space.FeedBurner when xml.Name is "origlink": draft.Origin ??= Line(); break;
            case Space.Updates: Hints.Update(xml); break;
            case Space.History when xml.Name is "complete": Hints.IsComplete = true; break;
            default: break;
        }
    }

    /// <summary>What only a feed says of itself.</summary>
    private bool TakeOfFeed(Draft feed)
    {
        switch (xml.Name)
        {
            case "description" or "tagline" or "subtitle" or "abstract": feed.Summed(_wordings.Typed(Space == Space.Atom), 3); break;
            case "info": feed.Summed(_wordings.Typed(true), 1); break;
            case "managingeditor": feed.By(Line(Person.Name), 2); break;
            case "webmaster": feed.By(Line(Person.Name), 1); break;
            case "lastbuilddate": feed.Dated(Line(), 3, isUpdate: true); break;
            case "language": feed.Language = PlainText.Trimmed(Line()) ?? feed.Language; break;
            case "image" or "logo" or "icon": TakeImage(feed, xml.Name is "icon" ? 1 : 3); break;
            case "ttl": Hints.Ttl = Line(); break;
            case "skiphours": Hints.SkipHours.AddRange(Lines()); break;
            case "skipdays": Hints.SkipDays.AddRange(Lines()); break;
            default: return false;
        }
        return true;
    }

    private void TakePlain(Draft draft, bool isTyped)
    {
        switch (xml.Name)
        {
            case "title": draft.Titled(_wordings.Title(isTyped), 3); break;
            case "guid":
                var isPermalink = xml.Attribute("ispermalink")?.Trim().Equals("false", StringComparison.OrdinalIgnoreCase) != true;
                draft.Identified(Line(), 2, isPermalink);
                break;
            case "id": draft.Identified(Line(), 1, isPermalink: true); break;
            case "description": draft.Summed(_wordings.Typed(isTyped), 3); break;
            case "summary" or "abstract": draft.Summed(_wordings.Typed(true), isTyped ? 3 : 2); break;
            case "content": TakeContent(draft); break;
            case "body" or "fullitem" or "content_encoded": draft.Told(_wordings.Html(), 2); break;
            case "pubdate": draft.Dated(Line(), 4, isUpdate: false); break;
            case "published" or "issued": draft.Dated(Line(), 3, isUpdate: false); break;
            case "created" or "date": draft.Dated(Line(), 1, isUpdate: false); break;
            case "updated" or "modified" or "lastbuilddate": draft.Dated(Line(), 3, isUpdate: true); break;
            case "author" or "creator": TakePerson(draft, 4); break;
            case "category": TakeCategory(draft); break;
            case "enclosure": draft.Brings(xml.Attribute("url") ?? xml.Attribute("href"), xml.Base, xml.Attribute("type"), xml.Attribute("length")); break;
            case "image": TakeImage(draft, 2); break;
            case "source": TakeSource(draft); break;
            default: break;
        }
    }

    private void TakeLink(Draft draft, bool isFeed)
    {
        var (from, type, length) = (xml.Base, xml.Attribute("type"), xml.Attribute("length"));
        var relation = (xml.Attribute("rel") ?? "").Trim().ToLowerInvariant();
        var attribute = xml.Attribute("href");
        var address = attribute ?? Line();
        relation = relation[(relation.LastIndexOf('/') + 1)..];
        if (relation is "alternate" or "")
            draft.Leads(address, from, attribute is null ? 4 : type is null || type.Contains("html", StringComparison.OrdinalIgnoreCase) ? 3 : 2);
        else if (relation == "enclosure")
            draft.Brings(address, from, type, length);
        else if (isFeed)
            Hints.Link(relation, address, from);
    }

    private void TakeContent(Draft draft)
    {
        if (xml.Attribute("src") is { } elsewhere)
            draft.Leads(elsewhere, xml.Base, 1);
        draft.Told(_wordings.Typed(true), 3);
    }

    private void TakePerson(Draft draft, int rank)
    {
        if (!xml.BeginsWithChild)
        {
            draft.By(Line(Person.Name), rank);
            return;
        }
        var depth = xml.Depth;
        string? name = null, mail = null;
        while (xml.ReadChild(depth))
        {
            switch (xml.Name)
            {
                case "name": name ??= PlainText.Title(Line()); break;
                case "email": mail ??= PlainText.Title(Line()); break;
                default: break;
            }
        }
        draft.By(name ?? mail, rank);
    }

    private void TakeCategory(Draft draft)
    {
        var named = PlainText.Trimmed(xml.Attribute("term")) ?? PlainText.Trimmed(xml.Attribute("label"));
        draft.About(named ?? Line());
    }

    private void TakeImage(Draft draft, int rank)
    {
        var from = xml.Base;
        if ((xml.Attribute("href") ?? xml.Attribute("url") ?? xml.Attribute("rdf:resource")) is { } address)
        {
            draft.Shows(address, from, rank);
            return;
        }
        if (!xml.BeginsWithChild)
        {
            draft.Shows(Line(), from, rank);
            return;
        }
        var depth = xml.Depth;
        while (xml.ReadChild(depth))
        {
            if (xml.Name is "url")
                draft.Shows(Line(), from, rank);
        }
    }

    /// <summary>The feed an item was copied from: its authors are the item's, if the item names none.</summary>
    private void TakeSource(Draft draft)
    {
        var depth = xml.Depth;
        while (xml.ReadChild(depth))
        {
            if (xml.Name is "author")
                TakePerson(draft, 1);
        }
    }

    private string Line() => xml.ReadText(isData: false, out _).Trim();

    private string? Line(Func<string, string?> read) => read(Line());

    private List<string> Lines()
    {
        var lines = new List<string>();
        var depth = xml.Depth;
        while (xml.ReadChild(depth))
            lines.Add(Line());
        return lines;
    }
}
