using AngleSharp.Css.Parser;

namespace Aggregator.Text;

/// <summary>Tells whether a text is a CSS selector, before anything is read with it.</summary>
public static class CssRule
{
    private static readonly CssSelectorParser Parser = new();

    public static bool IsSelector(string text) => text.Length <= 500 && Parser.ParseSelector(text) is not null;
}
