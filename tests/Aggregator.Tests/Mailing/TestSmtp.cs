using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aggregator.Mailing;

/// <summary>A small SMTP server on loopback, which answers as a test tells it to and remembers what it was handed.</summary>
internal sealed class TestSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentQueue<byte[]> _messages = new();
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly Task _serving;
    private int _connections;

    public TestSmtp()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Other answers than the usual, by the command's first word; "." is the end of the message. An empty answer breaks the connection.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new();

    /// <summary>As <see cref="Answers"/>, each given once and before those.</summary>
    public ConcurrentDictionary<string, string> Once { get; } = new();

    /// <summary>A whim of its own for a command's line (or "GREETING", or "." for the end of the message); null for the usual answer. It comes after <see cref="Once"/> and <see cref="Answers"/>.</summary>
    public Func<string, string?> Whim { get; init; } = _ => null;

    /// <summary>Hears of each letter that came whole and was not turned away, as it would be delivered: also when the answer never left.</summary>
    public Action<byte[]> Delivered { get; init; } = _ => { };

    /// <summary>What it says it can do, beside AUTH: as "PIPELINING".</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Completes when a letter has come whole.</summary>
    public Task Taken => _taken.Task;

    /// <summary>How often somebody connected.</summary>
    public int Connections => _connections;

    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>What was handed over, byte for byte, dots taken back.</summary>
    public IReadOnlyList<byte[]> Messages => [.. _messages];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        await Task.WhenAll(_talks);
        _listener.Stop();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                Interlocked.Increment(ref _connections);
                _talks.Add(TalkAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
                await TalkAsync(client.GetStream());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side broke off, as some tests have it do; or the test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        // Latin 1 keeps every byte as it came.
        using var reader = new StreamReader(stream, Encoding.Latin1);
        if (!await SayAsync(stream, AnswerTo("GREETING", "220 test.example ESMTP")))
            return;
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            _commands.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "BDAT")
            {
                if (!await TakeAsync(stream, await BytesAsync(reader, int.Parse(line.Split(' ')[1]))))
                    return;
                continue;
            }
            var answer = AnswerTo(verb, Usual(verb), line);
            if (!await SayAsync(stream, answer) || verb == "QUIT" || answer.StartsWith("421", StringComparison.Ordinal))
                return;
            if (verb == "DATA" && answer.StartsWith("354", StringComparison.Ordinal) && (await MessageAsync(reader) is not { } message || !await TakeAsync(stream, message)))
                return;
        }
    }

    /// <summary>Keeps a whole letter and answers it; an answer that ends with "!" hangs up after it.</summary>
    private async Task<bool> TakeAsync(NetworkStream stream, byte[] message)
    {
        _messages.Enqueue(message);
        _taken.TrySetResult();
        var answer = AnswerTo(".", "250 2.0.0 taken as 4711");
        if (!answer.StartsWith('4') && !answer.StartsWith('5'))
            Delivered(message);
        if (answer == "silence")
            await Task.Delay(Timeout.Infinite, _closing.Token);
        return await SayAsync(stream, answer.TrimEnd('!')) && !answer.EndsWith('!');
    }

    private string AnswerTo(string verb, string usual, string? line = null) => Once.TryRemove(verb, out var once) ? once : Answers.GetValueOrDefault(verb) ?? Whim(line ?? verb) ?? usual;

    private async Task<byte[]> BytesAsync(StreamReader reader, int count)
    {
        var letters = new char[count];
        await reader.ReadBlockAsync(letters, _closing.Token);
        return Encoding.Latin1.GetBytes(letters);
    }

    /// <summary>The message; null when the line broke before its end, which no server delivers.</summary>
    private async Task<byte[]?> MessageAsync(StreamReader reader)
    {
        var message = new MemoryStream();
        while (await reader.ReadLineAsync(_closing.Token) is { } line)
        {
            if (line == ".")
                return message.ToArray();
            message.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        }
        return null;
    }

    private async Task<bool> SayAsync(NetworkStream stream, string answer)
    {
        if (answer.Length == 0)
            return false;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), _closing.Token);
        return true;
    }

    private string Usual(string verb) => verb switch
    {
        "EHLO" => string.Concat(Extensions.Prepend("test.example").Select(extension => $"250-{extension}\r\n")) + "250 AUTH PLAIN",
        "AUTH" => "235 2.7.0 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 2.1.0 fine",
    };
}
