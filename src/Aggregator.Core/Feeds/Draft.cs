using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>A text of a feed as it stood there: with its own base, not yet made safe.</summary>
/// <param name="IsHtml">False when it is to be read letter by letter.</param>
internal readonly record struct Words(string Text, bool IsHtml, Uri? Base);

/// <summary>A file that comes with an item, as it stood there.</summary>
internal readonly record struct DraftFile(string Address, Uri? Base, string? Type, string? Length)
{
    public static readonly IEqualityComparer<DraftFile> ByAddress = EqualityComparer<DraftFile>.Create((file, other) => file.Address == other.Address, file => file.Address.GetHashCode(StringComparison.Ordinal));
}

/// <summary>What an item has several of: each once and in order, up to the most that are kept.</summary>
internal sealed class Several<T>(IEqualityComparer<T> comparer)
{
    private readonly List<T> _kept = [];
    private HashSet<T>? _full;

    public IReadOnlyList<T> Kept => _kept;

    /// <summary>How many stood there beyond those kept; one that stands there twice counts twice, since what is not kept is not remembered.</summary>
    public int Beyond { get; private set; }

    public void Add(T value)
    {
        if (_kept.Count < Draft.Most)
        {
            if (!_kept.Contains(value, comparer))
                _kept.Add(value);
            return;
        }
        _full ??= new HashSet<T>(_kept, comparer);
        if (!_full.Contains(value))
            Beyond++;
    }
}

/// <summary>A feed as it stood there, whatever its format.</summary>
/// <param name="Format">As <see cref="Items.Announcement.Format"/> has it.</param>
/// <param name="Beyond">How many items stood there beyond the most that are read.</param>
internal sealed record DraftFeed(string Format, Draft Feed, IReadOnlyList<Draft> Items, int Beyond, HintNotes Hints);

/// <summary>What is gathered of a feed or of one of its items while its elements go by.</summary>
/// <remarks>Several vocabularies say the same thing: each saying has a rank, and the highest stays; of equals the first.</remarks>
internal sealed class Draft
{
    /// <summary>Categories, files and authors of one item, at most: more is somebody's game, and finding doubles among them takes its square.</summary>
    public const int Most = 200;

    private Ranked<(string Text, bool IsPermalink)> _id;
    private Ranked<Words> _title;
    private Ranked<Words> _summary;
    private Ranked<Words> _content;
    private Ranked<(string Text, Uri? Base)> _link;
    private Ranked<WrittenDate> _published;
    private Ranked<WrittenDate> _updated;
    private Ranked<(string Text, Uri? Base)> _image;
    private Several<DraftFile>? _files;
    private Several<DraftFile>? _media;
    private Several<string>? _authors;
    private Several<string>? _categories;
    private int _authorRank;

    public string? Id => _id.Value?.Text;

    /// <summary>False when the publisher says that the id is not an address to follow.</summary>
    public bool IsPermalink => _id.Value?.IsPermalink ?? false;

    public Words? Title => _title.Value;

    public Words? Summary => _summary.Value;

    public Words? Content => _content.Value;

    public WrittenDate? Published => _published.Value;

    public WrittenDate? Updated => _updated.Value;

    /// <summary>The text of the first date that could not be read.</summary>
    public string? UnreadDate { get; private set; }

    public (string Text, Uri? Base)? Link => _link.Value;

    public (string Text, Uri? Base)? Image => _image.Value;

    /// <summary>Where the item was first published, when a proxy like FeedBurner wrote its link anew.</summary>
    public string? Origin { get; set; }

    public string? Language { get; set; }

    public IReadOnlyList<string> Authors => _authors?.Kept ?? [];

    public IReadOnlyList<string> Categories => _categories?.Kept ?? [];

    /// <summary>The files that come with it; what Media RSS shows beside them is often the same once more, and stands in only where there is none.</summary>
    public IReadOnlyList<DraftFile> Files => (_files ?? _media)?.Kept ?? [];

    /// <summary>What it has more of than is kept: of which kind, and how many stood there beyond.</summary>
    public IEnumerable<(string Kind, int Count)> Beyond
    {
        get
        {
            if (_authors?.Beyond is > 0 and var authors)
                yield return ("authors", authors);
            if (_categories?.Beyond is > 0 and var categories)
                yield return ("categories", categories);
            if ((_files ?? _media)?.Beyond is > 0 and var files)
                yield return ("files", files);
        }
    }

    /// <summary>Why it cannot be kept: the gate, and a sentence; null when it can.</summary>
    public (string Gate, string Why)? Fault { get; set; }

    public void Identified(string? id, int rank, bool isPermalink) => _id.Offer((id?.Trim() ?? "", isPermalink), rank, id);

    public void Titled(Words words, int rank) => _title.Offer(words, rank, words.Text);

    public void Summed(Words words, int rank) => _summary.Offer(words, rank, words.Text);

    public void Told(Words words, int rank) => _content.Offer(words, rank, words.Text);

    public void Leads(string? text, Uri? from, int rank) => _link.Offer((text ?? "", from), rank, text);

    public void Shows(string? text, Uri? from, int rank) => _image.Offer((text ?? "", from), rank, text);

    public void Dated(string? text, int rank, bool isUpdate)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (DateReader.ReadDeclared(text) is not { } date)
            UnreadDate ??= PlainText.Shortened(PlainText.OneLine(text), 120);
        else if (isUpdate)
            _updated.Offer(date, rank, text);
        else
            _published.Offer(date, rank, text);
    }

    /// <summary>Adds a name beside its equals; a better saying puts the lesser ones away.</summary>
    public void By(string? name, int rank)
    {
        if (name is null || rank < _authorRank)
            return;
        if (rank > _authorRank)
            _authors = null;
        _authorRank = rank;
        (_authors ??= new Several<string>(StringComparer.Ordinal)).Add(name);
    }

    public void About(string? text)
    {
        if (PlainText.Title(text) is { } name)
            (_categories ??= new Several<string>(StringComparer.OrdinalIgnoreCase)).Add(name);
    }

    public void Brings(string? address, Uri? from, string? type, string? length) => Add(ref _files, address, from, type, length);

    public void BringsToo(string? address, Uri? from, string? type, string? length) => Add(ref _media, address, from, type, length);

    private static void Add(ref Several<DraftFile>? files, string? address, Uri? from, string? type, string? length)
    {
        if (!string.IsNullOrWhiteSpace(address))
            (files ??= new Several<DraftFile>(DraftFile.ByAddress)).Add(new DraftFile(address.Trim(), from, PlainText.Trimmed(type), length));
    }

    /// <summary>The best of what was said so far.</summary>
    private struct Ranked<T>
        where T : struct
    {
        private int _rank;

        public T? Value { get; private set; }

        public void Offer(T value, int rank, string? text)
        {
            if (rank <= _rank || string.IsNullOrWhiteSpace(text))
                return;
            (Value, _rank) = (value, rank);
        }
    }
}
