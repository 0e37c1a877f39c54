using System.Diagnostics;
using System.Globalization;
using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Fetching;

namespace Aggregator.Polling;

/// <summary>Asks for the further pages of an article that its publisher cut into several, one after the other, as each leads to the next.</summary>
internal sealed class FurtherDesk(Fetcher fetcher, PollingSettings settings)
{
    /// <summary>The page with those behind it, as far as they came, and what they say together.</summary>
    /// <param name="reading">What the first page says.</param>
    /// <param name="asking">How a page is asked for.</param>
    public async Task<(PageOutcome.Page Page, Reading Reading)> FollowAsync(PageOutcome.Page page, Reading reading, Func<Uri, FetchRequest> asking, CancellationToken stop)
    {
        while (reading.Next is { } next)
        {
            if (page.Further.Count + 1 >= settings.ArticlePages)
                return Ended(new PageOutcome.NoPage(string.Create(CultureInfo.InvariantCulture, $"Of an article {settings.ArticlePages} {(settings.ArticlePages == 1 ? "page is" : "pages are")} read (Polling:ArticlePages).")));
            switch (await fetcher.FetchAsync(asking(next), stop))
            {
                case FetchOutcome.Fetched { Download: var download }:
                    (page, reading) = (page with { Further = [.. page.Further, download] }, reading.With(download));
                    break;
                case FetchOutcome.Failed failed:
                    return Ended(PageOutcome.NoPage.Of(failed));
                default:
                    throw new UnreachableException();
            }
        }
        return (page, reading);

        (PageOutcome.Page, Reading) Ended(PageOutcome.NoPage missing) => (page with { Missing = missing }, reading.Without(missing));
    }
}
