using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aggregator.Files;

namespace Aggregator.Polling;

/// <summary>Reads PDFs in a process of their own, which may be ended: a file made to hang or to break its reader costs a sentence, never the worker.</summary>
internal sealed class PdfDesk(PollingSettings settings) : IDisposable
{
    /// <summary>The hidden verb by which this program is its own reader: the file comes in, the answer goes out.</summary>
    public const string Verb = "read-pdf";

    /// <summary>The most that the reader may keep in memory, in bytes.</summary>
    private const int Memory = 512 << 20;

    /// <summary>Two: reading is work for the processor, and polls wait for it without holding anybody else up.</summary>
    private readonly SemaphoreSlim _seats = new(2);

    public async Task<PdfOutcome> ReadAsync(ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        await _seats.WaitAsync(stop);
        try
        {
            return await ReadAsideAsync(body, stop);
        }
        finally
        {
            _seats.Release();
        }
    }

    /// <summary>What the process aside does: reads the file that comes in, and answers.</summary>
    public static async Task AnswerAsync(Stream input, Stream output, CancellationToken stop)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body, stop);
        await JsonSerializer.SerializeAsync(output, PdfReader.Read(body.ToArray(), stop), PdfJson.Default.PdfOutcome, stop);
    }

    public void Dispose() => _seats.Dispose();

    private async Task<PdfOutcome> ReadAsideAsync(ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(settings.PdfTime);
        Process? reader = null;
        try
        {
            reader = Process.Start(Line())!;
            return await AskAsync(reader, body, late.Token);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return new PdfOutcome.Unreadable($"The reader of PDFs could not be started: {e.Message.TrimEnd('.')}.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new PdfOutcome.Unreadable($"The PDF was not read within {settings.PdfTime.TotalSeconds:0.#} seconds; the limit is Polling:PdfTime.");
        }
        finally
        {
            End(reader);
        }
    }

    private static async Task<PdfOutcome> AskAsync(Process reader, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        var answer = JsonSerializer.DeserializeAsync(reader.StandardOutput.BaseStream, PdfJson.Default.PdfOutcome, stop).AsTask();
        var words = reader.StandardError.ReadToEndAsync(stop);
        try
        {
            await reader.StandardInput.BaseStream.WriteAsync(body, stop);
            reader.StandardInput.Close();
            await words;
            if (await answer is { } said)
                return said;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // It ended before it had read or answered.
        }
        await reader.WaitForExitAsync(stop);
        return new PdfOutcome.Unreadable($"The PDF is damaged, or made to do harm: its reader broke over it (exit code {reader.ExitCode}).");
    }

    /// <summary>This program again, with little memory and without the secrets of the settings.</summary>
    private static ProcessStartInfo Line()
    {
        var own = Environment.ProcessPath ?? "dotnet";
        var isProgram = Path.GetFileNameWithoutExtension(own) == "aggregator";
        var host = isProgram || Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        var start = new ProcessStartInfo(host, isProgram ? [Verb] : [Path.Combine(AppContext.BaseDirectory, "aggregator.dll"), Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AGGREGATOR_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{Memory:X}";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    private static void End(Process? reader)
    {
        if (reader is null)
            return;
        try
        {
            reader.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
        reader.Dispose();
    }
}

/// <summary>How what the process aside read is written between the two processes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PdfOutcome))]
internal sealed partial class PdfJson : JsonSerializerContext;
