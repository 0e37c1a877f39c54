namespace Aggregator.Benchmarks;

/// <summary>What the poll benchmark found.</summary>
internal sealed record PollBenchmarkReport(int Sources, PollTimes Times, IReadOnlyList<PollMemoryFigures> Memory, PollProgramTimes Programs)
{
    public double FirstOfFloor => Times.FloorFirst / Times.First;

    public double UnchangedOfFloor => Times.FloorUnchanged / Times.Unchanged;

    public double MemoryRatio => Memory[^1].WorkingSet / Memory[0].WorkingSet;

    public void Print()
    {
        Console.WriteLine($"{Sources} sources of {PollWeb.Items} items, {PollHouse.Concurrency} at once, each on a host of its own; items carry their text and no link, so no page is asked. Median of the rounds.");
        Row("first: bare HttpClient (floor)", Times.FloorFirst, "");
        Row("first: poll", Times.First, $"floor / this {FirstOfFloor:0.00}");
        Console.WriteLine($"    its parts: fetch {Times.FloorFirst.TotalSeconds:0.00} s, read {(Times.Read - Times.FloorFirst).TotalSeconds:0.00} s, store {(Times.First - Times.Read).TotalSeconds:0.00} s; {Sources * PollWeb.Items / Times.First.TotalSeconds:0} articles/s");
        Row("all 304: bare HttpClient (floor)", Times.FloorUnchanged, "");
        Row("all 304: poll", Times.Unchanged, $"floor / this {UnchangedOfFloor:0.00}  (goal 0.70)");
        Console.WriteLine($"    its parts: fetch and judge {Times.Asked.TotalSeconds:0.00} s (floor / this {Times.FloorUnchanged / Times.Asked:0.00}), store {(Times.Unchanged - Times.Asked).TotalSeconds:0.00} s");
        foreach (var memory in Memory)
            Console.WriteLine($"  memory at {memory.Sources,6} sources: {memory.WorkingSet:0} MiB working set, {memory.Heap:0} MiB managed, at the highest");
        Console.WriteLine($"    ratio {MemoryRatio:0.00} (goal 1.50 at most); managed {Memory[^1].Heap / Memory[0].Heap:0.00}");
        if (Programs.Newsboat is null)
            Console.WriteLine($"  {Programs.Trouble}");
        foreach (var (name, ours, theirs) in new[] { ("first", Programs.First, Programs.Newsboat?.First), ("all 304", Programs.Unchanged, Programs.Newsboat?.Unchanged) })
        {
            Console.WriteLine(theirs is { } other
                ? $"  whole programs, {name}: aggregator poll {ours.TotalSeconds:0.00} s, newsboat -x reload {other.TotalSeconds:0.00} s, newsboat / this {other / ours:0.00}"
                : $"  whole program, {name}: aggregator poll {ours.TotalSeconds:0.00} s");
        }
    }

    private void Row(string name, TimeSpan took, string ratio) =>
        Console.WriteLine($"  {name,-36} {took.TotalSeconds,7:0.00} s  {Sources / took.TotalSeconds,7:0} sources/s  {ratio}");
}

/// <summary>One round: what each way took.</summary>
/// <param name="FloorFirst">The bare client, all answers whole.</param>
/// <param name="Read">Poll without a store.</param>
/// <param name="First">Poll into an empty store.</param>
/// <param name="FloorUnchanged">The bare client, all answers 304.</param>
/// <param name="Asked">Poll without a store, all answers 304.</param>
/// <param name="Unchanged">Poll, all answers 304.</param>
internal sealed record PollTimes(TimeSpan FloorFirst, TimeSpan Read, TimeSpan First, TimeSpan FloorUnchanged, TimeSpan Asked, TimeSpan Unchanged)
{
    public static PollTimes Median(IReadOnlyList<PollTimes> rounds)
    {
        return new(Of(round => round.FloorFirst), Of(round => round.Read), Of(round => round.First), Of(round => round.FloorUnchanged), Of(round => round.Asked), Of(round => round.Unchanged));

        TimeSpan Of(Func<PollTimes, TimeSpan> part) => rounds.Select(part).Order().ElementAt(rounds.Count / 2);
    }
}

/// <summary>What polling so many sources took at its highest, in MiB.</summary>
internal sealed record PollMemoryFigures(int Sources, double Heap, double WorkingSet);
