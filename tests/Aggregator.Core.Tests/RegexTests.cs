using System.Text.RegularExpressions;
using Aggregator.House;
using Xunit;
using static Aggregator.RoomsTests;

namespace Aggregator;

/// <summary>What holds for every regular expression of the program.</summary>
public sealed partial class RegexTests
{
    /// <summary>So many different letters, and one without backtracking weighs a megabyte.</summary>
    private const int MostLetters = 12;

    [Fact]
    public void None_of_them_tries_in_vain_what_somebody_wrote_to_make_it_try()
    {
        Assert.True(Known().Count > 50, "Hardly any was seen: are they made in another way now?");
        Nothing(Known().Where(regex => !regex.Options.HasFlag(RegexOptions.NonBacktracking)).Select(regex => $"{regex.Name} backtracks."));
        Nothing(WrittenText.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && WrittenText.Relative(file).StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(File.ReadLines).Where(line => line.Contains("new Regex(", StringComparison.Ordinal) && !line.Contains("NonBacktracking", StringComparison.Ordinal)));
    }

    [Fact]
    public void None_of_them_is_a_list_of_words() =>
        Nothing(Known().Where(regex => WordsAlone().IsMatch(regex.Pattern) && regex.Pattern.Where(char.IsLetter).Distinct().Count() > MostLetters)
            .Select(regex => $"{regex.Name} holds a megabyte or more for good: as a WordList it would hold some kilobytes."));

    private static List<(string Name, string Pattern, RegexOptions Options)> Known() => [.. Built.Types.SelectMany(type => type.Methods).SelectMany(method => method.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name == nameof(GeneratedRegexAttribute))
        .Select(attribute => ($"{method.DeclaringType.FullName}.{method.Name}", (string)attribute.ConstructorArguments[0].Value, (RegexOptions)(attribute.ConstructorArguments is [_, { Value: int options }, ..] ? options : 0))))];

    /// <summary>Words between the ends of a text or of words.</summary>
    [GeneratedRegex(@"^(?:\^|\\b)?(?:\(\?:|[\p{L} '’|?()-])+(?:\$|\\b|\\z)?$")]
    private static partial Regex WordsAlone();
}
