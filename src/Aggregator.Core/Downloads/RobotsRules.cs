using System.Globalization;
using System.Text;

namespace Aggregator.Downloads;

/// <summary>What a site's robots.txt asks of one agent (RFC 9309).</summary>
public sealed class RobotsRules
{
    /// <summary>What stands behind this many bytes is not read, as the standard allows.</summary>
    public const int MaxBytes = 500 * 1024;

    /// <summary>A site without wishes.</summary>
    public static readonly RobotsRules None = new([], null);

    private readonly IReadOnlyList<(string Pattern, bool Allows)> _rules;

    private RobotsRules(IReadOnlyList<(string Pattern, bool Allows)> rules, TimeSpan? crawlDelay)
    {
        _rules = rules;
        CrawlDelay = crawlDelay;
        Size = rules.Sum(rule => rule.Pattern.Length);
    }

    /// <summary>The pause that the site asks for between two requests; not in the standard, but widely written.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <summary>Letters kept, for whoever must bound them.</summary>
    public int Size { get; }

    /// <summary>Reads the groups of the agent, or else those of everybody ("*"); never fails.</summary>
    /// <param name="file">The body as it came.</param>
    /// <param name="agent">The product's name alone, as "Aggregator".</param>
    public static RobotsRules Read(ReadOnlySpan<byte> file, string agent)
    {
        RobotsGroup own = new(), everybodys = new();
        List<RobotsGroup> now = [];
        var isNaming = false;
        foreach (var line in Lines(file))
        {
            var (key, value) = Record(line);
            if (key is "user-agent")
            {
                if (!isNaming)
                    now.Clear();
                isNaming = true;
                var name = Product(value);
                if (name == "*")
                    now.Add(everybodys);
                else if (name.Equals(agent, StringComparison.OrdinalIgnoreCase))
                    now.Add(own);
                own.IsNamed |= now.Contains(own);
            }
            else if (key is "allow" or "disallow" or "crawl-delay")
            {
                isNaming = false;
                now.ForEach(group => group.Take(key, value));
            }
        }
        var ours = own.IsNamed ? own : everybodys;
        return new RobotsRules(ours.Rules, ours.CrawlDelay);
    }

    /// <summary>True when the page may be read: the longest rule that fits decides, and of two as long the one that allows.</summary>
    public bool Allow(Uri page)
    {
        var path = Canonical(page.PathAndQuery);
        if (path == "/robots.txt")
            return true;
        var (length, isAllowed) = (-1, true);
        foreach (var (pattern, allows) in _rules)
            if ((pattern.Length > length || (pattern.Length == length && allows)) && Fits(pattern, path))
                (length, isAllowed) = (pattern.Length, allows);
        return isAllowed;
    }

    /// <summary>Each whole line: one that the limit cut through would say more than its writer did.</summary>
    private static IEnumerable<string> Lines(ReadOnlySpan<byte> file)
    {
        var isCut = file.Length > MaxBytes;
        var text = Encoding.UTF8.GetString(isCut ? file[..MaxBytes] : file).TrimStart('\uFEFF');
        if (isCut)
            text = text[..(text.AsSpan().LastIndexOfAny('\r', '\n') + 1)];
        return text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static (string Key, string Value) Record(string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        var plain = comment < 0 ? line : line[..comment];
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", "") : (plain[..colon].Trim().ToLowerInvariant(), plain[(colon + 1)..].Trim());
    }

    /// <summary>"Aggregator/1.0 (x)" names Aggregator.</summary>
    private static string Product(string value)
    {
        if (value.StartsWith('*'))
            return "*";
        var end = 0;
        while (end < value.Length && (char.IsAsciiLetter(value[end]) || value[end] is '-' or '_'))
            end++;
        return value[..end];
    }

    /// <summary>Linear in the path: each part between two stars is taken where it stands first.</summary>
    private static bool Fits(string pattern, string path)
    {
        var isWhole = pattern.EndsWith('$');
        var parts = (isWhole ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        if (parts.Length == 1)
            return !isWhole || at == path.Length;
        foreach (var part in parts[1..^1])
        {
            var found = path.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }
        return isWhole ? path.Length - at >= parts[^1].Length && path.EndsWith(parts[^1], StringComparison.Ordinal) : path.IndexOf(parts[^1], at, StringComparison.Ordinal) >= 0;
    }

    /// <summary>One way to write a path: what needs no escape has none, and the rest has it in capitals.</summary>
    private static string Canonical(string path)
    {
        var plain = new StringBuilder(path.Length);
        var bytes = Encoding.UTF8.GetBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            var value = isEscape ? byte.Parse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : bytes[i];
            i += isEscape ? 2 : 0;
            if (value > 0x7F || (isEscape && !(char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')))
                plain.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            else
                plain.Append((char)value);
        }
        return plain.ToString();
    }

    /// <summary>The rules of all groups with one name.</summary>
    private sealed class RobotsGroup
    {
        public bool IsNamed { get; set; }

        public List<(string Pattern, bool Allows)> Rules { get; } = [];

        public TimeSpan? CrawlDelay { get; private set; }

        public void Take(string key, string value)
        {
            if (key is "crawl-delay")
            {
                if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds))
                    CrawlDelay = TimeSpan.FromSeconds(Math.Min(seconds, 86_400));
            }
            // An empty rule is none: "Disallow:" is how a site says that it has no wishes.
            else if (value is ['/' or '*', ..])
                Rules.Add((Canonical(value), key is "allow"));
        }
    }
}
