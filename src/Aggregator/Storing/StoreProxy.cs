using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aggregator.Storing;

/// <summary>A store's interface in a process that does not own the store: every call becomes a question to its owner.</summary>
internal class StoreProxy : DispatchProxy
{
    public static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, IgnoreReadOnlyProperties = true };

    private static readonly MethodInfo Ask = typeof(StoreProxy).GetMethod(nameof(AskAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private string _folder = "";
    private string _store = "";

    public static T For<T>(string folder)
        where T : class
    {
        var proxy = Create<T, StoreProxy>();
        var inner = (StoreProxy)(object)proxy;
        (inner._folder, inner._store) = (folder, typeof(T).Name);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = targetMethod!.ReturnType.IsGenericType ? targetMethod.ReturnType.GetGenericArguments()[0] : typeof(object);
        return Ask.MakeGenericMethod(result).Invoke(this, [targetMethod, args!]);
    }

    private async Task<T> AskAsync<T>(MethodInfo method, object?[] values)
    {
        var stop = (CancellationToken)values[^1]!;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).SkipLast(1);
        var asked = values.SkipLast(1).Zip(types).Select(pair => JsonSerializer.SerializeToElement(pair.First, pair.Second, Json)).ToArray();
        var line = JsonSerializer.Serialize(new StoreSocket.Question(_store, method.Name, asked, StoreSocket.Version), Json);
        var answer = JsonSerializer.Deserialize<StoreSocket.Answer>(await TalkAsync(line, stop), Json)!;
        if (answer.Version != StoreSocket.Version)
            throw new IOException(StoreSocket.Mismatch(answer.Version, StoreSocket.Version));
        if (answer.Trouble is { } trouble)
            throw new IOException($"The process that has the store open could not answer: {trouble}");
        return answer.Result is { } result ? result.Deserialize<T>(Json)! : default!;
    }

    private async Task<string> TalkAsync(string line, CancellationToken stop)
    {
        try
        {
            return await StoreSocket.TalkAsync(_folder, line, stop) ?? throw new IOException("The process that had the store open has ended. Ask again.");
        }
        catch (Exception e) when ((e as SocketException ?? e.InnerException as SocketException) is { } cut)
        {
            // On connecting it comes bare, later as the reason of an IOException.
            throw new IOException($"The process that had the store open has ended ({cut.SocketErrorCode}). Ask again.", e);
        }
    }
}
