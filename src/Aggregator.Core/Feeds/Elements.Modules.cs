using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>The vocabularies beside RSS and Atom: Dublin Core, Media RSS, iTunes.</summary>
internal sealed partial class Elements
{
    private void TakeDublinCore(Draft draft)
    {
        switch (xml.Name)
        {
            case "title": draft.Titled(_wordings.Title(isTyped: false), 2); break;
            case "description" or "abstract": draft.Summed(_wordings.Html(), 2); break;
            case "creator": TakePerson(draft, 3); break;
            case "author": TakePerson(draft, 2); break;
            case "publisher": draft.By(Line(Person.Name), 1); break;
            case "subject": draft.About(Line()); break;
            case "date" or "issued": draft.Dated(Line(), 2, isUpdate: false); break;
            case "created" or "available" or "datesubmitted": draft.Dated(Line(), 1, isUpdate: false); break;
            case "modified": draft.Dated(Line(), 2, isUpdate: true); break;
            case "language": draft.Language ??= PlainText.Trimmed(Line()); break;
            case "identifier": draft.Leads(Line(), xml.Base, 1); break;
            default: break;
        }
    }

    private void TakeMedia(Draft draft)
    {
        var from = xml.Base;
        switch (xml.Name)
        {
            case "group": TakeAll(draft); break;
            case "content":
                var (address, type) = (xml.Attribute("url"), xml.Attribute("type"));
                if (xml.Attribute("medium") == "image" || type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
                    draft.Shows(address, from, 1);
                draft.BringsToo(address, from, type, xml.Attribute("filesize"));
                TakeAll(draft);
                break;
            case "thumbnail": draft.Shows(xml.Attribute("url"), from, 2); break;
            case "title": draft.Titled(_wordings.Title(isTyped: false), 1); break;
            case "description": draft.Summed(_wordings.Html(), 1); break;
            case "category": draft.About(Line()); break;
            default: break;
        }
    }

    private void TakeItunes(Draft draft, bool isFeed)
    {
        switch (xml.Name)
        {
            case "author": draft.By(Line(Person.Name), 2); break;
            case "owner": TakePerson(draft, 1); break;
            case "title": draft.Titled(_wordings.Title(isTyped: false), 1); break;
            case "summary": draft.Summed(_wordings.Html(), 2); break;
            case "subtitle": draft.Summed(_wordings.Html(), 1); break;
            case "keywords" when isFeed:
                foreach (var word in Line().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    draft.About(word);
                break;
            case "image": draft.Shows(xml.Attribute("href") ?? xml.Attribute("url") ?? Line(), xml.Base, 3); break;
            case "category":
                draft.About(xml.Attribute("text"));
                TakeAll(draft);
                break;
            default: break;
        }
    }

    private void TakeAll(Draft draft)
    {
        var depth = xml.Depth;
        while (xml.ReadChild(depth))
            Take(draft, isFeed: false);
    }
}
