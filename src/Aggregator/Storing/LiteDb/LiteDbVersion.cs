using System.Reflection;
using LiteDB;
using LiteDB.Engine;

namespace Aggregator.Storing.LiteDb;

/// <summary>The one build of LiteDB whose insides we know, and how far its log reaches in its own mind.</summary>
internal static class LiteDbVersion
{
    // The commit is part of it: a rebuilt package with the same number is refused too.
    private const string Known = "5.0.20+9843a4e38b4d46d544a3261f9711dbc559c4c4fc";

    private static readonly FieldInfo? Disk = typeof(LiteEngine).GetField("_disk", BindingFlags.Instance | BindingFlags.NonPublic);
    private static readonly FieldInfo? LogLength = Disk?.FieldType.GetField("_logLength", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>Why this package must not open a store, or null when it may.</summary>
    public static string? Objection()
    {
        var found = typeof(LiteDatabase).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        if (found != Known)
            return $"The store relies on the insides of LiteDB {Known}, but this is {found ?? "a build without a version"}.";

        return LogLength?.FieldType == typeof(long) ? null : "LiteDB's engine has lost its members; it must not be trimmed.";
    }

    /// <summary>Where the log will end, in bytes, once LiteDB's queue has written all that was committed.</summary>
    /// <remarks>
    /// "$database" tells the same publicly, as an int and after copying a list of every cached page: milliseconds on a large file.
    /// Counting confirmed pages does not do: a transaction without changes has none, and a rollback may have one.
    /// </remarks>
    public static long LogReach(LiteEngine engine) =>
        (long)LogLength!.GetValue(Disk!.GetValue(engine))! + PageHeader.PageSize;
}
