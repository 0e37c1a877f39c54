using System.Diagnostics;

namespace Aggregator.Benchmarks;

/// <summary>This program again, in a process of its own.</summary>
internal static class Children
{
    public static Process Start(params IEnumerable<string> words) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Words(words)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static IEnumerable<string> Words(IEnumerable<string> words) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(Children).Assembly.Location, .. words] : words;
}
