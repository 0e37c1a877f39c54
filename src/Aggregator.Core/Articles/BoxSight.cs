using System.Runtime.InteropServices;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>What an element and those around it say of the text inside: kinds and names, as weights and never as verdicts.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BoxSight
{
    /// <summary>By the number of an element's kind: as the trees of <see cref="BodyModel"/> know them, from 1 on; 0 for all others.</summary>
    private static readonly byte[] Tags = ElementKind.Table(
        "p blockquote pre li h2 h3 h4 h5 h6 h1 div section article main td th dd dt figcaption caption summary header aside footer nav form label button legend option address body"
            .Split(' ').Select((name, at) => KeyValuePair.Create((byte)(at + 1), name)));

    /// <summary>By the number of an element's kind.</summary>
    private static readonly BoxTrait[] Kinds = ElementKind.Table(new Dictionary<BoxTrait, string>
    {
        [BoxTrait.Article] = "article",
        [BoxTrait.Main] = "main",
        [BoxTrait.Aside] = "aside",
        [BoxTrait.Nav] = "nav",
        [BoxTrait.Footer] = "footer",
        [BoxTrait.Header] = "header",
        [BoxTrait.Form] = "form",
        [BoxTrait.Figure] = "figcaption figure",
        [BoxTrait.Table] = "td th table",
        [BoxTrait.List] = "li",
        [BoxTrait.Quote] = "blockquote",
        [BoxTrait.Button] = "button label option",
        [BoxTrait.Link] = "a",
        [BoxTrait.Hidden] = "dialog",
    });

    /// <summary>Of the elements around it and its own.</summary>
    public BoxTrait Traits;

    public byte Tag;
    public int Second;
    public float Named;
    public float NamedSum;
    public float NamedLeast;
    public float NamedMost;
    public float NamedCount;
    public uint Path;

    /// <summary>Of the kinds alone: some pages name each element anew.</summary>
    public uint TagPath;

    public byte ArticleDepth;

    /// <param name="outer">Of the element around it.</param>
    /// <param name="second">The place of the innermost element around it that begins and ends a line.</param>
    public static BoxSight Of(PageElement element, in BoxSight outer, int second, NameWeights names)
    {
        var sight = outer;
        sight.Second = second;
        var (trait, tag) = (Kinds[element.Kind.Number], Tags[element.Kind.Number]);
        sight.Tag = tag;
        sight.Traits |= trait;
        if (trait == BoxTrait.Article && sight.ArticleDepth < 9)
            sight.ArticleDepth++;
        var (named, hash, said) = names.Of(element);
        sight.Traits |= said;
        sight.Named = named;
        sight.NamedSum += named;
        sight.NamedLeast = Math.Min(sight.NamedLeast, named);
        sight.NamedMost = Math.Max(sight.NamedMost, named);
        sight.NamedCount += named == 0 ? 0 : 1;
        sight.TagPath = (outer.TagPath * 0x9E3779B1u) + tag + 1;
        sight.Path = (((outer.Path * 0x9E3779B1u) ^ hash) * 31) + tag;
        return sight;
    }
}

/// <summary>What kinds of elements a block stands in.</summary>
[Flags]
internal enum BoxTrait
{
    None = 0,
    Article = 1,
    Main = 2,
    Aside = 4,
    Nav = 8,
    Footer = 16,
    Header = 32,
    Form = 64,
    Figure = 128,
    Table = 256,
    List = 512,
    Quote = 1024,
    Button = 2048,
    Link = 4096,
    Hidden = 8192,
    MarkedBody = 16384,
}
