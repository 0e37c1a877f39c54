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
    private readonly Task _serving;

    public TestSmtp()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Other answers than the usual, by the command's first word; "." is the end of the message. An empty answer breaks the connection.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new();

    public IReadOnlyList<string> Commands => [.. _commands];

    /// <summary>What was handed over, byte for byte, dots taken back.</summary>
    public IReadOnlyList<byte[]> Messages => [.. _messages];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _listener.Stop();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        try
        {
            // Latin 1 keeps every byte as it came.
            using var reader = new StreamReader(stream, Encoding.Latin1);
            if (!await SayAsync(stream, Answers.GetValueOrDefault("GREETING", "220 test.example ESMTP")))
                return;
            while (await reader.ReadLineAsync(_closing.Token) is { } line)
            {
                _commands.Enqueue(line);
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (!await SayAsync(stream, Answers.GetValueOrDefault(verb, Usual(verb))) || verb == "QUIT")
                    return;
                if (verb == "DATA" && !Answers.ContainsKey("DATA"))
                {
                    _messages.Enqueue(await MessageAsync(reader));
                    if (!await SayAsync(stream, Answers.GetValueOrDefault(".", "250 2.0.0 taken as 4711")))
                        return;
                }
            }
        }
        catch (IOException)
        {
            // The other side broke off, as some tests have it do.
        }
    }

    private async Task<byte[]> MessageAsync(StreamReader reader)
    {
        var message = new MemoryStream();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".")
            message.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        return message.ToArray();
    }

    private async Task<bool> SayAsync(NetworkStream stream, string answer)
    {
        if (answer.Length == 0)
            return false;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), _closing.Token);
        return true;
    }

    private static string Usual(string verb) => verb switch
    {
        "EHLO" => "250-test.example\r\n250 AUTH PLAIN",
        "AUTH" => "235 2.7.0 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 2.1.0 fine",
    };
}
