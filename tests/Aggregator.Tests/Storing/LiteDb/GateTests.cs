using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>The one door through which every piece of the store's work goes.</summary>
public sealed class GateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_that_waits_runs_in_the_order_asked()
    {
        using var gate = new StoreGate();
        using var hold = new ManualResetEventSlim();
        var order = new List<int>();
        var first = await HeldAsync(gate, hold);

        var rest = Enumerable.Range(0, 50).Select(number => gate.RunAsync(() => { order.Add(number); return number; }, Stop)).ToList();
        hold.Set();

        await first;
        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(rest));
        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public async Task Never_are_two_pieces_of_work_inside_and_each_begins_and_ends_on_one_thread()
    {
        using var gate = new StoreGate();
        var (inside, met, moved) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var turn = 0; turn < 500; turn++)
                await gate.RunAsync(Work, Stop);
        }, Stop)));

        Assert.Equal((0, 0), (met, moved));

        bool Work()
        {
            var thread = Environment.CurrentManagedThreadId;
            if (Interlocked.Increment(ref inside) != 1)
                met++;
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            if (thread != Environment.CurrentManagedThreadId)
                moved++;
            return true;
        }
    }

    [Fact]
    public async Task An_exception_reaches_its_caller_and_nobody_else()
    {
        using var gate = new StoreGate();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => gate.RunAsync<int>(() => throw new InvalidTimeZoneException(), Stop));

        Assert.Equal(1, await gate.RunAsync(() => 1, Stop));
    }

    [Fact]
    public async Task Work_cancelled_before_its_turn_is_told_at_once_and_never_runs()
    {
        using var gate = new StoreGate();
        using var hold = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var ran = false;
        var first = await HeldAsync(gate, hold);
        var second = gate.RunAsync(() => ran = true, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        hold.Set();
        Assert.Equal(1, await first);
        Assert.Equal(2, await gate.RunAsync(() => 2, Stop));
        Assert.False(ran);
    }

    [Fact]
    public async Task Work_that_has_begun_is_finished_and_told_though_it_was_cancelled()
    {
        using var gate = new StoreGate();
        using var hold = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Task.Run(() => gate.RunAsync(() => { begun.SetResult(); hold.Wait(Stop); return 1; }, stop.Token), Stop);
        await begun.Task;

        await stop.CancelAsync();
        hold.Set();

        // Done is done: whoever was told "cancelled" would believe that nothing is stored.
        Assert.Equal(1, await work);
    }

    [Fact]
    public async Task Work_inside_does_not_wait_for_itself()
    {
        using var gate = new StoreGate();

        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.RunAsync(() => gate.RunAsync(() => 1, Stop).GetAwaiter().GetResult(), Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.RunAsync(() => { gate.Dispose(); return 1; }, Stop));
    }

    [Fact]
    public async Task Closing_finishes_what_is_queued_and_refuses_the_rest()
    {
        var gate = new StoreGate();
        using var hold = new ManualResetEventSlim();
        var done = 0;
        var first = await HeldAsync(gate, hold);
        var work = Enumerable.Range(0, 50).Select(_ => gate.RunAsync(() => ++done, Stop)).ToList();

        var closing = Task.Run(gate.Dispose, Stop);
        hold.Set();
        await closing;

        await first;
        await Task.WhenAll(work);
        Assert.Equal(50, done);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => gate.RunAsync(() => 1, Stop));
    }

    /// <summary>Work that is inside until it is let go.</summary>
    private static async Task<Task<int>> HeldAsync(StoreGate gate, ManualResetEventSlim hold)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Task.Run(() => gate.RunAsync(() => { begun.SetResult(); hold.Wait(Stop); return 1; }, Stop), Stop);
        await begun.Task;
        return work;
    }
}
