using System.Text;

namespace Aggregator.Text;

/// <summary>The words between two tags of a page, as they stand there.</summary>
public sealed class PageText : PageNode
{
    private string _data;

    /// <summary>Where tags were held back their words follow one another without end: joined one by one they would cost their square.</summary>
    private StringBuilder? _joined;

    internal PageText(string data) => _data = data;

    public string Data
    {
        get
        {
            if (_joined is not null)
                (_data, _joined) = (_joined.ToString(), null);
            return _data;
        }
    }

    internal void Append(ReadOnlySpan<char> words) => (_joined ??= new StringBuilder(_data)).Append(words);

    internal void Prepend(ReadOnlySpan<char> words) => (_joined ??= new StringBuilder(_data)).Insert(0, words);
}
