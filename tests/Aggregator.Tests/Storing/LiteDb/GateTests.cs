using Xunit;

namespace Aggregator.Storing.LiteDb;

/// <summary>The one thread that runs every piece of the store's work.</summary>
public sealed class GateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_work_runs_on_one_thread_in_the_order_asked()
    {
        using var gate = new StoreGate();
        var order = new List<int>();

        var threads = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => gate.RunAsync(() => { order.Add(number); return Environment.CurrentManagedThreadId; }, Stop)));

        Assert.Equal(Enumerable.Range(0, 50), order);
        Assert.Single(threads.Distinct());
        Assert.NotEqual(threads[0], Environment.CurrentManagedThreadId);
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
        var first = gate.RunAsync(() => { hold.Wait(Stop); return 1; }, Stop);
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
        var work = gate.RunAsync(() => { begun.SetResult(); hold.Wait(Stop); return 1; }, stop.Token);
        await begun.Task;

        await stop.CancelAsync();
        hold.Set();

        // Done is done: whoever was told "cancelled" would believe that nothing is stored.
        Assert.Equal(1, await work);
    }

    [Fact]
    public async Task The_stores_thread_does_not_wait_for_itself()
    {
        using var gate = new StoreGate();

        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.RunAsync(() => gate.RunAsync(() => 1, Stop).GetAwaiter().GetResult(), Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => gate.RunAsync(() => { gate.Dispose(); return 1; }, Stop));
    }

    [Fact]
    public async Task Closing_finishes_what_is_queued_and_refuses_the_rest()
    {
        var gate = new StoreGate(capacity: 2);
        var done = 0;
        var work = Enumerable.Range(0, 50).Select(_ => gate.RunAsync(() => ++done, Stop)).ToList();

        gate.Dispose();

        var refused = 0;
        foreach (var one in work)
        {
            if (await Record.ExceptionAsync(() => one) is { } trouble)
            {
                Assert.IsType<ObjectDisposedException>(trouble);
                refused++;
            }
        }
        Assert.Equal(50, done + refused);
        Assert.InRange(done, 2, 50);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => gate.RunAsync(() => 1, Stop));
    }
}
