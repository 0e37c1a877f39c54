using System.Collections.Concurrent;
using System.Diagnostics;
using Aggregator.Commands;
using Xunit;

namespace Aggregator.Storing;

/// <summary>The real program as a process of its own, its lines as they come.</summary>
internal sealed class RunningProgram : IDisposable
{
    /// <summary>Far more than anything here takes, also where fifty programs share two processors: a test that waits so long has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly List<(Func<string, bool> Is, TaskCompletionSource<string> Came)> _waiting = [];

    private RunningProgram(Process process) => _process = process;

    public int Id => _process.Id;

    public bool IsOver => _process.HasExited;

    /// <summary>Everything it wrote so far, for the message of a failing test.</summary>
    public string Said => string.Join('\n', _lines);

    public static RunningProgram Start(params IEnumerable<string> words) => Start(TheProgram.Line(words));

    /// <param name="set">Sets more of its environment.</param>
    public static RunningProgram Start(IEnumerable<string> words, Action<IDictionary<string, string?>> set)
    {
        var start = TheProgram.Line(words);
        set(start.Environment);
        return Start(start);
    }

    /// <summary>Starts it in a shell that does something before, such as setting a limit.</summary>
    public static RunningProgram StartAfter(string before, params IEnumerable<string> words)
    {
        var start = TheProgram.Line(words);
        string[] line = [start.FileName, .. start.ArgumentList];
        start.FileName = "sh";
        start.ArgumentList.Clear();
        foreach (var word in (string[])["-c", $"{before}; exec \"$0\" \"$@\"", .. line])
            start.ArgumentList.Add(word);
        return Start(start);
    }

    private static RunningProgram Start(ProcessStartInfo start)
    {
        start.Environment["AGGREGATOR_Fetching__AllowedNetworks"] = "127.0.0.1/32";
        start.Environment["AGGREGATOR_Fetching__Spacing"] = "00:00:00";
        start.Environment["AGGREGATOR_Polling__Tick"] = "00:00:00.2";
        start.Environment["AGGREGATOR_Polling__Batch"] = "4";
        // No letter by the clock: whether the tests run at half past seven must not matter.
        start.Environment["AGGREGATOR_Digesting__At"] = "";
        var program = new RunningProgram(new Process { StartInfo = start });
        program._process.OutputDataReceived += (_, line) => program.Heard(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Heard(line.Data);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Runs a verb to its end and gives what it said.</summary>
    public static async Task<string> RunAsync(CancellationToken stop, params IEnumerable<string> words)
    {
        using var program = Start(words);
        Assert.True(await program.EndAsync(stop) == 0, program.Said);
        return program.Said;
    }

    /// <summary>Runs a verb to its end, whatever its exit code.</summary>
    public static async Task<string> StartAndEndAsync(IEnumerable<string> words, Action<IDictionary<string, string?>> set, CancellationToken stop, TimeSpan? patience = null)
    {
        using var program = Start(words, set);
        await program._process.WaitForExitAsync(stop).WaitAsync(patience ?? Patience, stop);
        return program.Said;
    }

    /// <summary>The first line that is meant, also when it came already.</summary>
    public async Task<string> LineAsync(Func<string, bool> isMeant, CancellationToken stop)
    {
        var came = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (_lines.FirstOrDefault(isMeant) is { } line)
                return line;
            _waiting.Add((isMeant, came));
        }
        return await came.Task.WaitAsync(Patience, stop);
    }

    /// <summary>Waits until a file has changed so often, or the program is over. How long that may take is the caller's to say.</summary>
    public async Task FileChangesAsync(string folder, string name, int count, CancellationToken stop)
    {
        var left = count;
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(folder, name);
        watcher.Changed += (_, _) =>
        {
            if (Interlocked.Decrement(ref left) == 0)
                changed.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;
        await Task.WhenAny(changed.Task, _process.WaitForExitAsync(stop));
    }

    /// <summary>SIGKILL; true when it was still running.</summary>
    public async Task<bool> KillAsync(CancellationToken stop)
    {
        var wasRunning = !_process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync(stop);
        return wasRunning;
    }

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken stop)
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{Id}"]))
            await kill.WaitForExitAsync(stop);
        return await EndAsync(stop);
    }

    public async Task<int> EndAsync(CancellationToken stop)
    {
        await _process.WaitForExitAsync(stop).WaitAsync(Patience, stop);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Heard(string? line)
    {
        if (line is null)
            return;
        lock (_waiting)
        {
            _lines.Enqueue(line);
            foreach (var (_, came) in _waiting.Where(waiting => waiting.Is(line)))
                came.TrySetResult(line);
        }
    }
}
