namespace Aggregator.Serving;

/// <summary>What a page for subscribers says, and what can be answered there.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Sentences">One paragraph each.</param>
/// <param name="Buttons">Each posts its name and value to the page itself.</param>
internal sealed record PageView(string Title, IReadOnlyList<string> Sentences, IReadOnlyList<(string Label, string Name, string Value)> Buttons)
{
    /// <summary>The look of the letters. Its hash stands in the page's Content-Security-Policy.</summary>
    public const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; padding: 24px 12px; background: #f3f4f1; color: #2b3438; font: 16px/24px Arial, Helvetica, sans-serif; }
        main { max-width: 560px; margin: 0 auto; padding: 28px 32px; background: #ffffff; border-top: 4px solid #1f4e5f; }
        h1 { margin: 0 0 12px 0; font: normal 26px/32px Georgia, 'Times New Roman', serif; color: #1c2326; }
        p { margin: 0 0 12px 0; overflow-wrap: anywhere; }
        label { display: block; font-size: 14px; }
        input, select { box-sizing: border-box; width: 100%; padding: 8px; font: inherit; }
        button { margin: 8px 8px 0 0; padding: 10px 18px; border: 0; background: #12506b; color: #ffffff; font: inherit; cursor: pointer; }
        button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #8fc7dc; outline-offset: 2px; }
        @media (prefers-color-scheme: dark) {
          body { background: #14181a; color: #e8ecea; }
          main { background: #1d2326; }
          h1 { color: #e8ecea; }
        }
        """;

    /// <summary>True for the page on which the digest is asked for.</summary>
    public bool AsksAddress { get; init; }
}
