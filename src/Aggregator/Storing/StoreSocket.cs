using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Aggregator.Storing;

/// <summary>The owner's end of DATA/worker.sock: answers for the store, one question a connection, by interface and method.</summary>
/// <remarks>The folder and the socket belong to one user; whoever can reach it could open the files as well.</remarks>
internal sealed class StoreSocket : IAsyncDisposable
{
    /// <summary>How long an answer under way may still take when we close: a caller who does not listen must not keep the worker from ending.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>What this program is: only its equal is sure to mean the same by a question.</summary>
    public static readonly string Version = typeof(StoreSocket).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>How long the owner may take to say what it is: its first answer is compiled as it is given, and fifty programs may share its processor.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _listener;
    private readonly string _path;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly IReadOnlyDictionary<string, object> _stores;
    private readonly List<Task> _conversations = [];
    private readonly Task _listening;

    private StoreSocket(Socket listener, string path, IReadOnlyDictionary<string, object> stores)
    {
        (_listener, _path, _stores) = (listener, path, stores);
        _listening = ListenAsync();
    }

    /// <param name="stores">What answers, by the name of its interface.</param>
    public static StoreSocket Listen(string folder, IReadOnlyDictionary<string, object> stores)
    {
        var path = PathIn(folder);
        // A leftover of a killed owner: we hold the lock, so nobody listens there.
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(EndPoint(folder));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // As many as the system allows: on a full queue it turns callers away, who would take us for dead.
        listener.Listen();
        return new StoreSocket(listener, path, stores);
    }

    /// <summary>Asks who has the store open what program it is: null when nobody answers, empty when it does not say.</summary>
    public static async Task<string?> VersionOfOwnerAsync(string folder, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        waiting.CancelAfter(Patience);
        try
        {
            var line = await TalkAsync(folder, JsonSerializer.Serialize(new Question("", "", [], Version), StoreProxy.Json), waiting.Token);
            return line is null ? null : JsonSerializer.Deserialize<Answer>(line, StoreProxy.Json)!.Version ?? "";
        }
        catch (Exception e) when (e is SocketException || (e is IOException && e.InnerException is SocketException) || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>What to say when owner and caller are not the same program.</summary>
    public static string Mismatch(string? owner, string caller) =>
        $"The process that has the store open is Aggregator {(string.IsNullOrEmpty(owner) ? "of an older version" : owner)}, and this command is {caller}: they might misunderstand each other. Restart the worker with this version, or use the command of its version.";

    /// <summary>Sends one line and gives the line that comes back; null when the owner ends before.</summary>
    public static async Task<string?> TalkAsync(string folder, string line, CancellationToken stop)
    {
        await using var stream = new NetworkStream(await ConnectAsync(folder, stop), ownsSocket: true);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), stop);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadLineAsync(stop);
    }

    /// <exception cref="SocketException">Nobody listens.</exception>
    public static async Task<Socket> ConnectAsync(string folder, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(EndPoint(folder), stop);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _listening;
        _ended.CancelAfter(LastWords);
        await Task.WhenAll(_conversations);
        File.Delete(_path);
        _ending.Dispose();
        _ended.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_ending.Token);
                _conversations.RemoveAll(task => task.IsCompleted);
                _conversations.Add(AnswerAsync(socket));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Either the end has come, or one caller hung up before it was greeted.
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            if (await reader.ReadLineAsync(_ending.Token) is { } line)
                await stream.WriteAsync(Encoding.UTF8.GetBytes(await AnswerAsync(line) + "\n"), _ended.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller hung up, or we are closing: it will ask again.
        }
    }

    private async Task<string> AnswerAsync(string line)
    {
        try
        {
            var question = JsonSerializer.Deserialize<Question>(line, StoreProxy.Json)!;
            if (question.Version != Version)
                return Told(new Answer(null, Mismatch(Version, question.Version ?? "of an older version")));
            if (question.Store.Length == 0)
                return Told(new Answer(null, null));
            var store = _stores[question.Store];
            var method = store.GetType().GetInterface(question.Store)!.GetMethod(question.Method)!;
            var parameters = method.GetParameters();
            var values = parameters.Select((parameter, at) => parameter.ParameterType == typeof(CancellationToken)
                ? _ending.Token
                : question.Values[at].Deserialize(parameter.ParameterType, StoreProxy.Json)).ToArray();
            var task = (Task)method.Invoke(store, BindingFlags.DoNotWrapExceptions, null, values, null)!;
            await task;
            // As what is promised, which may be one of several: the caller knows no more.
            var result = method.ReturnType.IsGenericType ? JsonSerializer.SerializeToElement(task.GetType().GetProperty("Result")!.GetValue(task), method.ReturnType.GetGenericArguments()[0], StoreProxy.Json) : default(JsonElement?);
            return Told(new Answer(result, null));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // It is the caller's to tell: here nobody watches.
            return Told(new Answer(null, e.Message));
        }
    }

    private static string Told(Answer answer) => JsonSerializer.Serialize(answer with { Version = Version }, StoreProxy.Json);

    private static string PathIn(string folder) => Path.Combine(folder, "worker.sock");

    private static UnixDomainSocketEndPoint EndPoint(string folder)
    {
        var whole = Path.GetFullPath(PathIn(folder));
        var near = Path.GetRelativePath(Environment.CurrentDirectory, whole);
        // The system takes 107 bytes: the shorter way of saying it often fits when the other does not.
        var path = near.Length < whole.Length ? near : whole;
        return Encoding.UTF8.GetByteCount(path) <= 107
            ? new UnixDomainSocketEndPoint(path)
            : throw new IOException($"its path is too long for a socket (107 bytes at most). Name a shorter one with --data.");
    }

    /// <summary>One call of a store's method, as a line of JSON.</summary>
    /// <param name="Store">The interface; empty for a caller who only wants to know what the owner is.</param>
    /// <param name="Version">What the caller is; null before there were versions in questions.</param>
    internal sealed record Question(string Store, string Method, JsonElement[] Values, string? Version);

    /// <summary>What the call gave, or why it failed.</summary>
    internal sealed record Answer(JsonElement? Result, string? Trouble)
    {
        /// <summary>What the owner is; null before there were versions in answers.</summary>
        public string? Version { get; init; }
    }
}
