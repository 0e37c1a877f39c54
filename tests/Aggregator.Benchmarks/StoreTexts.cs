using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Aggregator.Articles;
using Aggregator.Items;
using Aggregator.Polls;
using Aggregator.Sources;
using Aggregator.Storing;
using Aggregator.Text;

namespace Aggregator.Benchmarks;

/// <summary>As many articles as are wanted, made of the paragraphs of real ones; the same number is always the same article.</summary>
internal sealed class StoreTexts
{
    public const int ItemsPerPoll = 50;

    /// <summary>Articles of five years, whatever their number.</summary>
    public static readonly DateTimeOffset Start = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Reach = TimeSpan.FromDays(5 * 365);

    private readonly IReadOnlyList<string> _paragraphs;
    private readonly int _articles;

    private StoreTexts(IReadOnlyList<string> paragraphs, int articles, bool isReal) => (_paragraphs, _articles, IsReal) = (paragraphs, articles, isReal);

    /// <summary>False where there is no corpus, and the texts are invented.</summary>
    public bool IsReal { get; }

    public int Sources => Math.Max(1, _articles / 500);

    /// <param name="corpus">The folder whose <c>articles/cases.jsonl</c> has a text in each case.</param>
    public static StoreTexts Open(string corpus, int articles)
    {
        var cases = Path.Combine(corpus, "articles", "cases.jsonl");
        return File.Exists(cases) ? new StoreTexts(Read(cases), articles, isReal: true) : Invented(articles);
    }

    public static StoreTexts Invented(int articles, int paragraphs = 20_000)
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, 40_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(3, 11)).Select(_ => (char)('a' + random.Next(26)))])).ToList();
        // As in any language: a few words are everywhere, most are rare.
        return new StoreTexts([.. Enumerable.Range(0, paragraphs).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(30, 120)).Select(_ => words[(int)(words.Count * Math.Pow(random.NextDouble(), 6))])))], articles, isReal: false);
    }

    public static SourceId Source(int number) => SourceId.TryParse($"s{number}", out var id) ? id : throw new UnreachableException();

    /// <summary>One poll of new articles, as they come one source after the other.</summary>
    public PollCompletion Poll(int poll, int items = ItemsPerPoll)
    {
        var source = Source(poll % Sources);
        var now = Start + Reach * ((double)poll * ItemsPerPoll / _articles);
        var articles = Enumerable.Range(0, items).Select(at => new ReadArticle(new AskedItem(at, [new ItemKey($"{poll}-{at}")], "fingerprint"), Article(poll * ItemsPerPoll + at, source, now))).ToList();
        return new PollCompletion(new PollMemory { Source = source, LastPolled = now, Due = now + TimeSpan.FromHours(1) }, articles, now);
    }

    private Article Article(int number, SourceId source, DateTimeOffset now)
    {
        var random = new Random(number);
        var (text, length, wanted) = (new List<string>(), 0, random.Next(1500, 6000));
        while (length < wanted)
        {
            var next = _paragraphs[random.Next(_paragraphs.Count)];
            text.Add(next);
            length += next.Length;
        }
        var title = text[0].Length <= 80 ? text[0] : text[0][..80];
        return new Article
        {
            Source = source,
            Link = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://example.org/{source}/{number}")),
            Title = title,
            Text = string.Join("\n\n", text),
            Html = "",
            Language = "en",
            Published = new WrittenDate(now.AddHours(-random.Next(72)), true),
            Original = OriginalLink.None,
        };
    }

    private static List<string> Read(string cases)
    {
        var paragraphs = new List<string>();
        foreach (var line in File.ReadLines(cases))
        {
            using var one = JsonDocument.Parse(line);
            if (one.RootElement.TryGetProperty("text", out var text) && text.GetString() is { } said)
                paragraphs.AddRange(said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(paragraph => paragraph.Length is > 40 and < 4000));
        }
        return paragraphs;
    }
}
