using System.Globalization;
using Aggregator.Items;
using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Gathers what a feed says about how it wants to be read, and makes sense of it.</summary>
internal sealed class HintNotes
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(366);

    private readonly Dictionary<string, (string Address, Uri? From)> _links = [];
    private readonly List<(string Address, Uri? From)> _hubs = [];
    private string? _period;
    private string? _frequency;

    public string? Ttl { get; set; }

    public List<string> SkipHours { get; } = [];

    public List<string> SkipDays { get; } = [];

    public bool IsComplete { get; set; }

    public void Link(string relation, string address, Uri? from)
    {
        if (relation == "hub" && _hubs.Count < 10)
            _hubs.Add((address, from));
        else if (relation is "self" or "next" or "prev-archive")
            _links.TryAdd(relation, (address, from));
    }

    public void Update(LooseXml xml)
    {
        if (xml.Name is "updateperiod")
            _period ??= xml.ReadText(isData: false, out _).Trim();
        else if (xml.Name is "updatefrequency")
            _frequency ??= xml.ReadText(isData: false, out _).Trim();
    }

    public FeedHints Of(Uri? address)
    {
        Uri? Link(string relation) => _links.TryGetValue(relation, out var link) ? WebAddress.Resolve(link.From ?? address, link.Address) : null;
        return new FeedHints
        {
            Self = Link("self"),
            Hubs = [.. _hubs.Select(hub => WebAddress.Resolve(hub.From ?? address, hub.Address)).OfType<Uri>()],
            Pause = Pause(),
            SkipHours = [.. SkipHours.Select(hour => int.TryParse(hour, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value % 24 : -1).Where(hour => hour >= 0).Distinct().Order()],
            SkipDays = [.. SkipDays.Where(day => !day.Any(char.IsDigit)).Select(day => Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var value) ? value : (DayOfWeek?)null).OfType<DayOfWeek>().Distinct().Order()],
            Older = Link("next") ?? Link("prev-archive"),
            IsComplete = IsComplete,
        };
    }

    /// <summary>The longer of ttl (minutes) and update period by frequency; what is no number is not said.</summary>
    private TimeSpan? Pause()
    {
        TimeSpan? ttl = double.TryParse(Ttl, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 && minutes < LongestPause.TotalMinutes ? TimeSpan.FromMinutes(minutes) : null;
        TimeSpan? period = _period?.ToLowerInvariant() switch
        {
            "hourly" => TimeSpan.FromHours(1),
            "daily" => TimeSpan.FromDays(1),
            "weekly" => TimeSpan.FromDays(7),
            "monthly" => TimeSpan.FromDays(30),
            "yearly" => TimeSpan.FromDays(365),
            _ => null,
        };
        if (period is not null && int.TryParse(_frequency, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times > 1)
            period /= times;
        return ttl is null || period > ttl ? period : ttl;
    }
}
