using System.Globalization;
using Xunit;

namespace Aggregator.Polls;

/// <summary>
/// Two hundred invented publishers, one year, the real memory, schedule and health. An alarm is false when the publisher is alive at
/// that moment; the share is of publisher-months: a month of a living publisher in which a false alarm stood on any day.
/// </summary>
public sealed class SimulatedYearTests(ITestOutputHelper output)
{
    private const int Publishers = 200;

    private const int BudgetPerHour = 60;

    private static readonly Lazy<SimulatedYear> Lived = new(() =>
    {
        var year = new SimulatedYear();
        year.Run(Publishers, seed: 2026);
        return year;
    });

    private static SimulatedYear Year => Lived.Value;

    [Fact]
    public void No_item_is_missed_that_stood_in_the_reach_of_a_poll()
    {
        var (published, missed, failing, lying, overrun) = (0, 0, 0, 0, 0);
        var slow = new List<string>();
        foreach (var publisher in Year.Publishers)
        {
            var polls = Year.GoodPolls[publisher.Number];
            for (var item = publisher.CountAt(SimulatedRhythms.Start); item < publisher.CountAt(polls[^1]); item++)
            {
                published++;
                if (Year.HasSeen(publisher, item))
                    continue;
                missed++;
                var (from, to) = (publisher.MomentOf(item), publisher.MomentOf(item + publisher.Window));
                if (publisher.Lies)
                    lying++;
                else if (publisher.Outages.Any(outage => outage.From < to && from < outage.To.AddDays(3)))
                    failing++;
                else if (to - from < PollSchedule.Ceiling)
                    overrun++;
                else
                    slow.Add($"{publisher.Source.Id} {publisher.Rhythm}: item {item} stood from {from:g} to {to:g}.");
            }
        }
        output.WriteLine($"{published} items published, {missed} never seen: {failing} came and went while the publisher failed, {lying} behind validators that lie, {overrun} left the window within {PollSchedule.Ceiling.TotalHours} h. {Year.Gaps} gaps told.");
        Assert.Empty(slow);
        Assert.InRange(overrun, 0, published / 1000);
        Assert.InRange(missed, 0, published / 100);
        Assert.True(missed == 0 || Year.Gaps > 0);
    }

    [Fact]
    public void No_host_is_asked_beyond_its_budget_and_no_pause_is_broken()
    {
        var days = (SimulatedRhythms.End - SimulatedRhythms.Start).TotalDays;
        var most = Year.Requests.MaxBy(request => request.Value);
        foreach (var group in Year.Publishers.GroupBy(publisher => publisher.Rhythm))
            output.WriteLine($"{group.Key}: {Of(group.Average(publisher => Year.Polls[publisher.Number] / days))} polls a day on average, {Of(group.Max(publisher => Year.Polls[publisher.Number] / days))} at most, {Of(group.Average(publisher => publisher.CountAt(SimulatedRhythms.End) - publisher.CountAt(SimulatedRhythms.Start)) / days)} items a day.");
        output.WriteLine($"{Year.Polls.Values.Sum()} polls, {Of(Year.Polls.Values.Sum() / days / Publishers)} a source and day; most for one host in an hour: {most.Value} ({most.Key.Host}).");
        var waits = Year.Waits.Order().ToList();
        output.WriteLine($"A new item is seen after {waits[waits.Count / 2].TotalMinutes:0} minutes (median), {waits[waits.Count * 95 / 100].TotalHours:0.0} hours (95 of 100).");
        Assert.Empty(Year.Breaches);
        Assert.InRange(most.Value, 1, BudgetPerHour);
        Assert.All(Year.Polls.Values, polls => Assert.InRange(polls / days, 0.1, 72));
    }

    [Fact]
    public void Every_silent_death_is_told_in_time()
    {
        var late = new List<string>();
        foreach (var publisher in Year.Publishers.Where(publisher => publisher.Death != Death.None || publisher.SectionLoss is not null))
        {
            var died = publisher.Death == Death.None ? publisher.SectionLoss!.Value : publisher.Dies;
            var alarm = Year.Alarms[publisher.Number].FirstOrDefault(alarm => alarm.At > died);
            var after = alarm.Sentence is null ? TimeSpan.MaxValue : alarm.At - died;
            output.WriteLine($"{publisher.Source.Id} {publisher.Rhythm} {(publisher.Death == Death.None ? "Section" : publisher.Death)} {died:MM-dd}: {(alarm.Sentence is null ? "never told" : $"{Of(after.TotalDays)} days, {alarm.State}: {alarm.Sentence}")}");
            if (after > Bound(publisher))
                late.Add($"{publisher.Source.Id} {publisher.Rhythm}");
        }
        Assert.Empty(late);
    }

    [Fact]
    public void At_most_two_of_a_hundred_publisher_months_see_a_false_alarm()
    {
        var (months, falsely) = (0, 0);
        foreach (var publisher in Year.Publishers)
        {
            var end = new[] { publisher.Dies, publisher.SectionLoss ?? SimulatedRhythms.End, SimulatedRhythms.End }.Min();
            for (var month = SimulatedRhythms.Start; month < end; month = month.AddMonths(1))
            {
                months++;
                var alarm = Year.Alarms[publisher.Number].FirstOrDefault(alarm => alarm.At >= month && alarm.At < month.AddMonths(1) && alarm.At < end);
                if (alarm.Sentence is null)
                    continue;
                falsely++;
                output.WriteLine($"{publisher.Source.Id} {publisher.Rhythm} {alarm.At:MM-dd}: {alarm.State}: {alarm.Sentence}");
            }
        }
        output.WriteLine($"{falsely} false alarms in {months} publisher-months, {Of(100.0 * falsely / months)} %.");
        Assert.InRange(falsely, 0, months * 0.02);
    }

    /// <summary>The time within which the silence of a source must be told, by its rhythm; August does not count.</summary>
    private static TimeSpan Bound(SimulatedPublisher publisher) => TimeSpan.FromDays(publisher switch
    {
        { Death: Death.Gone } => 10,
        { Death: Death.None } => 100,
        { Rhythm: Rhythm.Wire or Rhythm.Daily or Rhythm.Weekdays } => 21,
        { Rhythm: Rhythm.Bursts } => 35,
        { Rhythm: Rhythm.Seasonal } => 45,
        { Rhythm: Rhythm.Weekly } => 60,
        _ => 150,
    });

    private static string Of(double number) => number.ToString("0.0#", CultureInfo.InvariantCulture);
}
