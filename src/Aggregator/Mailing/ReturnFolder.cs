using MimeKit;

namespace Aggregator.Mailing;

/// <summary>A folder into which a mail server drops what comes back, one .eml a mail; what was read is moved to <c>done</c> below it.</summary>
internal sealed class ReturnFolder(string folder) : IReturnBox
{
    private const long MostBytes = 10 * 1024 * 1024;

    public async Task<string?> EmptyAsync(Func<Bounce?, CancellationToken, Task> take, CancellationToken stop)
    {
        try
        {
            var done = Path.Combine(folder, "done");
            Directory.CreateDirectory(done);
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.eml").OrderBy(file => file.Name, StringComparer.Ordinal).ToList())
            {
                stop.ThrowIfCancellationRequested();
                await take(file.Length > MostBytes ? null : await ReadAsync(file, stop), stop);
                file.MoveTo(Path.Combine(done, file.Name), overwrite: true);
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The folder of bounces '{folder}' cannot be read: {e.Message}";
        }
    }

    private static async Task<Bounce?> ReadAsync(FileInfo file, CancellationToken stop)
    {
        try
        {
            await using var bytes = file.OpenRead();
            using var message = await MimeMessage.LoadAsync(bytes, stop);
            return BounceReader.Read(message);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
