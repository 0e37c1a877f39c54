using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Storing;

/// <summary>What this room gives to the program.</summary>
internal static class StoringServices
{
    /// <summary>The store is opened by its caller, who also closes it.</summary>
    public static IServiceCollection AddStoring(this IServiceCollection services, Store store, RetentionSettings retention) =>
        services.AddSingleton(retention).AddSingleton(store).AddSingleton(store.Book).AddSingleton(store.Archive).AddSingleton(store.Ledger).AddSingleton(store.Subscribers);
}
