namespace Aggregator.Mailing;

/// <summary>Keeps feeds as files, which any web server or feed reader can take: each digest adds its stories, and the last hundred stay, or all of a digest that has more.</summary>
internal sealed class FeedMailer(string folder) : IMailer
{
    public const int MostEntries = 100;

    private readonly Lock _door = new();

    /// <summary>A story has one id: told twice, it takes its own place.</summary>
    public bool MayRepeat(string recipient) => true;

    public Task<SendOutcome> SendAsync(FrozenLetter letter, CancellationToken stop)
    {
        if (Recipient.FeedName(letter.Recipient) is not { } name || DigestJson.Read(letter.Message) is not { } digest)
            return Task.FromResult<SendOutcome>(new SendOutcome.Refused($"'{letter.Recipient}' is not the name of a feed, or its letter is none for a feed.", IsFinal: true));
        var path = Path.Combine(folder, name);
        try
        {
            lock (_door)
                return Task.FromResult(Write(path, digest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<SendOutcome>(new SendOutcome.Refused($"The feed '{path}' cannot be written: {e.Message}", IsFinal: false));
        }
    }

    public Task RestAsync(CancellationToken stop) => Task.CompletedTask;

    private static SendOutcome Write(string path, DigestJson digest)
    {
        var old = File.Exists(path) ? File.ReadAllBytes(path) : null;
        var merged = path.EndsWith(".atom", StringComparison.Ordinal) ? AtomFile.Merged(old, digest) : JsonFeedFile.Merged(old, digest);
        if (merged is null)
            return new SendOutcome.Refused($"The feed '{path}' is not one of this program's, so it is not written over. Move it away.", IsFinal: false);
        WholeFile.Write(path, merged);
        return new SendOutcome.Accepted(path);
    }
}
