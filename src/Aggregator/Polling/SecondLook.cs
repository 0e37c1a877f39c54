using Aggregator.Articles;
using Aggregator.Storing;

namespace Aggregator.Polling;

/// <summary>Reads pages again that were read before enough was known of their source: its first ones, and those in doubt when it turns out that the source has changed.</summary>
internal static class SecondLook
{
    /// <summary>An article of this poll, written again with all that is known by now.</summary>
    public static ReadArticle Again(ReadArticle read, PollNotes notes) =>
        read.Page is { } page ? read with { Article = Written(page, read.Article, notes).Article } : read;

    /// <summary>
    /// When a source has just been learned anew: the pages in doubt that told so are learned too, and read again. What is no longer
    /// in doubt then takes the place of what was, here or in the archive. No page is asked for again.
    /// </summary>
    /// <param name="read">What this poll has read so far; what reads better now is replaced.</param>
    /// <param name="kept">The source's pages in the archive, the newest first.</param>
    public static void AtChange(List<ReadArticle> read, IReadOnlyList<PageOfArticle> kept, PollNotes notes)
    {
        var lastGood = read.FindLastIndex(one => one is { Page: not null, Article.Doubt: null });
        var here = Enumerable.Range(lastGood + 1, read.Count - lastGood - 1).Where(at => read[at].Page is not null).ToList();
        var before = lastGood >= 0 ? [] : kept.TakeWhile(one => one.Kept.Article is { Doubt: not null, TextRemoved: null }).Reverse().ToList();
        foreach (var (page, article) in before.Select(one => (one.Page, one.Kept.Article)).Concat(here.Select(at => (read[at].Page!, read[at].Article))))
        {
            if (Written(page, article, notes) is { Article.Doubt: null } good)
                notes.Learn(good.Site);
        }
        notes.Renewed.AddRange(before.Select(one => new RenewedArticle(one.Kept.Number, Written(one.Page, one.Kept.Article, notes).Article)).Where(one => one.Article.Doubt is null));
        foreach (var at in here)
            read[at] = Again(read[at], notes);
    }

    /// <summary>What was fetched for the article stays, as far as it still leads there: a file of what turned out to be furniture was never its own.</summary>
    private static WrittenArticle Written(KeptPage page, Article had, PollNotes notes)
    {
        var written = ArticleWriter.Write(page.Item, page.Outcome, notes.Source, notes.Site);
        var article = written.Article with { Original = had.Original };
        var own = Attachments.Of(article).ToHashSet();
        return written with { Article = article with { Files = [.. had.Files.Where(file => file.Address is { } address && own.Contains(address))] } };
    }
}
