using System.Globalization;

namespace Aggregator.Commands;

/// <summary>Bytes as people say them.</summary>
internal static class Size
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1000 && unit < Units.Length - 1; unit++)
            size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, size < 10 && unit > 0 ? 1 : 0)} {Units[unit]}");
    }
}
