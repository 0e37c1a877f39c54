using System.Buffers;
using System.Globalization;

namespace Aggregator.Mailing;

/// <summary>A colour of the screen.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>What text needs so that weak eyes read it (WCAG 2, AA).</summary>
    public const double Readable = 4.5;

    /// <summary>What makes reading easy (AAA).</summary>
    private const double Easy = 7;

    private const int Steps = 20;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    public static readonly Colour White = new(255, 255, 255);

    /// <summary>The colour written as #1f4e5f; null for anything else.</summary>
    public static Colour? Parse(string text) => text is ['#', _, _, _, _, _, _] && !text.AsSpan(1).ContainsAnyExcept(Digits) ? new Colour(At(text, 1), At(text, 3), At(text, 5)) : null;

    /// <summary>From 1, the same colour, to 21, black on white.</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>This colour, turned towards a light one of its kind until it is easy to read on a dark ground, or as far as that goes.</summary>
    public Colour LightOn(Colour dark)
    {
        var brightest = Math.Max(Red, Math.Max(Green, Blue));
        var light = new Colour(Lit(Red), Lit(Green), Lit(Blue));
        var colour = this;
        for (var step = 1; colour.ContrastWith(dark) < Easy && step <= Steps; step++)
            colour = new Colour(Mixed(Red, light.Red, step), Mixed(Green, light.Green, step), Mixed(Blue, light.Blue, step));
        return colour;

        // As bright as its kind can be, and half as far again to white.
        byte Lit(byte part) => (byte)(((brightest == 0 ? 255 : part * 255 / brightest) + 255) / 2);

        static byte Mixed(byte from, byte to, int step) => (byte)(from + ((to - from) * step / Steps));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part) => part / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static byte At(string text, int place) => byte.Parse(text.AsSpan(place, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
