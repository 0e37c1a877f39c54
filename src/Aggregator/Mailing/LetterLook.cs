using Aggregator.Digests;
using MimeKit;

namespace Aggregator.Mailing;

/// <summary>How the letters of this program look, ready to be shown.</summary>
internal sealed record LetterLook
{
    private const string Problems = "problems";

    /// <summary>The ground of a letter on a dark screen.</summary>
    public static readonly Colour Dark = new(0x1D, 0x23, 0x26);

    /// <summary>The parts of a letter in their usual order.</summary>
    public static readonly IReadOnlyList<string> Usual = ["watches", "subjects", "undated", Problems];

    /// <summary>The name of the list.</summary>
    public required string List { get; init; }

    /// <summary>The address that letters come from, without a name.</summary>
    public required string Sender { get; init; }

    public IReadOnlyList<string> Header { get; init; } = [];

    public IReadOnlyList<string> Footer { get; init; } = [];

    public required Colour Accent { get; init; }

    public required Colour AccentOnDark { get; init; }

    public LogoImage? Logo { get; init; }

    /// <summary>All parts, in the order in which they are shown.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <param name="settings">Already known to be good.</param>
    public static LetterLook Of(MailingSettings settings)
    {
        var look = settings.Look;
        var accent = Colour.Parse(look.Accent)!.Value;
        return new LetterLook
        {
            List = LetterLine.Of(settings.List, 60),
            Sender = LetterLine.Of(MailboxAddress.Parse(settings.From).Address, 254),
            Header = Lines(look.Header),
            Footer = Lines(look.Footer),
            Accent = accent,
            AccentOnDark = Colour.Parse(look.AccentOnDark) ?? accent.LightOn(Dark),
            Logo = look.Logo.Length == 0 ? null : LogoImage.Read(look.Logo, out _),
            Order = [.. look.Sections.Select(name => name.ToLowerInvariant()).Union(Usual)],
        };
    }

    /// <summary>The place of a section among the parts.</summary>
    public int PlaceOf(SectionKind kind) => Order.ToList().IndexOf(kind switch
    {
        SectionKind.Watch => "watches",
        SectionKind.Undated => "undated",
        _ => "subjects",
    });

    /// <summary>The place of the sources with problems.</summary>
    public int PlaceOfProblems => Order.ToList().IndexOf(Problems);

    private static IReadOnlyList<string> Lines(string text) => string.IsNullOrWhiteSpace(text) ? [] : LetterLine.LinesOf(text);
}
