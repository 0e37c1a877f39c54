using Aggregator.House;
using Mono.Cecil;
using Xunit;
using static Aggregator.RoomsTests;

namespace Aggregator;

/// <summary>The conventions that a reader relies on and a machine can hold.</summary>
public sealed class ConventionsTests
{
    private const int LinesOfFile = 250;

    private const int LinesOfMethod = 60;

    private const int Parameters = 7;

    /// <summary>Classes that must be open, each with its reason.</summary>
    private static readonly Dictionary<string, string> Open = new()
    {
        ["Aggregator.Storing.StoreProxy"] = "DispatchProxy derives from it at run time",
    };

    /// <summary>Async methods that take no token, each with its reason.</summary>
    private static readonly Dictionary<string, string> StoppedOtherwise = new()
    {
        ["Aggregator.Commands.Screen.WithProgressAsync"] = "only draws; the work that it is given brings its own",
        ["Aggregator.Serving.SampleWeb.AnswerAsync"] = "the request carries it",
        ["Aggregator.Serving.SubscriberWeb.AnswerAsync"] = "the request carries it",
        ["Aggregator.Storing.StoreProxy.AskAsync"] = "it stands among the values of the call that is passed on",
        ["Aggregator.Storing.StoreSocket.AnswerAsync"] = "lives as long as the socket, which ends it when disposed",
        ["Aggregator.Polling.PollRound.PollWaitingAsync"] = "every claim brings its own",
        ["Aggregator.Storing.StoreSocket.ListenAsync"] = "lives as long as the socket, which ends it when disposed",
    };

    [Fact]
    public void The_programs_types_are_internal() =>
        Nothing(Built.TypesOf(Built.Program).Where(type => type.IsPublic && !IsGiven(type)).Select(type => $"{type.FullName} is public: nobody outside the program calls it."));

    [Fact]
    public void Classes_are_sealed() =>
        Nothing(Built.Types.Where(type => type.IsClass && !type.IsValueType && !type.IsSealed && !type.IsAbstract && !IsGiven(type) && !Open.ContainsKey(type.FullName))
            .Select(type => $"{type.FullName} is neither sealed nor abstract."));

    [Fact]
    public void An_async_method_ends_in_Async_and_can_be_stopped()
    {
        var methods = Built.Types.SelectMany(type => type.Methods).Where(method => IsAsync(method) && !IsForeign(method)).ToList();
        Assert.NotEmpty(methods);
        Nothing(methods.Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(method => $"{Named(method)} returns {method.ReturnType.Name}, but does not end in Async."));
        Nothing(methods.Where(method => !StoppedOtherwise.ContainsKey(Named(method)) && method.Parameters.LastOrDefault() is not { Name: "stop", HasDefault: false, ParameterType.FullName: "System.Threading.CancellationToken" })
            .Select(method => $"{Named(method)} must take 'CancellationToken stop' last, without a default."));
    }

    [Fact]
    public void No_file_is_longer_than_its_ceiling()
    {
        var files = WrittenText.Files.Select(file => (Lines: File.ReadAllLines(file).Length, Name: WrittenText.Relative(file))).OrderByDescending(file => file.Lines).ToList();
        Assert.True(files[0].Lines <= LinesOfFile, $"The ceiling is {LinesOfFile} lines a file; the longest are:\n{Top(files.Select(file => $"{file.Lines} {file.Name}"))}");
    }

    [Fact]
    public void No_method_is_longer_than_its_ceiling()
    {
        var methods = WrittenText.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(WrittenText.Methods).OrderByDescending(method => method.Lines).ToList();
        Assert.True(methods.Count > 300, $"Only {methods.Count} methods were seen: is the layout another one?");
        Assert.True(methods[0].Lines <= LinesOfMethod, $"The ceiling is {LinesOfMethod} lines a method; the longest are:\n{Top(methods.Select(method => $"{method.Lines} {method.Name} {method.Place}"))}");
    }

