using System.Text.RegularExpressions;
using Xunit;

namespace Aggregator.Watches;

/// <summary>A text's words are the same wherever they stand: some signs are read eight at a time, others one by one.</summary>
public sealed partial class TextWordsTests
{
    private const string Plain = "aZ09 ,-\n(@[`{/:";

    [Fact]
    public void Plain_text_is_parted_by_whatever_is_no_letter_or_digit()
    {
        var random = new Random(20261126);
        for (var round = 0; round < 3000; round++)
        {
            var text = Some(Plain, random);

            Assert.Equal(PlainWords().Matches(text).Select(word => (word.Value.ToLowerInvariant(), word.Index, word.Length)), Read(text));
        }
    }

    [Fact]
    public void Words_do_not_depend_on_where_in_the_text_they_stand()
    {
        var random = new Random(20261127);
        for (var round = 0; round < 3000; round++)
        {
            var (text, before) = (Some(Plain + ".'’éÉßЖ中\u0301\u00ad.'l", random), random.Next(1, 20));

            Assert.Equal(Read(text).Select(word => word with { Start = word.Start + before }), Read(new string(' ', before) + text));
        }
    }

    [Fact]
    public void Words_are_kept_while_others_are_read_and_given_back()
    {
        using var kept = TextWords.Of("The harbour of Ålesund is open");
        for (var round = 0; round < 100; round++)
            TextWords.ListOf("something else altogether");

        Assert.Equal(["the", "harbour", "of", "alesund", "is", "open"], kept.All);
    }

    private static string Some(string signs, Random random) => new(random.GetItems<char>(signs, random.Next(60)));

    private static List<(string Word, int Start, int Length)> Read(string text)
    {
        using var words = TextWords.Of(text);
        return [.. words.All.Select((word, at) => (word, words.Mark(at, at).Start, words.Mark(at, at).Length))];
    }

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex PlainWords();
}
