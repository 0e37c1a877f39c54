using Aggregator.Text;

namespace Aggregator.Feeds;

/// <summary>A text of a feed as it stood there: with its own base, not yet made safe.</summary>
/// <param name="IsHtml">False when it is to be read letter by letter.</param>
internal readonly record struct Words(string Text, bool IsHtml, Uri? Base);

/// <summary>A file that comes with an item, as it stood there.</summary>
internal readonly record struct DraftFile(string Address, Uri? Base, string? Type, string? Length);

/// <summary>What is gathered of a feed or of one of its items while its elements go by.</summary>
/// <remarks>Several vocabularies say the same thing: each saying has a rank, and the highest stays; of equals the first.</remarks>
internal sealed class Draft
{
    /// <summary>Categories, files and authors of one item, at most: more is somebody's game, and finding doubles among them takes its square.</summary>
    private const int Most = 200;

    private Ranked<(string Text, bool IsPermalink)> _id;
    private Ranked<Words> _title;
    private Ranked<Words> _summary;
    private Ranked<Words> _content;
    private Ranked<(string Text, Uri? Base)> _link;
    private Ranked<WrittenDate> _published;
    private Ranked<WrittenDate> _updated;
    private Ranked<(string Text, Uri? Base)> _image;
    private List<DraftFile>? _files;
    private List<DraftFile>? _media;
    private List<string>? _authors;
    private List<string>? _categories;
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

    public IReadOnlyList<string> Authors => _authors ?? [];

    public IReadOnlyList<string> Categories => _categories ?? [];

    /// <summary>The files that come with it; what Media RSS shows beside them is often the same once more, and stands in only where there is none.</summary>
    public IReadOnlyList<DraftFile> Files => _files ?? _media ?? [];

    /// <summary>True when its end was met.</summary>
    public bool IsWhole { get; set; } = true;

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
        _authors ??= [];
        if (_authors.Count < Most && !_authors.Contains(name))
            _authors.Add(name);
    }

    public void About(string? text)
    {
        if (PlainText.Title(text) is not { } name)
            return;
        _categories ??= [];
        if (_categories.Count < Most && !_categories.Contains(name, StringComparer.OrdinalIgnoreCase))
            _categories.Add(name);
    }

    public void Brings(string? address, Uri? from, string? type, string? length) => Add(ref _files, address, from, type, length);

    public void BringsToo(string? address, Uri? from, string? type, string? length) => Add(ref _media, address, from, type, length);

    private static void Add(ref List<DraftFile>? files, string? address, Uri? from, string? type, string? length)
    {
        if (string.IsNullOrWhiteSpace(address))
            return;
        files ??= [];
        if (files.Count < Most && !files.Exists(file => file.Address == address.Trim()))
            files.Add(new DraftFile(address.Trim(), from, PlainText.Trimmed(type), length));
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
