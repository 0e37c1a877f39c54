namespace Aggregator.Text;

/// <summary>The few words that a pattern of a <see cref="WordList"/> stands for.</summary>
internal sealed class WordPattern(string pattern)
{
    private int _at;

    /// <exception cref="FormatException">The pattern has a bracket without its other half.</exception>
    public IEnumerable<string> All()
    {
        var words = Choice();
        return _at == pattern.Length ? words : throw Mistake();
    }

    private List<string> Choice()
    {
        var words = Row();
        while (Takes('|'))
            words.AddRange(Row());
        return words;
    }

    private List<string> Row()
    {
        List<string> words = [""];
        while (_at < pattern.Length && pattern[_at] is not ('|' or ')'))
        {
            var part = Part();
            if (Takes('?'))
                part.Add("");
            words = [.. words.SelectMany(word => part.Select(next => word + next))];
        }
        return words;
    }

    private List<string> Part()
    {
        if (Takes('('))
        {
            var words = Choice();
            return Takes(')') ? words : throw Mistake();
        }
        if (Takes('['))
        {
            var end = pattern.IndexOf(']', _at);
            var letters = pattern[_at..(end < 0 ? throw Mistake() : end)];
            _at = end + 1;
            return [.. letters.Select(letter => letter.ToString())];
        }
        // What stands behind it is meant as it is.
        Takes('\\');
        return _at < pattern.Length ? [pattern[_at++].ToString()] : throw Mistake();
    }

    private bool Takes(char c)
    {
        if (_at == pattern.Length || pattern[_at] != c)
            return false;
        _at++;
        return true;
    }

    private FormatException Mistake() => new($"The words \"{pattern}\" have a mistake at place {_at}.");
}
