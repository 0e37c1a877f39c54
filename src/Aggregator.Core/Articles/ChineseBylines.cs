using System.Text.RegularExpressions;

namespace Aggregator.Articles;

/// <summary>Reads the bylines of Chinese pages, that stand in one line with other labels: 作者：记者 甲乙 来源：港口网.</summary>
internal static partial class ChineseBylines
{
    /// <summary>What the author's label leads in, without the labels behind it; a line without Chinese as it is. Nothing where a site says what it offers: 港口网_提供潮汐、渡轮等信息.</summary>
    public static string Name(string line)
    {
        if (!line.AsSpan().ContainsAnyInRange('\u4E00', '\u9FFF'))
            return line;
        if (line.Contains('_', StringComparison.Ordinal) && line.Contains('、', StringComparison.Ordinal))
            return "";
        var name = Writer().Matches(line) is [.., { } label] ? line[(label.Index + label.Length)..] : line;
        return name.AsSpan().ContainsAny(':', '：') ? Next().Replace(name, "") : name;
    }

    [GeneratedRegex(@"(?:作者|撰文|記者|记者)\s*[:：]\s*(?:本[報报])?(?:(?:記者|记者)\s*)?", RegexOptions.NonBacktracking)]
    private static partial Regex Writer();

    [GeneratedRegex(@"(?:^|\s)\s*[^\s:：]{2,6}[:：].*$", RegexOptions.NonBacktracking)]
    private static partial Regex Next();
}
