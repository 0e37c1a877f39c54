using System.Collections;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Aggregator.House;

/// <summary>One mention of another type, and the member that mentions it.</summary>
internal sealed record Mention(TypeDefinition By, string Place, TypeReference Of);

/// <summary>The two built files, read as data: their types, and which type mentions which.</summary>
/// <remarks>What the compiler folds away cannot be seen: constants, nameof.</remarks>
internal static class Built
{
    public static ModuleDefinition Core { get; } = Read("Aggregator.Core", "Aggregator.Core.dll");

    public static ModuleDefinition Program { get; } = Read("Aggregator", "aggregator.dll");

    /// <summary>The types of both files that somebody wrote, nested ones too.</summary>
    public static IReadOnlyList<TypeDefinition> Types { get; } = [.. TypesOf(Core), .. TypesOf(Program)];

    /// <summary>All mentions of types, the compiler's closures and state machines counted to the type they stand in.</summary>
    public static IReadOnlyList<Mention> Mentions { get; } =
        [.. Everything(Core).Concat(Everything(Program)).Where(type => RoomOf(type) is not null).SelectMany(MentionsOf)];

    public static IEnumerable<TypeDefinition> TypesOf(ModuleDefinition module) => Everything(module).Where(type => RoomOf(type) is not null && !IsCompilers(type));

    /// <summary>The second part of the namespace: <c>Storing</c> of <c>Aggregator.Storing.LiteDb</c>; null for what is not of this house.</summary>
    public static string? RoomOf(TypeReference type)
    {
        var parts = NamespaceOf(type).Split('.');
        return parts is ["Aggregator", var room, ..] ? room : null;
    }

    /// <summary>The statements of Program.cs become a type without a namespace; their file stands in Commands.</summary>
    public static string NamespaceOf(TypeReference type) => Outermost(type) is { Namespace: "", Name: "Program" } ? "Aggregator.Commands" : Outermost(type).Namespace;

    public static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    /// <summary>True for closures, state machines and what a source generator wrote.</summary>
    public static bool IsCompilers(TypeDefinition type)
    {
        for (var at = type; at is not null; at = at.DeclaringType)
        {
            if (at.Name.Contains('<', StringComparison.Ordinal) || at.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute"))
                return true;
        }
        return false;
    }

    /// <summary>The type as somebody wrote it: a closure's is the type around it.</summary>
    public static TypeDefinition Written(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer && IsCompilers(type))
            type = outer;
        return type;
    }

    private static ModuleDefinition Read(string project, string file)
    {
        // The tests stand in bin/CONFIGURATION/FRAMEWORK, as what they read does.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(CaseFiles.Root, "src", project, "bin", here.Parent!.Name, here.Name, file);
        // To read an attribute's arguments, the enums of other libraries must be found too.
        using var libraries = new DefaultAssemblyResolver();
        libraries.AddSearchDirectory(Path.GetDirectoryName(path));
        foreach (var framework in Frameworks())
            libraries.AddSearchDirectory(framework);
        return ModuleDefinition.ReadModule(path, new ReaderParameters(ReadingMode.Immediate) { AssemblyResolver = libraries });
    }

    /// <summary>The folders of the shared frameworks beside the one that runs the tests, the newest first.</summary>
    private static IEnumerable<string> Frameworks()
    {
        var shared = new FileInfo(typeof(object).Assembly.Location).Directory!.Parent!.Parent!;
        return shared.EnumerateDirectories().SelectMany(framework => framework.EnumerateDirectories($"{Environment.Version.Major}.*")).OrderByDescending(version => version.Name, StringComparer.Ordinal).Select(version => version.FullName);
    }

    private static IEnumerable<TypeDefinition> Everything(ModuleDefinition module) => module.GetTypes();

    private static IEnumerable<Mention> MentionsOf(TypeDefinition type)
    {
        var by = Written(type);
        var own = new[] { type.BaseType }.Concat(type.Interfaces.Select(i => i.InterfaceType)).Concat(Constraints(type)).Concat(Attributes(type));
        foreach (var found in own.SelectMany(Parts))
            yield return new Mention(by, by.FullName, found);
        foreach (var field in type.Fields)
        {
            foreach (var found in Attributes(field).Append(field.FieldType).SelectMany(Parts))
                yield return new Mention(by, $"{by.FullName}.{field.Name}", found);
        }
        foreach (var found in type.Properties.SelectMany(Attributes).Concat(type.Events.SelectMany(Attributes)).SelectMany(Parts))
            yield return new Mention(by, by.FullName, found);
        foreach (var method in type.Methods)
        {
            foreach (var found in Signature(method).Concat(Body(method)).SelectMany(Parts))
                yield return new Mention(by, $"{by.FullName}.{(by == type ? method.Name : $"{type.Name}.{method.Name}")}", found);
        }
    }

    private static IEnumerable<TypeReference?> Signature(MethodReference method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters)
            yield return parameter.ParameterType;
        if (method is not MethodDefinition definition)
            yield break;
        var attributed = Attributes(definition).Concat(Attributes(definition.MethodReturnType)).Concat(definition.Parameters.SelectMany(Attributes));
        foreach (var found in attributed.Concat(Constraints(definition)).Concat(definition.Overrides.Select(o => o.DeclaringType)))
            yield return found;
    }

    private static IEnumerable<TypeReference?> Body(MethodDefinition method)
    {
        if (!method.HasBody)
            yield break;
        foreach (var local in method.Body.Variables)
            yield return local.VariableType;
        foreach (var handler in method.Body.ExceptionHandlers)
            yield return handler.CatchType;
        foreach (var found in method.Body.Instructions.SelectMany(instruction => Operand(instruction)))
            yield return found;
    }

    private static IEnumerable<TypeReference?> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => [generic.DeclaringType, .. generic.GenericArguments, .. Signature(generic.ElementMethod)],
        MethodReference called => [called.DeclaringType, .. Signature(called)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType));

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
            .Concat(attribute.Properties.Select(p => p.Argument)).Concat(attribute.Fields.Select(f => f.Argument))
            .SelectMany(Named).Prepend(attribute.AttributeType));

    /// <summary>The types that an attribute names with typeof, in a list or alone.</summary>
    private static IEnumerable<TypeReference?> Named(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        IEnumerable and not string => ((IEnumerable)argument.Value).OfType<CustomAttributeArgument>().SelectMany(Named),
        _ => [argument.Type],
    };

    /// <summary>A type taken apart: <c>List&lt;Item[]&gt;</c> is List and Item.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
        RequiredModifierType required => Parts(required.ModifierType).Concat(Parts(required.ElementType)),
        OptionalModifierType optional => Parts(optional.ModifierType).Concat(Parts(optional.ElementType)),
        TypeSpecification inner => Parts(inner.ElementType),
        _ => [type],
    };
}
