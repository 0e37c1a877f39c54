using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Fetching;

/// <summary>What this room gives to the program.</summary>
internal static class FetchingServices
{
    public static IServiceCollection AddFetching(this IServiceCollection services, FetchingSettings settings) =>
        services.AddSingleton(settings).AddSingleton<Fetcher>().AddSingleton(_ => new PostLine(settings));
}
