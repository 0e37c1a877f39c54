using System.Text;
using Aggregator.Articles;
using Aggregator.Digests;
using Aggregator.Downloads;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Text;
using Xunit;

namespace Aggregator.Storing;

/// <summary>Things to keep, as plain as possible: a test says only what it is about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly SourceId Rusi = Id("rusi");

    public static readonly SourceId Bruegel = Id("bruegel");

    public static SourceId Id(string name) => SourceId.TryParse(name, out var id) ? id : throw new ArgumentException(name);

    public static async Task<Store> OpenAsync(string folder) =>
        await Store.OpenAsync(folder, "run", mustOwn: true, TestContext.Current.CancellationToken) switch
        {
            StoreOutcome.Opened opened => opened.Store,
            StoreOutcome.Refused refused => throw new InvalidOperationException(refused.Why),
            _ => throw new InvalidOperationException(),
        };

    public static BackupFacts Done(BackupOutcome outcome) => Assert.IsType<BackupOutcome.Done>(outcome).Facts;

    public static string Refusal(BackupOutcome outcome) => Assert.IsType<BackupOutcome.Refused>(outcome).Why;

    public static Article Article(SourceId source, string title, string? text = null) =>
        new() { Source = source, Title = title, Text = text ?? $"The text of {title}.", Html = $"<p>The text of {title}.</p>", Original = OriginalLink.None };

    /// <summary>An item known by one key, its name.</summary>
    public static AskedItem Asked(string name, string fingerprint = "as first seen") => new(0, [new ItemKey(name)], fingerprint);

    public static ReadArticle Read(SourceId source, string name, string fingerprint = "as first seen") => new(Asked(name, fingerprint), Article(source, name));

    /// <summary>An article's page as it came, announced by its name.</summary>
    public static KeptPage Page(string name, string body = "A page of bytes: \u00e9, \ud83d\udea2.") => new(
        new Item { Id = name, Title = name, Link = new Uri($"https://rusi.example/{name}"), Published = WrittenDate.Day(2026, 3, 1), Authors = ["Ada Quay"] },
        new Download { Body = Encoding.UTF8.GetBytes($"<p>{body}</p>"), Address = new Uri($"https://www.rusi.example/{name}"), ContentType = "text/html; charset=utf-8", LastModified = Morning.AddDays(-1) },
        Morning.AddTicks(3));

    /// <summary>What these pages teach.</summary>
    public static SiteMemory Learned(params IEnumerable<KeptPage> pages) => pages.Aggregate(SiteMemory.Empty, (site, page) => site.After(ArticleWriter.Read(page.Page, null, site)));

    /// <summary>All articles of a window.</summary>
    public static async Task<IReadOnlyList<WindowArticle>> InWindowAsync(IArchive archive, Window window)
    {
        var all = new List<WindowArticle>();
        while (await archive.InWindowAsync(window with { After = all.Count == 0 ? window.After : all[^1].Kept.Number }, TestContext.Current.CancellationToken) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }

    public static PollCompletion Poll(SourceId source, DateTimeOffset now, params IReadOnlyList<ReadArticle> articles) => new(new PollMemory { Source = source, LastPolled = now }, articles, now);

    public static PollCompletion Poll(SourceId source, params IReadOnlyList<string> names) => Poll(source, Morning, [.. names.Select(name => Read(source, name))]);
}