    [Fact]
    public void No_method_takes_more_parameters_than_its_ceiling()
    {
        var methods = Built.Types.SelectMany(type => type.Methods).Where(method => !IsCompilers(method)).OrderByDescending(method => method.Parameters.Count).ToList();
        Assert.True(methods[0].Parameters.Count <= Parameters, $"The ceiling is {Parameters} parameters; the most are:\n{Top(methods.Select(method => $"{method.Parameters.Count} {Named(method)}"))}");
    }

    [Fact]
    public void Every_type_has_a_summary()
    {
        var types = WrittenText.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(WrittenText.Types).ToList();
        Assert.True(types.Count > 100, $"Only {types.Count} types were seen: is the layout another one?");
        Nothing(types.Where(type => !type.IsCase && type.Summary is null).Select(type => $"{type.Place}: {type.Name} has no summary."));
        Nothing(types.Where(type => type.Summary is { } words && (!words.Contains(' ', StringComparison.Ordinal) || !words.EndsWith('.'))).Select(type => $"{type.Place}: the summary of {type.Name} is no sentence."));
    }

    [Fact]
    public void The_contracts_of_a_store_know_no_engine()
    {
        var contracts = Directory.GetFiles(Path.Combine(CaseFiles.Root, "tests", "Aggregator.Tests", "Storing"), "*Contract.cs");
        Assert.NotEmpty(contracts);
        Nothing(contracts.Where(file => File.ReadLines(file).Any(line => line.StartsWith("using ", StringComparison.Ordinal) && line.Contains("LiteDb", StringComparison.OrdinalIgnoreCase)))
            .Select(file => $"{WrittenText.Relative(file)} must hold for every engine: what is LiteDB's alone stands in Storing/LiteDb."));
    }

    [Fact]
    public void A_file_stands_in_the_folder_of_its_namespace()
    {
        var wrong = from file in WrittenText.Files
                    where file.EndsWith(".cs", StringComparison.Ordinal)
                    where Path.GetFileName(file) != "Program.cs" || File.ReadLines(file).Any(line => line.StartsWith("namespace", StringComparison.Ordinal))
                    let folder = string.Join('.', WrittenText.Parts(file).Skip(2).SkipLast(1).Prepend("Aggregator"))
                    where !File.ReadLines(file).Contains($"namespace {folder};")
                    select $"{WrittenText.Relative(file)} is not in namespace {folder}.";
        Nothing(wrong);
    }

    /// <summary>True for what the tools make of Program.cs, of a component's markup and of _Imports: public and open, whatever we wish.</summary>
    private static bool IsGiven(TypeDefinition type) => type.Name is "_Imports" or "Program" || type.BaseType?.FullName == "Microsoft.AspNetCore.Components.ComponentBase";

    private static bool IsAsync(MethodDefinition method) => !method.IsGetter && !IsCompilers(method)
        && method.ReturnType.GetElementType().FullName is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask"
            or "System.Threading.Tasks.ValueTask`1" or "System.Collections.Generic.IAsyncEnumerable`1";

    /// <summary>True where another library gave the name and the parameters: its interfaces, what it lets be overridden, and Main.</summary>
    private static bool IsForeign(MethodDefinition method)
    {
        // The runtime gives a delegate its members.
        if (method.DeclaringType.BaseType?.FullName == "System.MulticastDelegate")
            return true;
        if (method.Name == "Main" || method.HasOverrides || (method.IsVirtual && !method.IsNewSlot))
            return true;
        var own = method.DeclaringType.Interfaces.Select(i => i.InterfaceType.GetElementType()).Select(i => Built.Types.FirstOrDefault(type => type.FullName == i.FullName)).OfType<TypeDefinition>();
        return method.IsVirtual && method.IsFinal && !own.SelectMany(i => i.Methods).Any(promised => promised.Name == method.Name);
    }

    private static bool IsCompilers(MethodDefinition method) =>
        method.Name.Contains('<', StringComparison.Ordinal) || method.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute");

    private static string Named(MethodDefinition method) => $"{method.DeclaringType.FullName}.{method.Name}";

    private static string Top(IEnumerable<string> lines) => string.Join('\n', lines.Take(8));
}
