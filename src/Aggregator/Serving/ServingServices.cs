using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Serving;

/// <summary>What this room gives to the program.</summary>
internal static class ServingServices
{
    public static IServiceCollection AddServing(this IServiceCollection services, ServingSettings settings) =>
        services.AddSingleton(settings).AddSingleton<PageWriter>().AddSingleton<SubscriberPages>();
}
