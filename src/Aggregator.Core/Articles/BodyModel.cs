using System.Globalization;

namespace Aggregator.Articles;

/// <summary>What was learned of bodies: weights of words and of names, and two rows of decision trees.</summary>
/// <remarks>The text of the resource is written by <c>Aggregator.Benchmarks train-body</c>; see docs/decisions/0012.</remarks>
internal sealed class BodyModel
{
    public static readonly BodyModel Untaught = new(BodyWords.None, Trees.None, Trees.None);

    private static readonly Lazy<BodyModel> Embedded = new(Load);

    private readonly WordWeights _names;
    private readonly WordWeights _words;
    private readonly WordWeights _firsts;
    private readonly WordWeights _pairs;

    public BodyModel(BodyWords words, Trees first, Trees second)
    {
        (_names, _words) = (new WordWeights(words.Names), new WordWeights(words.Words));
        (_firsts, _pairs) = (new WordWeights(words.Firsts), new WordWeights(words.Pairs));
        (First, Second) = (first, second);
    }

    public static BodyModel Taught => Embedded.Value;

    /// <summary>Looks at every block.</summary>
    public Trees First { get; }

    /// <summary>Looks at the blocks that may be text, knowing what the first look made of those around them.</summary>
    public Trees Second { get; }

    /// <summary>What a part of an element's name says of the text inside.</summary>
    public float Named(uint part) => _names.Of(part);

    /// <summary>What a word in a short block says of it.</summary>
    public float Said(uint word) => _words.Of(word);

    /// <summary>What a block's first word says of it.</summary>
    public float SaidFirst(uint word) => _firsts.Of(word);

    /// <summary>What two words that follow each other say of a block.</summary>
    public float SaidPair(uint pair) => _pairs.Of(pair);

    /// <summary>Reads sections that begin with <c>[name]</c>: of weights a line is <c>weight word</c>, of trees a line is a tree.</summary>
    public static BodyModel Of(string text)
    {
        var sections = text.Split("\n[", StringSplitOptions.RemoveEmptyEntries)
            .Select(section => section.TrimStart('[').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToDictionary(lines => lines[0].TrimEnd(']'), lines => lines[1..]);
        var words = new BodyWords(Weights(sections["names"]), Weights(sections["words"]), Weights(sections["firsts"]), Weights(sections["pairs"]));
        return new BodyModel(words, Trees.Of(sections["first"]), Trees.Of(sections["second"]));
    }

    private static Dictionary<uint, float> Weights(string[] lines) => lines.Select(line => line.Split(' ')).ToDictionary(
        pair => HashOf(pair[1]),
        pair => float.Parse(pair[0], CultureInfo.InvariantCulture));

    private static uint HashOf(string word) => word.Split('+') switch
    {
        [['#', ..] hash] => uint.Parse(hash.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        [var one, var two] => WordHash.Pair(WordHash.Of(one), WordHash.Of(two)),
        _ => WordHash.Of(word),
    };

    private static BodyModel Load()
    {
        using var stream = typeof(BodyModel).Assembly.GetManifestResourceStream("body.model");
        if (stream is null)
            return Untaught;
        using var reader = new StreamReader(stream);
        return Of(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}

/// <summary>What words and names were seen to say of the text they stand in, each as a weight under its hash.</summary>
/// <param name="Names">Parts of the names of elements.</param>
/// <param name="Words">Of short blocks.</param>
/// <param name="Firsts">With which a block begins.</param>
/// <param name="Pairs">Two that follow each other.</param>
internal sealed record BodyWords(Dictionary<uint, float> Names, Dictionary<uint, float> Words, Dictionary<uint, float> Firsts, Dictionary<uint, float> Pairs)
{
    public static readonly BodyWords None = new([], [], [], []);
}
