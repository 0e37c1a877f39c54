using System.Globalization;
using System.Text.RegularExpressions;

namespace Aggregator.Mailing;

/// <summary>A colour of the screen.</summary>
internal readonly partial record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>What text needs so that weak eyes read it (WCAG 2, AA).</summary>
    public const double Readable = 4.5;

    /// <summary>What makes reading easy (AAA).</summary>
    private const double Easy = 7;

    public static readonly Colour White = new(255, 255, 255);

    /// <summary>The colour written as #1f4e5f; null for anything else.</summary>
    public static Colour? Parse(string text) => Hex().IsMatch(text) ? new Colour(At(text, 1), At(text, 3), At(text, 5)) : null;

    /// <summary>From 1, the same colour, to 21, black on white.</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>This colour, mixed with as much white as makes it easy to read on a dark ground.</summary>
    public Colour LightOn(Colour dark)
    {
        var colour = this;
        for (var step = 1; colour.ContrastWith(dark) < Easy && step <= 20; step++)
            colour = new Colour(Mixed(Red, step), Mixed(Green, step), Mixed(Blue, step));
        return colour;

        static byte Mixed(byte part, int step) => (byte)(part + ((255 - part) * step / 20));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part) => part / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);

    private static byte At(string text, int place) => byte.Parse(text.AsSpan(place, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Hex();
}
