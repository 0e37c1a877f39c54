namespace Aggregator.Watches;

/// <summary>Organisations and all names they go by, so that a search for one name finds the others.</summary>
public sealed class OrganisationNames
{
    public static readonly OrganisationNames None = new([]);

    /// <summary>A shorter name is an everyday word, too: WHO, CER. It counts when it is written as here.</summary>
    private const int ShortName = 3;

    private readonly Dictionary<string, (string Written, IReadOnlyList<QueryNode.Phrase> All)> _names = [];

    /// <param name="organisations">For each, all its names.</param>
    public OrganisationNames(IEnumerable<IReadOnlyList<string>> organisations)
    {
        foreach (var names in organisations)
        {
            var phrases = names.Select(name => (Name: name, Words: TextWords.ListOf(name))).Where(name => name.Words.Count > 0).ToList();
            IReadOnlyList<QueryNode.Phrase> all = [.. phrases.Select(name => new QueryNode.Phrase(name.Words, null))];
            foreach (var (name, words) in phrases)
                _names.TryAdd(Key(words), (name, all));
        }
    }

    /// <summary>The organisation of a name; null when it is not known, or too short a name to be meant when it is written otherwise.</summary>
    public QueryNode.Named? Find(string name)
    {
        if (!_names.TryGetValue(Key(TextWords.ListOf(name)), out var known) || known.All.Count < 2)
            return null;
        return known.Written.Length > ShortName || known.Written == name.Trim() ? new QueryNode.Named(name.Trim(), known.All) : null;
    }

    /// <summary>The publisher of a name, under all its names; under this one alone when it is not known.</summary>
    public QueryNode.Named Named(string name)
    {
        var all = _names.TryGetValue(Key(TextWords.ListOf(name)), out var known) ? known.All : [new QueryNode.Phrase(TextWords.ListOf(name), null)];
        return new QueryNode.Named(name.Trim(), [.. all.Select(phrase => phrase with { In = TextField.Publisher })]);
    }

    private static string Key(IReadOnlyList<string> words) => string.Join(' ', words).ToLowerInvariant();
}
