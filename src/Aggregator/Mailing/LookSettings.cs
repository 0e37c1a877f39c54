using System.Globalization;

namespace Aggregator.Mailing;

/// <summary>How letters look: what a user may change without touching a template. Bound from Mailing:Look.</summary>
internal sealed record LookSettings
{
    private const int LongestText = 2_000;

    /// <summary>Plain text above the stories; lines are kept, markup is shown as it stands.</summary>
    public string Header { get; init; } = "";

    /// <summary>Plain text at the end, as an imprint.</summary>
    public string Footer { get; init; } = "";

    /// <summary>The colour of links and headings on white, as #1f4e5f.</summary>
    public string Accent { get; init; } = "#14536b";

    /// <summary>The same on a dark screen; empty for one made of <see cref="Accent"/>.</summary>
    public string AccentOnDark { get; init; } = "";

    /// <summary>Path of a PNG, JPEG or GIF file that travels with each letter; empty for none.</summary>
    public string Logo { get; init; } = "";

    /// <summary>The order of the letter's parts: watches, subjects, undated, problems. What is not named comes after what is.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Everything that is wrong with these settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (name, text) in new[] { (nameof(Header), Header), (nameof(Footer), Footer) })
        {
            if (text.Length > LongestText)
                yield return $"Mailing:Look:{name} has {text.Length} characters; {LongestText} are the most.";
        }
        if (OfColour(nameof(Accent), Accent, Colour.White, "white") is { } wrong)
            yield return wrong;
        if (AccentOnDark.Length > 0 && OfColour(nameof(AccentOnDark), AccentOnDark, LetterLook.Dark, $"the dark {LetterLook.Dark}") is { } wrongOnDark)
            yield return wrongOnDark;
        if (Logo.Length > 0 && LogoImage.Read(Logo, out var mistake) is null)
            yield return $"Mailing:Look:Logo '{Logo}' cannot be used: {mistake}.";
        foreach (var name in Sections.Where(name => !LetterLook.Usual.Contains(name, StringComparer.OrdinalIgnoreCase)))
            yield return $"Mailing:Look:Sections has '{name}', which is none of {string.Join(", ", LetterLook.Usual)}.";
        foreach (var name in Sections.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"Mailing:Look:Sections has '{name}' twice.";
    }

    private static string? OfColour(string name, string text, Colour ground, string groundName)
    {
        if (Colour.Parse(text) is not { } colour)
            return $"Mailing:Look:{name} '{text}' is not a colour: write it as #1f4e5f.";
        var contrast = colour.ContrastWith(ground);
        return contrast >= Colour.Readable
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Mailing:Look:{name} {colour} cannot be read on {groundName}: its contrast is {contrast:0.0}, and text needs {Colour.Readable:0.0}.");
    }
}
