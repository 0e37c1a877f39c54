using System.Text;
using Aggregator.Downloads;

namespace Aggregator.Articles;

/// <summary>An article of a made-up publisher who cuts what is long into pages, and says on each what he says on all.</summary>
internal static class CutPages
{
    public const string Title = "The night ferry and those who wait for it";

    public const string Standfirst = "For three winters the night ferry has been late, and the institute has asked those who wait for it why nobody minds.";

    public const string Box = "Ada Quay is a senior fellow of the Harbour Institute, where she follows ferries, locks and the people who wait for both of them.";

    public static readonly Uri First = new("https://harbour.example/2026/night-ferry");

    private static readonly string[] Winters = ["first", "second", "third", "fourth", "fifth", "sixth"];

    public static Uri At(int number) => number == 1 ? First : new Uri(First, $"?page={number}");

    /// <summary>The paragraphs that only this page has.</summary>
    public static IReadOnlyList<string> Own(int number) =>
        [.. Enumerable.Range(1, 4).Select(at => $"In week {at} of the {Winters[number - 1]} winter the ferry came {(number * 7) + (at * 3)} minutes after its time, and the {Winters[at]} lamp on the quay was lit for those who had come to wait for it, as the harbour's log says.")];

    public static string Text(params IEnumerable<int> numbers) => string.Join("\n\n", numbers.SelectMany(Own));

    public static string Paragraphs(IEnumerable<string> paragraphs) => string.Concat(paragraphs.Select(text => $"<p>{text}</p>"));

    /// <summary>The numbers under the text: those of other pages are links.</summary>
    public static string Pager(int number, int of) =>
        $"<ul class=pages>{string.Concat(Enumerable.Range(1, of).Select(other => other == number ? $"<li>{other}</li>" : $"<li><a href='{At(other).PathAndQuery}'>{other}</a></li>"))}</ul>";

    /// <summary>One page of so many.</summary>
    public static Download Page(int number, int of, string above = "", string below = "") => Page(number, $"<h1>{Title}</h1>{above}{Paragraphs(Own(number))}{below}{Pager(number, of)}");

    /// <param name="body">All that stands in its main part.</param>
    public static Download Page(int number, string body, string lang = "en", string? title = null) => new()
    {
        Body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang={lang}><head><title>{title ?? Title}</title></head><body><nav><a href=/>Home</a><a href=/all>All reports</a></nav><main><article>{body}</article></main><footer><p>Harbour Institute, 1 Quay Street</p></footer></body></html>"),
        Address = At(number),
        ContentType = "text/html; charset=utf-8",
    };

    /// <summary>The same page where the second is <c>?page=1</c>.</summary>
    public static Download FromNought(Download page)
    {
        return page with { Body = Encoding.UTF8.GetBytes(Less(Encoding.UTF8.GetString(page.Body.Span))), Address = new Uri(Less(page.Address!.AbsoluteUri)) };

        static string Less(string text) => Enumerable.Range(2, 8).Aggregate(text, (so, number) => so.Replace($"?page={number}", $"?page={number - 1}", StringComparison.Ordinal));
    }

    /// <summary>What the pages say together.</summary>
    public static Reading Read(Download first, params IEnumerable<Download> further) => further.Aggregate(ArticleWriter.Read(first, null), (reading, page) => reading.With(page));
}
