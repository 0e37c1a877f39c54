using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>Finds the name in what feeds write for an author.</summary>
internal static class Person
{
    /// <summary>The name in "mail@host (Name)", "Name &lt;mail@host&gt;", "Name (mail@host)", "(Name)"; the text itself where there is none of these; null when it is empty.</summary>
    public static string? Name(string text)
    {
        var line = PlainText.OneLine(text);
        var (open, close) = (line.IndexOfAny(['(', '<']), line.Length - 1);
        if (open >= 0 && close > open && line[close] is ')' or '>' && (line[0] is '(' || line.Contains('@', StringComparison.Ordinal)))
        {
            var (outside, inside) = (line[..open].Trim(), line[(open + 1)..close].Trim());
            var name = outside.Length > 0 && !outside.Contains('@', StringComparison.Ordinal) ? outside : inside.Contains('@', StringComparison.Ordinal) ? outside : inside;
            line = name.Length > 0 ? name : outside.Length > 0 ? outside : inside;
        }
        return PlainText.Title(line.Trim('"'));
    }
}
