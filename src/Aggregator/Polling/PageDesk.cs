using System.Diagnostics;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Fetching;
using Aggregator.Files;
using Aggregator.Items;

namespace Aggregator.Polling;

/// <summary>Asks for the page of an item, and for those behind it where its publisher cut the text into several.</summary>
internal sealed class PageDesk(Fetcher fetcher, FurtherDesk further, PdfDesk pdfs)
{
    /// <summary>What came of an item's page, and its article.</summary>
    public async Task<(PageOutcome Page, WrittenArticle Written)> WriteAsync(Item item, PollNotes notes, CancellationToken stop)
    {
        var page = await PageAsync(item.Link, notes, stop);
        var written = ArticleWriter.Write(item, page, notes.Source, notes.Site);
        if (page is not PageOutcome.Page first || written.Reading is not { Next: not null } reading)
            return (page, written);
        // What fails here is no news of the host, which has just answered: the other articles' pages are asked for all the same.
        (first, reading) = await further.FollowAsync(first, reading, notes.Asking, stop);
        return (first, ArticleWriter.Write(item, first, reading, notes.Source, notes.Site));
    }

    /// <summary>What came of one page.</summary>
    public async Task<PageOutcome> PageAsync(Uri? link, PollNotes notes, CancellationToken stop)
    {
        if (link is null)
            return new PageOutcome.NoPage("The item has no link to a page of its own.");
        if (notes.Unreachable.TryGetValue(link.Authority, out var known))
            return known with { IsUnasked = true };
        switch (await fetcher.FetchAsync(notes.Asking(link), stop))
        {
            case FetchOutcome.Fetched { Download: var download } when PdfReader.IsPdf(download): return new PageOutcome.Pdf(download, await pdfs.ReadAsync(download.Body, stop));
            case FetchOutcome.Fetched { Download: var download } when !download.IsText: return new PageOutcome.NoPage($"The page is {download.ContentType}, not text.");
            case FetchOutcome.Fetched fetched: return new PageOutcome.Page(fetched.Download);
            case FetchOutcome.Failed failed: return notes.Heard(link, failed);
            default: throw new UnreachableException();
        }
    }
}
