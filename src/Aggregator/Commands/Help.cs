using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Aggregator.Commands;

/// <summary>Puts examples below a command's help.</summary>
internal static class Help
{
    private static readonly Dictionary<Command, (string Line, string Means)[]> Examples = [];

    public static void AddExamples(Command command, params (string Line, string Means)[] examples)
    {
        Examples[command] = examples;
        foreach (var option in command.Options.OfType<HelpOption>())
            option.Action = new WithExamples((HelpAction)option.Action!);
    }

    /// <summary>The usual help, then the examples.</summary>
    private sealed class WithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            inner.Invoke(parseResult);
            if (!Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
                return 0;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            var width = examples.Max(example => example.Line.Length);
            foreach (var (line, means) in examples)
                output.WriteLine($"  {line.PadRight(width)}  {means}");
            output.WriteLine();
            return 0;
        }
    }
}
