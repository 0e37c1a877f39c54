namespace Aggregator.Benchmarks;

/// <summary>Puts what the poll benchmark found into figures.</summary>
internal sealed class PollBenchmarkReport(int count)
{
    public Figures Figures { get; } = new("poll");

    public void TellFirst(IReadOnlyList<PollRoundCosts> rounds)
    {
        Begin("first poll", rounds);
        var (floor, asked, whole) = (Median(rounds, round => round.Floor.Took.TotalSeconds), Median(rounds, round => round.Asked.Took.TotalSeconds), Median(rounds, round => round.Whole.Took.TotalSeconds));
        Figures.Add("parts of the poll", Seconds("fetchSeconds", floor, "fetch"), Seconds("readSeconds", asked - floor, "read"), Seconds("storeSeconds", whole - asked, "store"),
            Figure.Of("articlesPerSecond", count * PollWeb.Items / whole, "0 articles/s", 0));
    }

    public void TellUnchanged(IReadOnlyList<PollRoundCosts> rounds)
    {
        Begin("all 304", rounds);
        Figures.Note("The goal of the whole poll is a floor / this of 0.70.");
    }

    public void Tell(IReadOnlyList<PollMemoryFigures> memory)
    {
        Figures.Begin("Memory at its highest, of a first poll and one that finds nothing new");
        foreach (var at in memory)
            Figures.Add($"{at.Sources} sources", Figure.Of("workingSetMib", at.WorkingSet, "0 MiB"), Figure.Of("managedMib", at.Heap, "0 MiB managed", 16));
        Figures.Add("ratio", Figure.Of("workingSetRatio", memory[^1].WorkingSet / memory[0].WorkingSet, "0.00"), Figure.Of("managedRatio", memory[^1].Heap / memory[0].Heap, "0.00 managed", 16));
        Figures.Note("The goal of the working set is a ratio of 1.50 at most.");
    }

    public void Tell(PollProgramTimes programs)
    {
        Figures.Begin("Whole programs, from their start to their end");
        foreach (var (name, ours, theirs) in new[] { ("first poll", programs.First, programs.Newsboat?.First), ("all 304", programs.Unchanged, programs.Newsboat?.Unchanged) })
        {
            Figures.Add($"{name}: aggregator poll", Figure.Of("seconds", ours.TotalSeconds, "0.00 s"));
            if (theirs is { } other)
                Figures.Add($"{name}: newsboat -x reload", Figure.Of("seconds", other.TotalSeconds, "0.00 s"), Figure.Of("timesOurs", other / ours, "0.00 x ours", 14));
        }
        if (programs.Trouble is { } trouble)
            Figures.Note(trouble);
    }

    private void Begin(string what, IReadOnlyList<PollRoundCosts> rounds)
    {
        Figures.Begin($"{what}: {count} sources of {PollWeb.Items} items, {PollHouse.Concurrency} at once, each on a host of its own, connections opened and closed. Items carry their text and no link, so no page is asked. Median of {rounds.Count} rounds");
        Add($"{what}: bare HttpClient (floor)", rounds, round => round.Floor);
        Add($"{what}: poll without a store", rounds, round => round.Asked);
        Add($"{what}: poll", rounds, round => round.Whole);
    }

    private void Add(string name, IReadOnlyList<PollRoundCosts> rounds, Func<PollRoundCosts, PollCost> way)
    {
        var seconds = Median(rounds, round => way(round).Took.TotalSeconds);
        Figures.Add(name,
            Figure.Of("seconds", seconds, "0.000 s"),
            Figure.Of("sourcesPerSecond", count / seconds, "0 sources/s", 15),
            // Of each round by itself: a machine that others use is slow for both.
            Figure.Of("floorOverThis", Median(rounds, round => round.Floor.Took / way(round).Took), "floor / this 0.00", 0),
            Figure.Of("cpuMicrosecondsPerPoll", Median(rounds, round => way(round).Cpu.TotalMicroseconds / count), "0 µs CPU a poll", 18),
            Figure.Of("cpuFloorOverThis", Median(rounds, round => round.Floor.Cpu / way(round).Cpu), "floor / this 0.00", 0),
            Figure.Of("kilobytesPerPoll", Median(rounds, round => way(round).Bytes / 1000.0 / count), "0.0 kB a poll", 16));
    }

    private static Figure Seconds(string key, double seconds, string part) => new(key, seconds, $"{part} {seconds:0.00} s");

    private static double Median(IReadOnlyList<PollRoundCosts> rounds, Func<PollRoundCosts, double> part) => rounds.Select(part).Order().ElementAt(rounds.Count / 2);
}

/// <summary>What polling so many sources took at its highest, in MiB.</summary>
internal sealed record PollMemoryFigures(int Sources, double Heap, double WorkingSet);
