using Aggregator.Storing;
using Aggregator.Watches;
using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Digesting;

/// <summary>What this room gives to the program.</summary>
internal static class DigestingServices
{
    /// <param name="names">The organisations of the feeds file, so that what follows one finds it under all its names.</param>
    public static IServiceCollection AddDigesting(this IServiceCollection services, DigestingSettings settings, OrganisationNames names) =>
        services.AddSingleton(settings).AddSingleton(names)
            .AddSingleton<Subscriptions>().AddSingleton<SourceTroubles>().AddSingleton<DigestPlanner>().AddSingleton<Outbox>().AddSingleton<DigestRun>().AddSingleton<DigestAudit>()
            .AddSingleton<Retention>().AddSingleton<SubscriberDesk>().AddSingleton<SignupDesk>().AddSingleton<BounceDesk>()
            .AddSingleton(rooms => SentLetters.In(rooms.GetRequiredService<IDigestLedger>(), rooms.GetRequiredService<TimeProvider>()));
}
