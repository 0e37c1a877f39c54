using Aggregator.Articles;

namespace Aggregator.Benchmarks;

/// <summary>The measure of the public article-extraction benchmark: rows of four words, precision and recall averaged over pages.</summary>
internal sealed class BodyScore
{
    private readonly List<double> _precision = [];
    private readonly List<double> _recall = [];
    private (int Found, int False, int Missed) _pieces;

    public double F1 => _precision.Count == 0 ? 0 : Harmonic(_precision.Average(), _recall.Average());

    public double Precision => _precision.Count == 0 ? 0 : _precision.Average();

    public double Recall => _recall.Count == 0 ? 0 : _recall.Average();

    public double Segments => 2.0 * _pieces.Found / Math.Max(1, (2 * _pieces.Found) + _pieces.False + _pieces.Missed);

    public double Add(BodyCase page, string text)
    {
        if (page.Text is null)
        {
            var folded = Folded(text);
            var found = page.Wanted.Count(piece => folded.Contains(Folded(piece), StringComparison.Ordinal));
            var wrong = page.Unwanted.Count(piece => folded.Contains(Folded(piece), StringComparison.Ordinal));
            _pieces = (_pieces.Found + found, _pieces.False + wrong, _pieces.Missed + page.Wanted.Count - found);
            return 0;
        }
        var (gold, have) = (Grams(page.Text), Grams(text));
        var hits = gold.Sum(gram => Math.Min(gram.Value, have.GetValueOrDefault(gram.Key)));
        var (kept, wanted) = (have.Values.Sum(), gold.Values.Sum());
        if (kept > 0)
            _precision.Add((double)hits / kept);
        if (wanted > 0)
            _recall.Add((double)hits / wanted);
        return Harmonic((double)hits / Math.Max(1, kept), (double)hits / Math.Max(1, wanted));
    }

    private static double Harmonic(double one, double two) => one + two == 0 ? 0 : 2 * one * two / (one + two);

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Dictionary<(uint, uint, uint, uint), int> Grams(string text)
    {
        var words = new uint[text.Length];
        var count = WordHash.Words(text, words);
        var grams = new Dictionary<(uint, uint, uint, uint), int>();
        for (var at = 0; at < (count == 0 ? 0 : Math.Max(1, count - 3)); at++)
        {
            var gram = (words[at], At(at + 1), At(at + 2), At(at + 3));
            grams[gram] = grams.GetValueOrDefault(gram) + 1;
        }
        return grams;

        uint At(int place) => place < count ? words[place] : 0;
    }
}
