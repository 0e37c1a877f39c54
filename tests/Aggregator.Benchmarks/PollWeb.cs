using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aggregator.Benchmarks;

/// <summary>Plays the web on loopback: every address 127.x.y.z is a host of its own with one feed of 20 items, which knows its tag, and the items' pages.</summary>
/// <remarks>Sockets and bytes made beforehand: what is measured is whoever asks. Paths: /N/feed (items with their text and no link), /N/links (items with links), /N/M.</remarks>
internal static class PollWeb
{
    public const int Items = 20;

    private const string Mark = "NNNNNN";

    private static readonly byte[] Feed = Encoding.UTF8.GetBytes(FeedText(hasLinks: false));
    private static readonly byte[] Links = Encoding.UTF8.GetBytes(FeedText(hasLinks: true));
    private static readonly byte[] Page = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"en\"><head><title>Report {Mark}</title></head><body><nav><a href=\"/\">Home</a></nav><main><article><h1>Report {Mark}</h1>{Words(8)}</article></main></body></html>");

    /// <summary>Where the feed of a number is.</summary>
    public static Uri Address(int port, int number, bool hasLinks = false) =>
        new($"http://127.{1 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}:{port}/{number.ToString("D6", CultureInfo.InvariantCulture)}/{(hasLinks ? "links" : "feed")}");

    /// <summary>Serves until its standard input ends.</summary>
    public static async Task<int> RunAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // Any address is listened on, for there are thousands of them; only this machine's own are answered.
        listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        listener.Listen(4096);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        _ = AcceptAsync(listener);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            _ = ServeAsync(socket);
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        if (socket.RemoteEndPoint is not IPEndPoint { Address: var asker } || !IPAddress.IsLoopback(asker))
            return;
        var (buffer, filled) = (new byte[4096], 0);
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (read == 0)
                    return;
                filled += read;
                if (!buffer.AsSpan(0, filled).EndsWith("\r\n\r\n"u8))
                    continue;
                var answer = Answer(buffer.AsSpan(0, filled));
                filled = 0;
                for (var sent = 0; sent < answer.Length;)
                    sent += await socket.SendAsync(answer.AsMemory(sent));
            }
        }
        catch (SocketException)
        {
            // Whoever asked has hung up.
        }
    }

    private static byte[] Answer(ReadOnlySpan<byte> request)
    {
        // GET /NNNNNN/what HTTP/1.1
        var number = request.Slice(5, 6);
        var what = request[12..];
        if (request.IndexOf("If-None-Match: "u8) > 0)
            return [.. "HTTP/1.1 304 Not Modified\r\nETag: \""u8, .. number, .. "\"\r\n\r\n"u8];
        var (body, type) = what.StartsWith("feed"u8) ? (Feed, "application/rss+xml") : what.StartsWith("links"u8) ? (Links, "application/rss+xml") : (Page, "text/html; charset=utf-8");
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nETag: \"{Encoding.ASCII.GetString(number)}\"\r\nContent-Length: {body.Length}\r\n\r\n");
        var answer = new byte[head.Length + body.Length];
        head.CopyTo(answer, 0);
        body.CopyTo(answer, head.Length);
        for (int at = head.Length, found; (found = answer.AsSpan(at).IndexOf("NNNNNN"u8)) >= 0; at += found)
            number.CopyTo(answer.AsSpan(at + found));
        return answer;
    }

    private static string FeedText(bool hasLinks)
    {
        var feed = new StringBuilder($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Feed {Mark}</title><link>http://example.org/{Mark}</link><description>News of {Mark}</description>");
        for (var item = 0; item < Items; item++)
        {
            // The number of the item stands where a page's number would: the page says nothing else.
            var link = hasLinks ? $"<link>/{Mark}/{item}</link>" : "";
            feed.Append(CultureInfo.InvariantCulture, $"<item><guid isPermaLink=\"false\">{Mark}-{item}</guid>{link}<title>Report {item} of {Mark}</title><pubDate>Sat, 21 Nov 2026 {item:D2}:00:00 GMT</pubDate><description>What the feed says of {item}.</description><content:encoded><![CDATA[{Words(3)}]]></content:encoded></item>");
        }
        return feed.Append("</channel></rss>").ToString();
    }

    private static string Words(int paragraphs) =>
        string.Concat(Enumerable.Range(0, paragraphs).Select(at => $"<p>Paragraph {at} of {Mark}: the shingle moves eastward along the coast, and with it the sluices silt up; the harbour board has asked for <a href=\"http://example.org/{Mark}/{at}\">a report</a>, which the lock-keeper writes in the evening when the barges are counted.</p>"));
}
