using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Aggregator.Fetching;

/// <summary>A server on loopback that says what a test tells it, however wrong: the faults that no proper server plays.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<Stream, CancellationToken, Task> _play;
    private readonly Task _listening;
    private int _asked;

    /// <param name="play">What comes after each request has come; the connection is reset when it throws, and closed after it.</param>
    /// <param name="certificate">Speaks TLS with it; null for plain.</param>
    /// <param name="at">The loopback address to stand at; 127.0.0.1 unless told.</param>
    public RawServer(Func<Stream, CancellationToken, Task> play, X509Certificate2? certificate = null, string at = "127.0.0.1")
    {
        _listener = new TcpListener(IPAddress.Parse(at), 0);
        _play = play;
        _listener.Start();
        _listening = ListenAsync(certificate);
    }

    public RawServer(string answer, string at = "127.0.0.1")
        : this((stream, stop) => SayAsync(stream, answer, stop), at: at)
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Asked => _asked;

    public Uri At(string scheme = "http", string host = "127.0.0.1") => new($"{scheme}://{host}:{Port}/feed");

    /// <summary>Text with \n for the breaks of headers and bodies alike, byte by byte.</summary>
    public static Task SayAsync(Stream stream, string text, CancellationToken stop) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)), stop).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening;
        _listener.Stop();
        _ending.Dispose();
    }

    private async Task ListenAsync(X509Certificate2? certificate)
    {
        var playing = new List<Task>();
        try
        {
            while (true)
                playing.Add(PlayAsync(await _listener.AcceptSocketAsync(_ending.Token), certificate));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
        await Task.WhenAll(playing);
    }

    private async Task PlayAsync(Socket socket, X509Certificate2? certificate)
    {
        using (socket)
            try
            {
                Stream stream = new NetworkStream(socket);
                if (certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _ending.Token);
                    stream = secure;
                }
                var buffer = new byte[16 * 1024];
                var request = "";
                while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    var read = await stream.ReadAsync(buffer, _ending.Token);
                    if (read == 0)
                        return;
                    request += Encoding.Latin1.GetString(buffer, 0, read);
                }
                Interlocked.Increment(ref _asked);
                await _play(stream, _ending.Token);
                socket.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(buffer, _ending.Token) > 0)
                {
                    // Until the client has gone: what it has not read yet must not be lost by closing on it.
                }
            }
            catch (Exception)
            {
                // A reset, not an end.
                socket.LingerState = new LingerOption(true, 0);
            }
    }
}
