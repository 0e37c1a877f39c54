using System.CommandLine;

namespace Aggregator.Commands;

/// <summary><c>digest</c>: look at letters, send them, prove what was told, and decide what nobody else can.</summary>
internal static class DigestCommand
{
    /// <summary>Whose digest is meant.</summary>
    public static readonly Option<string?> Subscriber = new("--subscriber") { Description = "Only this subscriber's, by the address.", HelpName = "ADDRESS" };

    public static Command Build()
    {
        var command = new Command("digest", "Preview, send, audit and show digests.")
        {
            DigestPreviewCommand.Build(), DigestSendCommand.Build(), DigestAuditCommand.Build(), DigestRenderCommand.Build(), DigestResolveCommand.Build(),
        };
        Help.AddExamples(command, ("aggregator digest preview", "look at it"), ("aggregator digest send", "send it"), ("aggregator digest audit", "prove that nothing was missed or told twice"));
        return command;
    }
}
