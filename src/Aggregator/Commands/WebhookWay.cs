using Aggregator.Fetching;
using Aggregator.Mailing;

namespace Aggregator.Commands;

/// <summary>Leads webhooks through the guard that all requests of the program pass: a subscriber's address must not be a way into somebody's network.</summary>
internal static class WebhookWay
{
    public static WebhookPost Over(PostLine line) => async (address, json, key, stop) => await line.PostAsync(address, json, key, stop) switch
    {
        { Status: { } status } => new PostOutcome.Answered(status),
        { MayHaveLeft: true } lost => new PostOutcome.NoAnswer(lost.Why),
        var not => new PostOutcome.NotSent(not.Why, not.IsForbidden),
    };
}
