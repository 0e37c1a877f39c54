using Aggregator.Articles;
using Aggregator.Downloads;
using Aggregator.Fetching;
using Aggregator.Files;
using Aggregator.Items;

namespace Aggregator.Polling;

/// <summary>Fetches the PDFs that an article leads to, and reads them: so a search finds the report behind its landing page.</summary>
internal sealed class AttachmentDesk(Fetcher fetcher, PdfDesk pdfs, PollingSettings settings)
{
    /// <summary>The article with its files, those that it has and those that are still to be fetched; one that cannot be had costs a sentence.</summary>
    public async Task<Article> WithFilesAsync(Article article, PollNotes notes, CancellationToken stop)
    {
        var files = new List<ArticleFile>(article.Files);
        var asked = Attachments.ToRead(article).ToList();
        var room = Math.Max(0, settings.Attachments - files.Count(file => !file.IsPage));
        foreach (var address in asked.Take(room))
            files.Add(await FileAsync(address, notes, stop));
        if (asked.Count > room && settings.Attachments > 0)
            notes.Drops.Add(new Drop("too many PDFs", article.Title, $"Of an article {settings.Attachments} PDFs are read (Polling:Attachments); kept as links beyond them: {asked.Count - room}."));
        return files.Count == article.Files.Count ? article : article with { Files = files };
    }

    private async Task<ArticleFile> FileAsync(Uri address, PollNotes notes, CancellationToken stop)
    {
        if (notes.Unreachable.TryGetValue(address.Authority, out var known))
            return Without(address, known, notes);
        switch (await fetcher.FetchAsync(notes.Asking(address), stop))
        {
            case FetchOutcome.Fetched { Download: var download } when PdfReader.IsPdf(download):
                return ArticleFile.Of(address, download, await pdfs.ReadAsync(download.Body, stop));
            case FetchOutcome.Fetched { Download: var download }:
                return new ArticleFile { Address = address, Trouble = $"The link says PDF, but {download.ContentType ?? "something else"} came." };
            case FetchOutcome.Failed failed:
                return Without(address, notes.Heard(address, failed), notes);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static ArticleFile Without(Uri address, PageOutcome.NoPage none, PollNotes notes)
    {
        if (none.IsPassing)
            notes.FilesForNow.Add(address);
        return new ArticleFile { Address = address, Trouble = none.Why };
    }
}
