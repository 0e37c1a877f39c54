using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>An article's standfirst: what its head says of it, as a reader sees it where the head cut it short.</summary>
internal static class PageStandfirst
{
    private const int Longest = 800;

    /// <summary>So many letters in common, and a line by the title is the same words.</summary>
    private const int Beginning = 40;

    public static string? Of(PageHead head, LinkedData linked, PageMarks marks, string? title)
    {
        var told = head.First("ogdescription", "description", "twitterdescription", "dcdescription", "dctermsdescription") ?? PlainText.Title(linked.Text("description"));
        if (told is null || told == title)
            return null;
        var start = told.TrimEnd('.', '…', ' ', '[', ']');
        if (start.Length == told.Length || start.Length < Beginning || told[^1] == '.' && !told.EndsWith("..", StringComparison.Ordinal))
            return told;
        var seen = Array.Find(marks.Map.Blocks, block => block.Text.Length <= Longest && block.Text.Length > start.Length && block.Text.StartsWith(start, StringComparison.Ordinal));
        return seen?.Text ?? told;
    }
}
