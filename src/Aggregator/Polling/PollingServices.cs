using Microsoft.Extensions.DependencyInjection;

namespace Aggregator.Polling;

/// <summary>What this room gives to the program.</summary>
internal static class PollingServices
{
    public static IServiceCollection AddPolling(this IServiceCollection services, PollingSettings settings) =>
        services.AddSingleton(settings).AddSingleton<PdfDesk>().AddSingleton<FurtherDesk>().AddSingleton<PageDesk>().AddSingleton<AttachmentDesk>().AddSingleton<ArticleDesk>().AddSingleton<GapFiller>().AddSingleton<Poller>().AddSingleton<PollRound>().AddSingleton<DuePolls>();
}
