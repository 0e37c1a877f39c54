using Aggregator.Digests;
using Aggregator.Storing;
using Aggregator.Watches;

namespace Aggregator.Digesting;

/// <summary>Proves what was told: reads windows, letters and articles anew, and says of each article what became of it.</summary>
internal sealed class DigestAudit(Store store, OrganisationNames names)
{
    /// <summary>Audits all subscriptions that ever had a window.</summary>
    /// <param name="address">Only this subscriber's; null for all.</param>
    public async Task<AuditReport> RunAsync(string? address, CancellationToken stop)
    {
        var windows = (await store.Ledger.WindowsAsync(null, stop)).GroupBy(row => row.Subscription);
        var letters = (await store.Ledger.LettersAsync(Enum.GetValues<LetterState>(), stop)).ToLookup(row => row.Subscription);
        var audits = windows.Select(rows => new SubscriptionAudit(rows.Key, [.. rows], [.. letters[rows.Key]]))
            .Where(audit => address is null || audit.Address.Equals(address, StringComparison.OrdinalIgnoreCase)).ToList();
        var last = await store.Archive.LastNumberAsync(stop);
        var judge = new InterestJudge(names);
        for (var after = 0L; audits.Count > 0 && after < last;)
        {
            var page = await store.Archive.InWindowAsync(new Window(after, last), stop);
            if (page.Count == 0)
                break;
            foreach (var (kept, _) in page)
            {
                using var article = judge.Of(kept);
                foreach (var audit in audits)
                    audit.Read(kept.Number, article, kept.Article.TextRemoved is null);
            }
            after = page[^1].Kept.Number;
        }
        var gone = await GoneAsync(audits.SelectMany(audit => audit.End()).Distinct(), stop);
        return new AuditReport([.. audits.Select(audit => audit.Result(gone))]);
    }

    private async Task<IReadOnlyDictionary<long, GoneArticle>> GoneAsync(IEnumerable<long> numbers, CancellationToken stop)
    {
        var gone = new Dictionary<long, GoneArticle>();
        // In pieces: nobody else should wait long at the gate.
        foreach (var piece in numbers.Chunk(500))
        {
            foreach (var article in await store.Archive.GoneAsync(piece, stop))
                gone[article.Number] = article;
        }
        return gone;
    }
}

/// <summary>What became of what each subscription was to be told.</summary>
internal sealed record AuditReport(IReadOnlyList<SubscriptionReport> Subscriptions)
{
    public bool IsClean => Subscriptions.All(subscription => subscription.Problems.Count == 0);
}

/// <summary>One subscription, audited.</summary>
/// <param name="Fates">What became of each article that it was to be told, in the order of numbers.</param>
/// <param name="Problems">What must not be, one sentence each.</param>
internal sealed record SubscriptionReport(string Subscription, int Windows, IReadOnlyDictionary<LetterState, int> Letters, IReadOnlyList<ArticleFate> Fates, IReadOnlyList<string> Problems)
{
    public required string To { get; init; }

    /// <summary>The schedule as it was at the last window; of windows that were closed before they were rows its kind alone.</summary>
    public required string Schedule { get; init; }
}

/// <summary>What became of one article for one subscription.</summary>
/// <param name="Why">In words: the letter it is in, or the reason why it is in none.</param>
internal sealed record ArticleFate(long Number, FateKind Kind, string Why);

/// <summary>What may become of an article.</summary>
internal enum FateKind
{
    /// <summary>It stands in a letter that was accepted.</summary>
    Told,

    /// <summary>Its window is open, or its letter waits.</summary>
    Waiting,

    /// <summary>Its letter counts it, and the archive has it.</summary>
    OverCap,

    /// <summary>It is a copy of what was told before.</summary>
    LateCopy,

    /// <summary>Its letter may have arrived: digest resolve.</summary>
    InDoubt,

    /// <summary>The server did not take its letter.</summary>
    Refused,

    /// <summary>It should have been told, and nothing says why it was not.</summary>
    Missed,
}
