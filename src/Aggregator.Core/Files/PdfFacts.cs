using System.Text.RegularExpressions;
using Aggregator.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace Aggregator.Files;

/// <summary>What a PDF says of itself, as far as a person wrote it and not a program.</summary>
internal static partial class PdfFacts
{
    private static readonly WordList Accounts = new("microsoft|office user|windows user|user name|adobe|administrator|default user");

    private const int MostAuthors = 20;

    /// <summary>Earlier dates are a clock that was never set.</summary>
    private const int Oldest = 1990;

    public static PdfText With(PdfText text, PdfDocument document)
    {
        var authors = AuthorsOf(document.Information);
        return text with
        {
            Title = TitleOf(document.Information),
            Authors = [.. authors.Take(MostAuthors)],
            Missing = authors.Count <= MostAuthors ? text.Missing : $"{text.Missing} Of its authors {MostAuthors} are kept; {authors.Count - MostAuthors} more are named.".TrimStart(),
            Made = MadeOf(document.Information),
            Language = document.Structure.Catalog.CatalogDictionary.TryGet(NameToken.Create("Lang"), out var lang) && lang is StringToken { Data: { Length: > 0 and <= 20 } name } ? PlainText.Title(name) : null,
        };
    }

    private static string? TitleOf(DocumentInformation said) =>
        PlainText.OneLine(said.Title) is { Length: > 3 and <= 400 } title && title.Contains(' ', StringComparison.Ordinal) && !Programs().IsMatch(title) ? title : null;

    private static IReadOnlyList<string> AuthorsOf(DocumentInformation said) =>
        [.. AuthorsEnd().Split(PlainText.OneLine(said.Author)).Select(name => name.Trim()).Where(IsName).Distinct()];

    /// <summary>A person or an organisation has two words; accounts and programs are named by one.</summary>
    private static bool IsName(string name) =>
        name.Length <= 120 && name.Contains(' ', StringComparison.Ordinal) && !name.Any(c => c is '@' or '\\' or '/' or '_') && !Accounts.IsIn(name);

    private static WrittenDate? MadeOf(DocumentInformation said) =>
        said.GetCreatedDateTimeOffset() is { Year: >= Oldest } made ? new WrittenDate(made, true) : null;

    [GeneratedRegex(@"^(?:microsoft (?:word|powerpoint|excel)|powerpoint|untitled|document ?\d*\b|slide \d|layout \d|print\b|presentation\d*\b|draft\b|final\b|new document)|\.(?:docx?|indd|qxd|qxp|pdf|ai|eps|pptx?|tex|dvi|rtf|xlsx?|odt|pub|html?)\)?\z|[\\/]\w+[\\/]",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Programs();

    [GeneratedRegex(@"\s*;\s*|\s+and\s+|\s+&\s+", RegexOptions.NonBacktracking)]
    private static partial Regex AuthorsEnd();
}
