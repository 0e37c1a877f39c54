namespace Aggregator.Text;

/// <summary>One kind of thing that a document should not have done.</summary>
public enum Repair
{
    Prolog,
    Doctype,
    Control,
    HtmlEntity,
    BareAmpersand,
    BareMark,
    Prefix,
    Spaces,
    Unclosed,
    Unopened,
    Unended,
    TooDeep,
    Cut,
}

/// <summary>What had to be forgiven before a document could be read; each kind is told once, with how often.</summary>
public sealed class Repairs
{
    private readonly int[] _times = new int[Enum.GetValues<Repair>().Length];
    private readonly List<string> _said = [];

    public void Add(Repair repair, int times = 1) => _times[(int)repair] += times;

    /// <summary>Adds what is no fault of the markup, in words.</summary>
    public void Say(string what) => _said.Add(what);

    public bool Has(Repair repair) => _times[(int)repair] > 0;

    /// <summary>As sentences' halves, in the order of <see cref="Repair"/>.</summary>
    public IReadOnlyList<string> Told() =>
        [.. _said, .. Enum.GetValues<Repair>().Where(Has).Select(repair => _times[(int)repair] == 1 ? Words(repair) : $"{_times[(int)repair]} ×: {Words(repair)}")];

    private static string Words(Repair repair) => repair switch
    {
        Repair.Prolog => "something stood before the XML declaration and was passed over",
        Repair.Doctype => "a DOCTYPE was ignored; nothing it names is ever fetched",
        Repair.Control => "control characters, which XML forbids, were taken out",
        Repair.HtmlEntity => "an entity of html was taken as its character",
        Repair.BareAmpersand => "a bare & was taken as a letter",
        Repair.BareMark => "a bare < was taken as a letter",
        Repair.Prefix => "a prefix that nobody declared was taken as it is commonly meant",
        Repair.Spaces => $"a namespace beyond the {LooseXml.MostSpaces} that may hold at one place was passed over",
        Repair.Unclosed => "an element that nobody closed was closed",
        Repair.Unopened => "an end tag that closes nothing was ignored",
        Repair.Unended => "a tag, quote, comment or section without its end was ended",
        Repair.TooDeep => $"tags more than {LooseXml.Deepest} deep were ignored, their words kept",
        Repair.Cut => "the document is cut off; what was complete is kept",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
