using Aggregator.Digests;
using Aggregator.Storing;

namespace Aggregator.Digesting;

/// <summary>Audits one subscription: its windows against each other, and each article that it was to be told against its window.</summary>
internal sealed class SubscriptionAudit
{
    private readonly string _subscription;
    private readonly IReadOnlyList<WindowRow> _windows;
    private readonly IReadOnlyList<LedgerRow> _letters;
    private readonly Dictionary<int, LedgerRow> _letterOf = [];
    private readonly List<ArticleFate> _fates = [];
    private readonly List<string> _problems = [];
    private readonly List<ArticleFate> _absent = [];
    private HashSet<long> _told = [];
    private HashSet<long> _overCap = [];
    private HashSet<long> _named = [];
    private int _at = -1;

    public SubscriptionAudit(string subscription, IReadOnlyList<WindowRow> windows, IReadOnlyList<LedgerRow> letters)
    {
        (_subscription, _windows, _letters) = (subscription, windows, letters);
        foreach (var letter in letters)
        {
            if (!_letterOf.TryAdd(letter.Number, letter))
                _problems.Add($"Window {letter.Number} has two letters: {letter.MessageId} and {_letterOf[letter.Number].MessageId}.");
        }
        foreach (var (before, next) in windows.Zip(windows.Skip(1)))
            Compare(before, next);
        foreach (var window in windows.Where(window => window.Outcome == WindowOutcome.Letter && !_letterOf.ContainsKey(window.Span.Number)))
            _problems.Add($"Window {window.Span.Number} says that a letter tells of it, and the ledger has none.");
        foreach (var window in windows.Where(window => window.Told.Any(number => !window.Span.Window.Covers(number))))
            _problems.Add($"The letter of window {window.Span.Number} tells of articles that are not in it.");
        _problems.AddRange(letters.Where(letter => letter.State is LetterState.Refused).Select(letter => $"The letter of window {letter.Number} was not taken; 'aggregator digest resolve' sends it again. {letter.Why}"));
        _problems.AddRange(letters.Where(letter => letter.State is LetterState.Ambiguous).Select(letter => $"Nobody knows whether the letter of window {letter.Number} arrived: 'aggregator digest resolve'. {letter.Why}"));
    }

    public string Address => _windows[^1].Subscriber?.Address ?? (_letters.Count == 0 ? "" : _letters[0].Recipient);

    /// <summary>Takes the next article, in the order of numbers.</summary>
    /// <param name="isWhole">False when its text was let go: then only the ledger knows whether it was asked for.</param>
    public void Read(long number, InterestJudge.ArticleJudge judge, bool isWhole)
    {
        while (_at < 0 || (_at < _windows.Count && _windows[_at].Span.Window.UpTo < number))
            Turn();
        if (_at == _windows.Count)
        {
            if (IsAsked(_windows[^1], judge))
                _fates.Add(new ArticleFate(number, FateKind.Waiting, "Its window is still open."));
            return;
        }
        // What came before the subscription, or while there was none, lies before a window.
        if (_windows[_at] is { } window && window.Span.Window.Covers(number) && (_named.Remove(number) || (isWhole && IsAsked(window, judge))))
            _fates.Add(FateOf(number, window));
    }

    /// <summary>Ends reading. The numbers that the ledger names and that were not read: their articles are not in the archive.</summary>
    public IReadOnlyList<long> End()
    {
        while (_at < _windows.Count)
            Turn();
        return [.. _absent.Select(fate => fate.Number)];
    }

