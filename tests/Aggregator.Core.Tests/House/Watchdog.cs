using System.Diagnostics;
using Xunit;

namespace Aggregator.House;

/// <summary>Runs work on a thread of its own and tells what it cost; work that finds no end fails the test instead of holding the run.</summary>
internal static class Watchdog
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <param name="what">What is told of the work when it takes too long.</param>
    public static (T Result, long Allocated, TimeSpan Took) Run<T>(TimeSpan limit, Func<string> what, Func<T> work)
    {
        T? result = default;
        Exception? thrown = null;
        var (allocated, took) = (0L, TimeSpan.Zero);
        // The stack is that of a thread of the pool: what nests must not live on the main thread's larger one.
        var thread = new Thread(() =>
        {
            var since = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                result = work();
            }
#pragma warning disable CA1031 // Handed to the test's own thread, where it fails the test.
            catch (Exception e)
#pragma warning restore CA1031
            {
                thrown = e;
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            took = Stopwatch.GetElapsedTime(since);
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(limit))
        {
            // A thread cannot be ended; it is let finish, if it ever does, so that it does not slow down what is timed next.
            thread.Join(Grace);
            Assert.Fail($"No end after {limit.TotalSeconds:0} s: {what()}");
        }
        if (thrown is not null)
            Assert.Fail($"{what()}: {thrown}");
        return (result!, allocated, took);
    }
}
