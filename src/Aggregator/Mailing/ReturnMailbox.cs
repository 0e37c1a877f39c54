using Aggregator.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Aggregator.Mailing;

/// <summary>A mailbox into which mails come back, read over IMAP with TLS. It should be for nothing else: what was read is marked as seen and stays.</summary>
internal sealed class ReturnMailbox(ImapSettings settings) : IReturnBox
{
    private const uint MostBytes = 10 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<string?> EmptyAsync(Func<Bounce?, CancellationToken, Task> take, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using var client = new ImapClient();
        try
        {
            await client.ConnectAsync(settings.Server, settings.Port, settings.Port == 993 ? SecureSocketOptions.SslOnConnect : settings.RequireTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None, limit.Token);
            await client.AuthenticateAsync(settings.User, settings.Password, limit.Token);
            await EmptyAsync(client, take, limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"{settings.Server} did not hand over the bounces within {Patience.TotalMinutes} minutes. The rest comes next time.";
        }
        catch (Exception e) when (SmtpLine.IsTrouble(e) || e is FolderNotFoundException or NotSupportedException)
        {
            return $"The bounces cannot be read from {settings.Server}: {PlainText.OneLine(e.Message)}";
        }
    }

    private async Task EmptyAsync(ImapClient client, Func<Bounce?, CancellationToken, Task> take, CancellationToken stop)
    {
        var folder = await client.GetFolderAsync(settings.Folder, stop);
        await folder.OpenAsync(FolderAccess.ReadWrite, stop);
        var unseen = await folder.SearchAsync(SearchQuery.NotSeen, stop);
        foreach (var mail in await folder.FetchAsync(unseen, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, stop))
        {
            await take(mail.Size > MostBytes ? null : await ReadAsync(folder, mail.UniqueId, stop), stop);
            // After it was taken: a mail that is read twice is better than one that is lost.
            await folder.AddFlagsAsync(mail.UniqueId, MessageFlags.Seen, silent: true, stop);
        }
    }

    private static async Task<Bounce?> ReadAsync(IMailFolder folder, UniqueId id, CancellationToken stop)
    {
        using var message = await folder.GetMessageAsync(id, stop);
        return BounceReader.Read(message);
    }
}
