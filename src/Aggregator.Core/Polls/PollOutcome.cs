using Aggregator.Downloads;
using Aggregator.Feeds;
using Aggregator.Items;
using Aggregator.Pages;
using Aggregator.Sources;

namespace Aggregator.Polls;

/// <summary>What one poll of a source came to.</summary>
public abstract record PollOutcome
{
    private PollOutcome()
    {
    }

    /// <summary>What the answer said beside its body.</summary>
    public Served Served { get; init; } = Served.Nothing;

    /// <summary>The source answered with something new to read.</summary>
    public sealed record Found(Announcement Announcement, Validators Validators, ContentHash Body) : PollOutcome;

    /// <summary>The source said so, or sent the same bytes again.</summary>
    public sealed record Unchanged(Validators? Validators) : PollOutcome;

    /// <param name="Why">A sentence for a person.</param>
    public sealed record Broken(string Why) : PollOutcome
    {
        /// <summary>What kind of failure it was; null when something came that could not be read.</summary>
        public FetchFailure? Failure { get; init; }

        /// <summary>How long the server asks us to stay away.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>What a person can try instead, in a sentence; null when there is nothing.</summary>
        public string? Advice { get; init; }
    }

    /// <summary>Reads what came from a source, unless it is what came before.</summary>
    public static PollOutcome Of(FetchOutcome outcome, Source source, PollMemory memory) => outcome switch
    {
        FetchOutcome.NotModified => new Unchanged(null) { Served = outcome.Served },
        FetchOutcome.Failed failed => new Broken(failed.Why) { Failure = failed.Failure, RetryAfter = failed.RetryAfter, Advice = failed.Advice, Served = outcome.Served },
        FetchOutcome.Fetched fetched => OfDownload(fetched, source, memory),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static PollOutcome OfDownload(FetchOutcome.Fetched fetched, Source source, PollMemory memory)
    {
        var body = ContentHash.Of(fetched.Download.Body.Span);
        if (memory.LastBody == body)
            return new Unchanged(fetched.Validators) { Served = fetched.Served };
        var read = source.Kind == SourceKind.Feed ? FeedReader.Read(fetched.Download) : PageReader.Read(fetched.Download, source.Rules);
        return read switch
        {
            ReadOutcome.Read good => new Found(Readable(good.Announcement), fetched.Validators, body) { Served = fetched.Served },
            ReadOutcome.Unreadable bad => new Broken(bad.Why) { Served = fetched.Served },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Leaves out what says nothing: no link to follow, no title to show, no text to read.</summary>
    private static Announcement Readable(Announcement read)
    {
        var rows = read.Items.Select(Kept).Index().ToLookup(row => row.Item is { Link: null, Title: null, Summary: null, Content: null });
        return read with
        {
            Items = [.. rows[false].Select(row => row.Item)],
            Drops = [.. read.Drops, .. rows[true].Select(row => new Drop("nothing to read", row.Item.Id ?? $"entry {row.Index + 1}", "It has neither link nor title nor text."))],
        };
    }

    /// <summary>What is kept of an item: the page it first stood on before a counter's, and no text rather than an empty one.</summary>
    private static Item Kept(Item item) =>
        item.Origin is null && item is not ({ Title: "" } or { Summary: "" } or { Content: "" })
            ? item
            : item with { Link = item.Origin ?? item.Link, Title = Blank(item.Title), Summary = Blank(item.Summary), Content = Blank(item.Content) };

    private static string? Blank(string? text) => text is "" ? null : text;
}
