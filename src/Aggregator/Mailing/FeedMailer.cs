namespace Aggregator.Mailing;

/// <summary>Keeps feeds as files, which any web server or feed reader can take: each digest adds its stories, and the last hundred stay.</summary>
internal sealed class FeedMailer(string folder) : IMailer, IDisposable
{
    public const int MostEntries = 100;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A story has one id: told twice, it takes its own place.</summary>
    public bool MayRepeat(string recipient) => true;

    public async Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
    {
        if (Recipient.FeedName(letter.Recipient) is not { } name || DigestJson.Read(letter.Message) is not { } digest)
            return new SendOutcome.Refused($"'{letter.Recipient}' is not the name of a feed, or its letter is none for a feed.", IsFinal: true);
        var path = Path.Combine(folder, name);
        try
        {
            await _turn.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Refused($"The program was stopped before '{path}' was written.", IsFinal: false);
        }
        try
        {
            return await WriteAsync(path, digest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SendOutcome.Refused($"The feed '{path}' cannot be written: {e.Message}", IsFinal: false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task RestAsync(CancellationToken stop) => Task.CompletedTask;

    public void Dispose() => _turn.Dispose();

    /// <summary>Whole or not at all: whoever reads the feed never sees half of it. A file takes no time worth stopping.</summary>
    private async Task<SendOutcome> WriteAsync(string path, DigestJson digest)
    {
        Directory.CreateDirectory(folder);
        var old = File.Exists(path) ? await File.ReadAllBytesAsync(path, CancellationToken.None) : null;
        var merged = path.EndsWith(".atom", StringComparison.Ordinal) ? AtomFile.Merged(old, digest) : JsonFeedFile.Merged(old, digest);
        if (merged is null)
            return new SendOutcome.Refused($"The feed '{path}' is not one of this program's, so it is not written over. Move it away.", IsFinal: false);
        await using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            await file.WriteAsync(merged, CancellationToken.None);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".part", path, overwrite: true);
        return new SendOutcome.Accepted(path);
    }
}
