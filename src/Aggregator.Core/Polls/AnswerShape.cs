using Aggregator.Items;

namespace Aggregator.Polls;

/// <summary>What the answers of a source look like: how many items, how many new, how many undated, from which sections.</summary>
public sealed record AnswerShape
{
    public static readonly AnswerShape Unknown = new();

    private const int MostSections = 8;

    private const float FadeOfSections = 0.995f;

    private const int MostPressure = 4;

    /// <summary>After this time an answer's size counts half in what is usual.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(14);

    /// <summary>Items in the last answer that was read.</summary>
    public int Items { get; init; }

    /// <summary>Of these, items that did not stand in the one before.</summary>
    public int New { get; init; }

    /// <summary>Of these, items without a date.</summary>
    public int Undated { get; init; }

    /// <summary>True when items of this source once had dates.</summary>
    public bool WasDated { get; init; }

    /// <summary>The usual number of items.</summary>
    public float Usual { get; init; }

    /// <summary>How often the interval is halved, since answers were half new or more.</summary>
    public int Pressure { get; init; }

    /// <summary>Answers since the last new item that were written anew and said the same.</summary>
    public int Idle { get; init; }

    /// <summary>Answers with something new, faded.</summary>
    public float Answers { get; init; }

    /// <summary>The sections of the site from which items come, by the first part of their links' paths.</summary>
    public IReadOnlyDictionary<string, SectionMark> Sections { get; init; } = new Dictionary<string, SectionMark>();

    /// <summary>The shape after one more answer.</summary>
    /// <param name="fresh">The items that are new.</param>
    /// <param name="isFirst">True when nothing is known to compare with.</param>
    /// <param name="since">The time since the answer before.</param>
    public AnswerShape After(IReadOnlyList<Item> items, IReadOnlyList<Item> fresh, bool isFirst, TimeSpan since)
    {
        var undated = items.Count(item => item.Published is null && item.Updated is null);
        var weight = 1 - (float)Math.Pow(2, -(since / HalfLife));
        var isClose = !isFirst && fresh.Count >= 2 && 2 * fresh.Count >= items.Count;
        var next = this with
        {
            Items = items.Count,
            New = fresh.Count,
            Undated = undated,
            WasDated = WasDated || undated < items.Count,
            Usual = Usual == 0 ? items.Count : Usual + (weight * (items.Count - Usual)),
            Pressure = isClose ? Math.Min(MostPressure, Pressure + (fresh.Count == items.Count ? MostPressure : 1)) : Math.Max(0, Pressure - 1),
            Idle = fresh.Count > 0 ? 0 : Idle,
        };
        return fresh.Count == 0 ? next : isFirst ? fresh.Chunk(2).Aggregate(next, Learned) : Learned(next, fresh);
    }

    /// <summary>The share of the answers with something new in which a section stood.</summary>
    public double ShareOf(SectionMark section) => Answers > 0 ? Math.Min(0.95, section.Weight / Answers) : 0;

    private static AnswerShape Learned(AnswerShape shape, IReadOnlyList<Item> fresh)
    {
        var told = fresh.Select(SectionOf).OfType<string>().ToHashSet();
        if (told.Count == 0)
            return shape;
        var sections = shape.Sections.ToDictionary(
            pair => pair.Key, pair => told.Contains(pair.Key) ? new SectionMark((pair.Value.Weight * FadeOfSections) + 1, 0) : new SectionMark(pair.Value.Weight * FadeOfSections, pair.Value.Missing + 1));
        foreach (var section in told)
            sections.TryAdd(section, new SectionMark(1, 0));
        return shape with
        {
            Answers = (shape.Answers * FadeOfSections) + 1,
            Sections = sections.Count <= MostSections ? sections : sections.OrderByDescending(pair => pair.Value.Weight).Take(MostSections).ToDictionary(),
        };
    }

    /// <summary>The first part of the path that is a word, when more follows: "commentary" of /commentary/2026/some-title.</summary>
    private static string? SectionOf(Item item) =>
        item.Link?.Segments is { Length: > 2 } segments && segments[1].TrimEnd('/') is var first && first.Length is > 1 and < 40 && !first.All(char.IsAsciiDigit) ? first : null;
}

/// <summary>One section of a source.</summary>
/// <param name="Weight">Answers with something new from it, faded.</param>
/// <param name="Missing">Answers with something new since it last had any.</param>
public sealed record SectionMark(float Weight, int Missing);
