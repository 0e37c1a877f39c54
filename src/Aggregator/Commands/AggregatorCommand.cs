using System.CommandLine;

namespace Aggregator.Commands;

/// <summary>The command line: its verbs and what they share.</summary>
internal static class AggregatorCommand
{
    public static RootCommand Build()
    {
        var root = new RootCommand("Watches think tanks and press-release wires: polls feeds and pages, keeps articles with the link of their original, mails digests.")
        {
            Options.Data, Options.Feeds, Options.Json,
            PollCommand.Build(), ReadCommand.Build(), SearchCommand.Build(), ShowCommand.Build(), CiteCommand.Build(), SourcesCommand.Build(), DigestCommand.Build(), SubscribersCommand.Build(), RunCommand.Build(), VerifyCommand.Build(), BackupCommand.Build(), RestoreCommand.Build(), RebuildCommand.Build(), StoreCommand.Build(), DemoCommand.Build(), ReadPdfCommand.Build(),
        };
        Help.AddExamples(root,
            ("aggregator demo", "see the whole of it in ten seconds, without network or settings"),
            ("aggregator poll", "ask every source in feeds.json now"),
            ("aggregator search blockade --since 7d", "find what was kept"),
            ("aggregator run", "go on polling and mailing until stopped"));
        return root;
    }
}
