using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Mailing;

/// <summary>What this room gives to the program.</summary>
internal static class MailingServices
{
    /// <param name="folder">Where letters are written when no server is set.</param>
    public static IServiceCollection AddMailing(this IServiceCollection services, MailingSettings settings, string folder) =>
        services.AddSingleton(settings)
            .AddSingleton<LetterEnvelope>()
            .AddSingleton<LetterWriter>()
            .AddSingleton<IMailer>(settings.Server.Length > 0 ? new SmtpMailer(settings) : new FolderMailer(folder));
}
