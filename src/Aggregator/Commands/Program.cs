using System.CommandLine;
using System.Globalization;
using System.Text;
using Aggregator.Commands;

// Publishers' dates and numbers are read alike on every machine.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var parsed = AggregatorCommand.Build().Parse(args);
if (parsed.Errors.Count > 0 && parsed.Action?.ClearsParseErrors != true)
    return Screen.Mistyped(parsed);
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
}
catch (Exception e) when (e is IOException or InvalidDataException)
{
    // A full disk, a damaged store, an owner that ended while it was asked: each carries its sentence. Anything else is a bug.
    return Screen.Of(parsed).Fail(e.Message, e.Message.Contains("The store is damaged", StringComparison.Ordinal) ? "'aggregator verify' tells what is lost, and what to do." : null);
}
catch (OperationCanceledException)
{
    return Screen.Of(parsed).Fail("Stopped. What was finished until then is kept.");
}
