using System.Text;

namespace Aggregator.Feeds;

/// <summary>Damages feeds: the same run, name and number always give the same damage.</summary>
internal sealed class FeedMutations(int run, IReadOnlyList<(string Name, byte[] Bytes)> feeds)
{
    /// <summary>A mutant may grow by repetition, but not without end.</summary>
    private const int Longest = 200_000;

    private static readonly string[] Crumbs =
    [
        "<", ">", "&", "]]>", "\0", "\"", "'", "</", "<!--", "-->", "<![CDATA[", "<?", "?>", "<!DOCTYPE x [", "&#x0;", "&#xD800;", "&#1114112;", "&amp;lt;", "&nbsp;", "&unknown;",
        "<item>", "</item>", "<entry>", "</channel>", "<title>", "</title>", "<x y='", "<content:encoded>", "<description/>", "<link href='javascript:x'/>", "<script>", "&lt;script&gt;",
        "<base href='//x'/>", "xmlns=''", "xml:base=':'", "\u001B[31m", "\u202E", "\uFEFF", "\uD83D\uDE00", "{\"version\":\"https://jsonfeed.org/version/1.1\"}",
    ];

    private static readonly byte[][] RawBytes = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFE, 0xFF], [0xF5, 0x80], [0x80]];

    private readonly IReadOnlyList<(string Name, byte[] Bytes)> _feeds = feeds;

    /// <summary>A feed as no publisher wrote it.</summary>
    public byte[] Of(int feed, int number)
    {
        var (name, bytes) = _feeds[feed];
        var random = new Random(unchecked((int)Fnv($"{run} {name} {number}")));
        for (var steps = 1 + random.Next(4); steps > 0; steps--)
            bytes = Mutated(bytes, random);
        return bytes;
    }

    private byte[] Mutated(byte[] feed, Random random)
    {
        if (feed.Length == 0)
            return Crumb(random);
        var (from, to) = Chunk(feed, random);
        byte[] mutated = random.Next(10) switch
        {
            0 => Flipped(feed, random),
            1 => feed[..from],
            2 => feed[from..],
            3 => [.. feed[..from], .. Other(feed, random)],
            4 => [.. feed[..from], .. feed[to..]],
            5 => [.. feed[..to], .. Enumerable.Repeat(feed[from..to], 1 + random.Next(20)).SelectMany(chunk => chunk).Take(Longest), .. feed[to..]],
            6 => [.. feed[..from], .. feed[from..to].Select(SwappedCase), .. feed[to..]],
            7 => [.. feed[..from], .. Tag(random), .. feed[from..]],
            _ => [.. feed[..from], .. Crumb(random), .. feed[from..]],
        };
        return mutated.Length > Longest ? mutated[..Longest] : mutated;
    }

    /// <summary>The tail of another feed.</summary>
    private byte[] Other(byte[] feed, Random random)
    {
        var other = _feeds[random.Next(_feeds.Count)].Bytes;
        return other.Length == 0 ? feed : other[random.Next(other.Length)..];
    }

    /// <summary>A stretch, half of the time from one tag to another: what is cut between tags gets deeper into a reader.</summary>
    private static (int From, int To) Chunk(byte[] feed, Random random)
    {
        var from = random.Next(feed.Length);
        var to = Math.Min(feed.Length, from + 1 + random.Next(random.Next(2) == 0 ? 20 : 2_000));
        if (random.Next(2) == 0)
        {
            from += Math.Max(0, feed.AsSpan(from).IndexOf((byte)'<'));
            to = Math.Max(from, to + Math.Max(0, feed.AsSpan(to).IndexOf((byte)'<')));
        }
        return (from, to);
    }

    private static byte[] Flipped(byte[] feed, Random random)
    {
        byte[] flipped = [.. feed];
        for (var times = 1 + random.Next(8); times > 0; times--)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Tag(Random random)
    {
        var name = new string((char)('a' + random.Next(26)), 1 + random.Next(3));
        return Encoding.UTF8.GetBytes(random.Next(5) switch
        {
            0 => $"<{name}>",
            1 => $"</{name}>",
            2 => $"<{name}:{name}/>",
            3 => $"<{name} {name}='&{name};'>",
            _ => $"&lt;{name}&gt;",
        });
    }

    private static byte[] Crumb(Random random) =>
        random.Next(8) == 0 ? RawBytes[random.Next(RawBytes.Length)] : Encoding.UTF8.GetBytes(Crumbs[random.Next(Crumbs.Length)]);

    private static byte SwappedCase(byte letter) => char.IsAsciiLetter((char)letter) ? (byte)(letter ^ 0x20) : letter;

    /// <summary>A string's own hash differs from process to process.</summary>
    private static uint Fnv(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
