using System.Text.Json;
using System.Text.Json.Serialization;
using Aggregator.Text;

namespace Aggregator.Articles;

/// <summary>How surely a link is the original's.</summary>
public enum Evidence
{
    /// <summary>Nothing says where the original stands.</summary>
    None,

    /// <summary>The page's own marks lead to it, without a sentence that says so.</summary>
    Derived,

    /// <summary>A line says it.</summary>
    Stated,
}

/// <summary>What named the original, the strongest first.</summary>
public enum OriginalWitness
{
    /// <summary>The element that the source's rules name.</summary>
    Rule,

    /// <summary>A label or a sentence on the page.</summary>
    Line,

    /// <summary>The feed's own <c>origLink</c>.</summary>
    Feed,

    /// <summary>The line by which a known wire names its own page.</summary>
    Wire,

    /// <summary>JSON-LD <c>isBasedOn</c>.</summary>
    BasedOn,

    /// <summary>The meta elements <c>syndication-source</c> and <c>original-source</c>.</summary>
    Syndication,

    /// <summary>The page's canonical address, on another site.</summary>
    Canonical,

    /// <summary>The line that WordPress writes below a post.</summary>
    Footer,

    /// <summary>The article's own link, which only leads on.</summary>
    Redirect,
}

/// <summary>An address that may be the original's, and what says so.</summary>
/// <param name="Quote">The line or mark it was read from.</param>
[JsonConverter(typeof(OriginalCandidateJson))]
public sealed record OriginalCandidate(Uri Link, OriginalWitness Witness, string Quote)
{
    public Evidence Evidence => Witness is OriginalWitness.Rule or OriginalWitness.Line or OriginalWitness.Wire or OriginalWitness.Footer ? Evidence.Stated : Evidence.Derived;
}

/// <summary>Where the original of a copy stands, with its evidence.</summary>
/// <param name="Link">Null when there is none, or it cannot be known.</param>
/// <param name="Quote">The line or mark it was read from. With no link: the line that promised one.</param>
/// <param name="Others">Further addresses that may be the original's, the likeliest first.</param>
public sealed record OriginalLink(Uri? Link, Evidence Evidence, string? Quote, IReadOnlyList<OriginalCandidate> Others)
{
    public static readonly OriginalLink None = new(null, Evidence.None, null, []);

    /// <summary>What named it; null when there is none, or it was kept before this was written down.</summary>
    public OriginalWitness? Witness { get; init; }

    /// <summary>The copies passed on the way when the named original was itself one, as each named the next; empty when none was passed.</summary>
    public IReadOnlyList<OriginalCandidate> Chain { get; init => field = value ?? []; } = [];

    /// <summary>Every address that may be the original's, the chosen one first.</summary>
    [JsonIgnore]
    public IEnumerable<OriginalCandidate> Candidates => Link is null ? Others : Others.Prepend(new OriginalCandidate(Link, Witness ?? OriginalWitness.Line, Quote ?? ""));

    /// <summary>The strongest of the candidates; of those equally strong, the first.</summary>
    /// <param name="promise">A line that promised an original and gave none.</param>
    public static OriginalLink Of(IEnumerable<OriginalCandidate> candidates, string? promise = null)
    {
        var ranked = candidates.OrderBy(candidate => candidate.Witness).DistinctBy(candidate => LinkCleaner.Key(candidate.Link)).ToList();
        if (ranked.Count == 0)
            return promise is null ? None : None with { Quote = promise };
        return new OriginalLink(ranked[0].Link, ranked[0].Evidence, ranked[0].Quote, [.. ranked.Skip(1)]) { Witness = ranked[0].Witness };
    }

    /// <summary>What two readings of one article say together.</summary>
    public OriginalLink With(OriginalLink other) => Of(Candidates.Concat(other.Candidates), Quote ?? other.Quote);

    /// <summary>The original that the named one was itself copied from: the chain's new end, as sure as its weakest step.</summary>
    public OriginalLink Then(OriginalLink next)
    {
        if (Link is null || next.Link is null)
            return this;
        var passed = Chain.Count > 0 ? Chain : [new OriginalCandidate(Link, Witness ?? OriginalWitness.Line, Quote ?? "")];
        return this with
        {
            Link = next.Link,
            Evidence = Evidence < next.Evidence ? Evidence : next.Evidence,
            Chain = [.. passed, new OriginalCandidate(next.Link, next.Witness ?? OriginalWitness.Line, next.Quote ?? "")],
        };
    }
}

/// <summary>A candidate as an object; one kept by an older version is its address alone.</summary>
public sealed class OriginalCandidateJson : JsonConverter<OriginalCandidate>
{
    public override OriginalCandidate? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return WebAddress.TryParse(reader.GetString(), out var alone) ? new OriginalCandidate(alone, OriginalWitness.Line, "") : null;
        using var json = JsonDocument.ParseValue(ref reader);
        return WebAddress.TryParse(Text(json.RootElement, nameof(OriginalCandidate.Link)), out var link)
            && Enum.TryParse<OriginalWitness>(Text(json.RootElement, nameof(OriginalCandidate.Witness)), ignoreCase: true, out var witness)
            ? new OriginalCandidate(link, witness, Text(json.RootElement, nameof(OriginalCandidate.Quote)) ?? "")
            : throw new JsonException("An original's candidate has no address or no known witness.");
    }

    public override void Write(Utf8JsonWriter writer, OriginalCandidate value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Put(nameof(value.Link), value.Link.OriginalString);
        Put(nameof(value.Evidence), Named(value.Evidence.ToString(), options));
        Put(nameof(value.Witness), Named(value.Witness.ToString(), options));
        Put(nameof(value.Quote), value.Quote);
        writer.WriteEndObject();

        void Put(string name, string text) => writer.WriteString(Named(name, options), text);
    }

    private static string? Text(JsonElement json, string name) =>
        json.EnumerateObject().Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(property => property.Value.GetString()).FirstOrDefault();

    private static string Named(string name, JsonSerializerOptions options) => options.PropertyNamingPolicy?.ConvertName(name) ?? name;
}
