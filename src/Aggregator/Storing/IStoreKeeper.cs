using System.Text.Json.Serialization;

namespace Aggregator.Storing;

/// <summary>Looks after what is kept: reads all of it, copies it, tells how much there is.</summary>
internal interface IStoreKeeper
{
    /// <summary>Reads everything that is kept and tells what is damaged. Nothing is changed, and nobody waits for it.</summary>
    Task<StoreCheck> VerifyAsync(CancellationToken stop);

    /// <summary>Writes all that was kept until now into one file, while the work goes on.</summary>
    Task<BackupOutcome> BackupAsync(BackupOrder order, CancellationToken stop);

    Task<StoreStatus> StatusAsync(CancellationToken stop);

    /// <summary>Lets go what need not be kept any longer, in transactions so small that nobody waits for them.</summary>
    Task<TrimReport> TrimAsync(TrimOrder order, CancellationToken stop);

    /// <summary>How far the long work under way has come.</summary>
    Task<KeeperProgress> ProgressAsync(CancellationToken stop);
}

/// <summary>How far long work has come.</summary>
/// <param name="Share">From 0 to 1; 0 also when there is none.</param>
internal sealed record KeeperProgress(string What, double Share)
{
    public static readonly KeeperProgress None = new("", 0);
}

/// <summary>What a verification found.</summary>
internal sealed record StoreCheck
{
    /// <summary>At most <see cref="MostDamage"/>; <see cref="More"/> says how many there are besides.</summary>
    public const int MostDamage = 1000;

    public required IReadOnlyList<StoreDamage> Damage { get; init; }

    public int More { get; init; }

    /// <summary>What is worth knowing and no damage, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Rows that were read, by the name of their collection.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>Pages of the file that were read.</summary>
    public required long Pages { get; init; }

    /// <summary>Articles that are in the search index; null when there is none yet.</summary>
    public long? Indexed { get; init; }

    public bool IsSound => Damage.Count == 0;
}

/// <summary>One thing that is damaged.</summary>
/// <param name="Sentence">What it is, and what is lost by it.</param>
/// <param name="Advice">What to do.</param>
internal sealed record StoreDamage(string Sentence, string Advice)
{
    /// <summary>The number of the article that is lost; null when it is something else.</summary>
    public long? Article { get; init; }

    /// <summary>The source that it concerns; null when that is unknown, or it concerns none.</summary>
    public string? Source { get; init; }
}

/// <summary>What a backup is to be.</summary>
/// <param name="Path">Absolute: whoever has the store open has another working folder.</param>
/// <param name="Overwrites">True when an existing file may be replaced.</param>
internal sealed record BackupOrder(string Path, bool Overwrites, DateTimeOffset Now);

/// <summary>What making a backup, or restoring one, came to. Under these names it goes through the socket.</summary>
[JsonDerivedType(typeof(Done), nameof(Done))]
[JsonDerivedType(typeof(Refused), nameof(Refused))]
internal abstract record BackupOutcome
{
    private BackupOutcome()
    {
    }

    public sealed record Done(BackupFacts Facts) : BackupOutcome;

    /// <param name="Why">A sentence for a person.</param>
    public sealed record Refused(string Why) : BackupOutcome;
}

/// <summary>What a backup says of itself.</summary>
internal sealed record BackupFacts
{
    /// <summary>Where it was written.</summary>
    public required string Path { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int Schema { get; init; }

    /// <summary>The id of the store it was made of.</summary>
    public required string Store { get; init; }

    public required long LastNumber { get; init; }

    /// <summary>Of the store, without what the backup says of itself.</summary>
    public required long Bytes { get; init; }

    /// <summary>How long nothing else could be read or written.</summary>
    public required TimeSpan Held { get; init; }

    /// <summary>Of all before it; empty while it is being written.</summary>
    public string Sha256 { get; init; } = "";
}

/// <summary>What is to be let go.</summary>
/// <param name="UpTo">The last number that may go: what comes after it somebody is still to be told.</param>
/// <param name="IsDry">True to tell what would go, and change nothing.</param>
internal sealed record TrimOrder(RetentionSettings Keep, long UpTo, DateTimeOffset Now, bool IsDry);

/// <summary>What went.</summary>
internal sealed record TrimReport
{
    public required IReadOnlyDictionary<string, TrimCount> BySource { get; init; }

    /// <summary>Articles that have their time behind them and stay until every open window has told them.</summary>
    public required long Held { get; init; }

    /// <summary>Removed articles whose keys went too, since their source has not listed them for long.</summary>
    public required long Forgotten { get; init; }

    public long Articles => BySource.Values.Sum(count => count.Articles);

    public long Bodies => BySource.Values.Sum(count => count.Bodies);
}

/// <summary>What went of one source.</summary>
/// <param name="Articles">Articles that went whole.</param>
/// <param name="Bodies">Articles of which the text went.</param>
internal sealed record TrimCount(long Articles, long Bodies);

/// <summary>What is kept, in numbers.</summary>
internal sealed record StoreStatus
{
    public required int Schema { get; init; }

    public required string Store { get; init; }

    public required long Articles { get; init; }

    public required IReadOnlyDictionary<string, long> BySource { get; init; }

    public required IReadOnlyDictionary<int, long> ByYear { get; init; }

    public DateTimeOffset? Oldest { get; init; }

    public DateTimeOffset? Newest { get; init; }

    public required long FileBytes { get; init; }

    public required long LogBytes { get; init; }

    public required long IndexBytes { get; init; }

    /// <summary>Bytes of the file by collection, in whole pages.</summary>
    public required IReadOnlyDictionary<string, long> Collections { get; init; }

    /// <summary>Bytes of the file that are free to be used again.</summary>
    public required long FreeInFile { get; init; }

    public required long DiskFree { get; init; }

    public BackupNote? LastBackup { get; init; }

    /// <summary>Changes that the search index does not have yet.</summary>
    public required long IndexBehind { get; init; }

    /// <summary>What a person should know, in a sentence; null for nothing.</summary>
    public string? Trouble { get; init; }
}

/// <summary>When and where the last backup was made.</summary>
internal sealed record BackupNote(string Path, DateTimeOffset At, long LastNumber);
