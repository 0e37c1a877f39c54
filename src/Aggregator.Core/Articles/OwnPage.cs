using Aggregator.Pages;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What a page is itself: its addresses and the site it stands on. What is its own is no original of it.</summary>
internal sealed class OwnPage
{
    private readonly PageMap? _map;
    private readonly Uri? _base;
    private readonly HashSet<string> _keys = [];

    private OwnPage(PageMap? map, Uri? address, Uri? baseAddress)
    {
        (_map, _base) = (map, baseAddress);
        Canonical = Link("canonical");
        Shared = Meta("og:url");
        Address = address ?? Guessed();
        if (Address is null)
            return;
        foreach (var own in new[] { Address, Canonical, Shared }.OfType<Uri>().Where(IsOnSite))
            _keys.Add(LinkCleaner.Key(own));
    }

    /// <summary>Where it stands; null when neither we nor the page know.</summary>
    public Uri? Address { get; }

    /// <summary><c>link rel=canonical</c>.</summary>
    public Uri? Canonical { get; }

    /// <summary><c>og:url</c>.</summary>
    public Uri? Shared { get; }

    public static OwnPage Of(PageDocument page) => new(page.Map, page.Self, page.Address);

    public static OwnPage At(Uri? address) => new(null, address, address);

    public bool IsSelf(Uri link) => _keys.Contains(LinkCleaner.Key(link));

    /// <summary>True for the site it stands on, and for the same name registered elsewhere.</summary>
    public bool IsOnSite(Uri link) => Address is not null && (WebSite.IsOne(link, Address) || WebSite.IsOneName(link, Address));

    /// <summary>
    /// True when the page calls another site's address its own, and that is its original: it is shown twice, and the other is the first.
    /// Where nothing on the page names this site and the address is the same but for its host, the site has moved or is a mirror: one page with two addresses.
    /// </summary>
    public bool IsCopyOf(Uri other) =>
        Address is { AbsolutePath.Length: > 1 } address && ArticleAddress.IsOne(other) && !IsOnSite(other) && !IsLanguage(other) && WebSite.IsPublic(other) && !WebSite.IsStaging(other)
        && (ClaimsItsPlace(address) || !IsSamePath(address, other));

    /// <summary>The first meta element of this name or property as an address; null when there is none.</summary>
    public Uri? Meta(string name) =>
        _map?.Metas.Where(meta => name.Equals(meta.GetAttribute("property") ?? meta.GetAttribute("name"), StringComparison.OrdinalIgnoreCase))
            .Select(meta => Resolved(meta.GetAttribute("content"))).FirstOrDefault(link => link is not null);

    private Uri? Link(string relation) => Links(relation).Select(link => Resolved(link.GetAttribute("href"))).FirstOrDefault(link => link is not null);

    private IEnumerable<PageElement> Links(string relation) =>
        _map?.Links.Where(link => link.GetAttribute("rel") is { } rel && rel.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase)) ?? [];

    private Uri? Resolved(string? text) => WebAddress.Resolve(_base, text) is { } link && link.IdnHost.Contains('.', StringComparison.Ordinal) ? link : null;

    /// <summary>Of two addresses that the page gives, the shared one is where it stands: a copy names its original as canonical.</summary>
    private Uri? Guessed() => Shared ?? Canonical;

    private bool ClaimsItsPlace(Uri address) =>
        (Shared is not null && WebSite.IsOne(Shared, address)) || Alternates(hasLanguage: false).Any(link => WebSite.IsOne(link, address));

    /// <summary>True when the page lists the other site among its languages.</summary>
    private bool IsLanguage(Uri other) => Alternates(hasLanguage: true).Any(link => WebSite.IsOne(link, other));

    private IEnumerable<Uri> Alternates(bool hasLanguage) =>
        Links("alternate").Where(link => link.HasAttribute("hreflang") == hasLanguage).Select(link => Resolved(link.GetAttribute("href"))).OfType<Uri>();

    /// <summary>A shared address often leaves out or adds a section; a canonical one that differs is another page's.</summary>
    private bool IsSamePath(Uri one, Uri other)
    {
        var (a, b) = (one.AbsolutePath.Trim('/'), other.AbsolutePath.Trim('/'));
        return a.Equals(b, StringComparison.OrdinalIgnoreCase)
            || (Canonical is null && (a.EndsWith(b, StringComparison.OrdinalIgnoreCase) || b.EndsWith(a, StringComparison.OrdinalIgnoreCase)));
    }
}