    /// <param name="gone">Of what <see cref="End"/> gave, what the archive knows to be gone.</param>
    public SubscriptionReport Result(IReadOnlyDictionary<long, GoneArticle> gone)
    {
        foreach (var fate in _absent)
        {
            if (gone.GetValueOrDefault(fate.Number) is { } place)
                _fates.Add(fate with { Why = $"{fate.Why} The article {place.Why}." });
            else
                _problems.Add($"The ledger names no. {fate.Number}, and the archive does not know it.");
        }
        return new SubscriptionReport(
            _subscription, _windows.Count, _letters.CountBy(letter => letter.State).ToDictionary(), [.. _fates.OrderBy(fate => fate.Number)],
            [.. _problems, .. _fates.Where(fate => fate.Kind == FateKind.Missed).Select(fate => $"No. {fate.Number}: {fate.Why}")])
        {
            To = Address,
            Schedule = _windows[^1] is { Subscriber: { } subscriber } last ? $"{ScheduleOf(last, subscriber)}" : _subscription[(_subscription.LastIndexOf('|') + 1)..],
        };
    }

    private void Turn()
    {
        if (_at >= 0)
            _absent.AddRange(_named.Select(number => FateOf(number, _windows[_at])));
        if (++_at == _windows.Count)
            return;
        var window = _windows[_at];
        (_told, _overCap) = ([.. window.Told], [.. window.OverCap]);
        _named = [.. window.Told.Concat(window.OverCap).Concat(window.LateCopies.Select(copy => copy.Number)).Where(window.Span.Window.Covers)];
    }

    private void Compare(WindowRow before, WindowRow next)
    {
        var (end, begin) = (before.Span.Window.UpTo, next.Span.Window.After);
        if (next.Span.Number != before.Span.Number + 1)
            _problems.Add($"After window {before.Span.Number} comes {next.Span.Number}.");
        if (begin < end)
            _problems.Add($"Windows {before.Span.Number} and {next.Span.Number} overlap: one ends at no. {end}, the next begins after no. {begin}.");
        if (begin > end && next.Outcome != WindowOutcome.Anchor)
            _problems.Add($"Between windows {before.Span.Number} and {next.Span.Number} no. {end + 1} to {begin} are in none.");
    }

    private static bool IsAsked(WindowRow window, InterestJudge.ArticleJudge judge)
    {
        // Of windows that were closed before they were rows nobody knows who asked for what.
        if (window.Subscriber is not { } subscriber)
            return false;
        return judge.HitsOf(new Subscription(window.Subscription, subscriber, ScheduleOf(window, subscriber))) is not null;
    }

    private static Schedule ScheduleOf(WindowRow window, Subscriber subscriber) =>
        subscriber.Subscriptions().FirstOrDefault(subscription => subscription.Id == window.Subscription)?.Schedule ?? subscriber.Schedules[0];

    private ArticleFate FateOf(long number, WindowRow window)
    {
        if (window.LateCopies.FirstOrDefault(copy => copy.Number == number) is { } copy)
            return new ArticleFate(number, FateKind.LateCopy, $"A copy of no. {copy.Of}, which was told before.");
        if (!_letterOf.TryGetValue(window.Span.Number, out var letter))
            return new ArticleFate(number, FateKind.Missed, $"It was to be told in window {window.Span.Number}, which has no letter.");
        if (_overCap.Contains(number))
            return new ArticleFate(number, FateKind.OverCap, $"Over the cap of “{letter.Subject}”, which says how many more there are.");
        if (!_told.Contains(number))
            return new ArticleFate(number, FateKind.Missed, $"It was to be told in window {window.Span.Number}, and “{letter.Subject}” does not tell of it.");
        return letter.State switch
        {
            LetterState.Accepted => new ArticleFate(number, FateKind.Told, $"In “{letter.Subject}”."),
            LetterState.Refused => new ArticleFate(number, FateKind.Refused, $"In “{letter.Subject}”, which was not taken. {letter.Why}"),
            LetterState.Ambiguous => new ArticleFate(number, FateKind.InDoubt, $"In “{letter.Subject}”, which may have arrived."),
            _ => new ArticleFate(number, FateKind.Waiting, $"In “{letter.Subject}”, which waits. {letter.Why}".TrimEnd()),
        };
    }
}
