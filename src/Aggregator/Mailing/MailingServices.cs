using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Mailing;

/// <summary>What this room gives to the program.</summary>
internal static class MailingServices
{
    /// <param name="data">The data folder: keeps the links' key, and letters when no server is set.</param>
    /// <param name="address">Where the program's pages are reached from outside; null when they are not.</param>
    public static IServiceCollection AddMailing(this IServiceCollection services, MailingSettings settings, string data, Uri? address)
    {
        if (settings.BounceFolder.Length > 0)
            services.AddSingleton<IReturnBox>(new ReturnFolder(settings.BounceFolder));
        if (settings.Imap.Server.Length > 0)
            services.AddSingleton<IReturnBox>(new ReturnMailbox(settings.Imap));
        return services.AddSingleton(settings)
            .AddSingleton(_ => new SubscriptionLinks(LinksKey.Open(data), address, settings))
            .AddSingleton<LetterEnvelope>().AddSingleton<LetterWriter>().AddSingleton<LetterDesk>()
            .AddSingleton<SmtpMailer>().AddSingleton<WebhookMailer>()
            .AddSingleton(_ => new FeedMailer(Path.Combine(data, "feeds")))
            .AddSingleton<IMailer>(rooms => new MailRouter(
                settings.Server.Length > 0 ? rooms.GetRequiredService<SmtpMailer>() : new FolderMailer(Path.Combine(data, "outbox")),
                rooms.GetRequiredService<WebhookMailer>(), rooms.GetRequiredService<FeedMailer>()));
    }
}
