using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Digesting;

/// <summary>What this room gives to the program.</summary>
internal static class DigestingServices
{
    public static IServiceCollection AddDigesting(this IServiceCollection services, DigestingSettings settings) =>
        services.AddSingleton(settings).AddSingleton<DigestRun>().AddSingleton<SubscriberDesk>().AddSingleton<SignupDesk>().AddSingleton<BounceDesk>();
}
