namespace Aggregator.Text;

/// <summary>Walks over the attributes of one tag, quoted or not; values come as they stand, entities and all.</summary>
internal ref struct AttributeWalk(ReadOnlySpan<char> attributes)
{
    private ReadOnlySpan<char> _rest = attributes;

    public ReadOnlySpan<char> Name { get; private set; }

    public ReadOnlySpan<char> Value { get; private set; }

    public bool Next()
    {
        _rest = _rest.TrimStart(" \t\r\n/=\"'");
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOfAny(" \t\r\n=");
        Name = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[end..].TrimStart();
        Value = default;
        if (_rest.IsEmpty || _rest[0] != '=')
            return true;
        _rest = _rest[1..].TrimStart();
        if (_rest.IsEmpty)
            return true;
        var isQuoted = _rest[0] is '"' or '\'';
        var close = isQuoted ? _rest[1..].IndexOf(_rest[0]) : _rest.IndexOfAny(" \t\r\n");
        Value = (isQuoted, close) switch
        {
            (true, < 0) => _rest[1..],
            (true, _) => _rest.Slice(1, close),
            (false, < 0) => _rest,
            (false, _) => _rest[..close],
        };
        var whole = _rest;
        _rest = close < 0 ? default : _rest[(isQuoted ? close + 2 : close)..];
        // a="1 b="2": a quote was forgotten, and the next attribute's first one stood in for it.
        if (isQuoted && !_rest.IsEmpty && Value.EndsWith('=') && !char.IsWhiteSpace(_rest[0]) && Value.LastIndexOfAny(" \t\r\n") is >= 0 and var next)
        {
            _rest = whole[(next + 1)..];
            Value = Value[..next];
        }
        return true;
    }
}
