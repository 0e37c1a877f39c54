using System.CommandLine;
using Aggregator.Polling;

namespace Aggregator.Commands;

/// <summary><c>read-pdf</c>: what this program runs aside for each PDF; nobody types it.</summary>
internal static class ReadPdfCommand
{
    public static Command Build()
    {
        var command = new Command(PdfDesk.Verb, "Read the PDF on standard input, and answer in JSON. The program runs this itself.") { Hidden = true };
        command.SetAction(async (_, stop) =>
        {
            await using var input = Console.OpenStandardInput();
            await using var output = Console.OpenStandardOutput();
            await PdfDesk.AnswerAsync(input, output, stop);
            return Screen.Done;
        });
        return command;
    }
}
