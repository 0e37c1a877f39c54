using System.Globalization;
using System.Text;
using System.Text.Json;
using Aggregator.Text;

namespace Aggregator.Sources;

/// <summary>What reading feeds.json came to: its sources, or every problem in it.</summary>
public abstract record FeedsFileOutcome
{
    private FeedsFileOutcome()
    {
    }

    public sealed record Good(IReadOnlyList<Source> Sources) : FeedsFileOutcome;

    /// <param name="Problems">One sentence each, with the place in the file and what to do.</param>
    public sealed record Wrong(IReadOnlyList<string> Problems) : FeedsFileOutcome;
}

/// <summary>Reads the text of feeds.json. Comments and trailing commas are allowed, unknown keys are mistakes, and all mistakes are told at once.</summary>
public static class FeedsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static FeedsFileOutcome Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            var reading = new Reading();
            var sources = reading.Sources(document.RootElement);
            return reading.Problems.Count == 0 ? new FeedsFileOutcome.Good(sources) : new FeedsFileOutcome.Wrong(reading.Problems);
        }
        catch (InvalidOperationException)
        {
            return new FeedsFileOutcome.Wrong(["The file holds half a character (a lone \\ud800 to \\udfff), which is no text: take it out."]);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $"line {line + 1}, character {CharactersBefore(text, line, e.BytePositionInLine ?? 0) + 1}" : "the whole file";
            return new FeedsFileOutcome.Wrong([$"{place}: this is not JSON ({Reason(e)}); nothing after it could be read."]);
        }
    }

    /// <summary>The reader counts bytes, a person counts characters.</summary>
    private static int CharactersBefore(string text, long line, long bytes)
    {
        var written = Encoding.UTF8.GetBytes(text.Split('\n').ElementAtOrDefault((int)line) ?? "");
        return Encoding.UTF8.GetCharCount(written, 0, (int)Math.Min(bytes, written.Length));
    }

    private static string Reason(JsonException e) => PlainText.OneLine(e.Message.Split(" LineNumber:", 2)[0]).TrimEnd('.');

    /// <summary>One pass over one file, gathering problems as it goes.</summary>
    private sealed class Reading
    {
        private readonly Dictionary<string, string> _placeOfId = [];

        public List<string> Problems { get; } = [];

        public IReadOnlyList<Source> Sources(JsonElement root)
        {
            var sources = new List<Source>();
            var file = new JsonPlace("feeds.json", "", root, Problems);
            if (!file.IsObject())
                return sources;
            file.Knows("organisations");
            foreach (var place in file.Items("organisations", required: true))
            {
                if (place.IsObject())
                    sources.AddRange(OfOrganisation(place));
            }
            return sources;
        }

        private List<Source> OfOrganisation(JsonPlace place)
        {
            place.Knows("name", "aliases", "hosts", "country", "topics", "sources");
            var organisation = new Organisation
            {
                Name = place.Text("name", required: true) ?? "",
                Aliases = place.Texts("aliases"),
                Hosts = place.Texts("hosts"),
                Country = place.Text("country"),
                Topics = place.Texts("topics"),
            };
            var sources = new List<Source>();
            foreach (var item in place.Items("sources", required: true))
            {
                if (item.IsObject() && OfSource(item, organisation) is { } source)
                    sources.Add(source);
            }
            return sources;
        }

        private Source? OfSource(JsonPlace place, Organisation organisation)
        {
            place.Knows("id", "kind", "address", "every", "wire", "rules", "followsHttp", "backfill");
            var id = Id(place);
            var kind = Kind(place);
            var address = Address(place);
            var every = Every(place);
            var isWire = place.Flag("wire");
            var inner = place.Object("rules");
            var rules = inner is null ? null : RulesOf(inner);
            var mayDowngrade = place.Flag("followsHttp");
            var backfill = BackfillOf(place, kind, hasRows: inner?.Has("item") == true);
            if (kind == SourceKind.Page && inner?.Has("item") != true)
                place.Problem("rules.item", "is missing: a page needs the CSS selector of its rows, such as \"article.card\"");
            if (id is null || kind is null || address is null)
                return null;
            return new Source
            {
                Id = id.Value,
                Kind = kind.Value,
                Address = address,
                Organisation = organisation,
                Rules = rules,
                Every = every,
                IsWire = isWire,
                MayDowngrade = mayDowngrade,
                Backfill = backfill,
            };
        }

        private SourceId? Id(JsonPlace place)
        {
            if (place.Text("id", required: true) is not { } text)
                return null;
            if (!SourceId.TryParse(text, out var id))
                place.Problem("id", $"'{text}' is not a name: use lower-case letters, digits and hyphens, 64 at most");
            else if (!_placeOfId.TryAdd(text, place.Path))
                place.Problem("id", $"'{text}' is taken by {_placeOfId[text]}: every source needs its own");
            else
                return id;
            return null;
        }

        private static SourceKind? Kind(JsonPlace place)
        {
            switch (place.Text("kind", required: true))
            {
                case "feed": return SourceKind.Feed;
                case "page": return SourceKind.Page;
                case { } other:
                    place.Problem("kind", $"'{other}' is not a kind: use \"feed\" or \"page\"");
                    return null;
                case null: return null;
            }
        }

        private static Uri? Address(JsonPlace place)
        {
            if (place.Text("address", required: true) is not { } text)
                return null;
            if (WebAddress.TryParse(text, out var address))
                return address;
            place.Problem("address", $"'{text}' is not a web address: it must begin with http:// or https:// and carry no user name");
            return null;
        }

        private static TimeSpan? Every(JsonPlace place)
        {
            if (place.Text("every") is not { } text)
                return null;
            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var every) && every >= TimeSpan.FromMinutes(5) && every <= TimeSpan.FromDays(7))
                return every;
            place.Problem("every", $"'{text}' is not an interval from 00:05:00 to 7.00:00:00 (days.hours:minutes:seconds)");
            return null;
        }

        private static Backfill BackfillOf(JsonPlace place, SourceKind? kind, bool hasRows)
        {
            switch (place.Text("backfill"))
            {
                case null or "rfc5005": return Backfill.Offered;
                case "none": return Backfill.None;
                case "wordpress" when kind != SourceKind.Page: return new Backfill(BackfillWay.WordPress);
                case "wordpress":
                    place.Problem("backfill", "is 'wordpress', which pages a feed, but this source is a page: give the address of a listing instead");
                    break;
                case { } text when WebAddress.TryParse(text, out var listing):
                    if (hasRows)
                        return new Backfill(BackfillWay.Listing, listing);
                    place.Problem("rules.item", "is missing: a listing to fill gaps from is read by the CSS selector of its rows, such as \"article.card\"");
                    break;
                case { } text:
                    place.Problem("backfill", $"'{text}' is no way to older items: use \"none\", \"rfc5005\", \"wordpress\" or the web address of a listing page");
                    break;
            }
            return Backfill.Offered;
        }

        private static PageRules RulesOf(JsonPlace place)
        {
            place.Knows("item", "title", "link", "date", "summary", "body", "remove", "original", "articleTitle", "articleDate");
            return new PageRules
            {
                Item = place.Selector("item"),
                Title = place.Selector("title"),
                Link = place.Selector("link"),
                Date = place.Selector("date"),
                Summary = place.Selector("summary"),
                Body = place.Selector("body"),
                Remove = place.Selector("remove"),
                Original = place.Selector("original"),
                ArticleTitle = place.Selector("articleTitle"),
                ArticleDate = place.Selector("articleDate"),
            };
        }
    }
}
