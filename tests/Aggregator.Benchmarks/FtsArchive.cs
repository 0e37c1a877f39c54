using Aggregator.Storing;
using Microsoft.Data.Sqlite;

namespace Aggregator.Benchmarks;

/// <summary>The same articles in SQLite with FTS5, as one would build it: texts in a table, an index over them, durable transactions of fifty.</summary>
internal sealed class FtsArchive : IDisposable
{
    private const string Found = "SELECT d.id, d.source, d.title, snippet(words, -1, '[', ']', '…', 24) FROM words CROSS JOIN articles d ON d.id = words.rowid WHERE words MATCH $match";

    private readonly SqliteConnection _file;
    private readonly SqliteCommand _newest;
    private readonly SqliteCommand _dated;
    private readonly SqliteCommand _relevant;
    private long _last;

    public FtsArchive(string path)
    {
        _file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _file.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;");
        Run("""
            CREATE TABLE IF NOT EXISTS articles (id INTEGER PRIMARY KEY, source TEXT, day INTEGER, title TEXT, body TEXT);
            CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, content = 'articles', content_rowid = 'id', tokenize = 'porter unicode61');
            """);
        _newest = Query($"{Found} ORDER BY words.rowid DESC LIMIT 20");
        _dated = Query($"{Found} AND d.day >= $after AND d.day < $before ORDER BY words.rowid DESC LIMIT 20");
        _relevant = Query($"{Found} ORDER BY words.rank LIMIT 20");
    }

    public string Version => _file.ServerVersion;

    /// <summary>Keeps a poll's articles in one transaction.</summary>
    public void Keep(PollCompletion poll)
    {
        using var transaction = _file.BeginTransaction();
        using var text = Query("INSERT INTO articles VALUES ($id, $source, $day, $title, $body)");
        using var words = Query("INSERT INTO words (rowid, title, body) VALUES ($id, $title, $body)");
        (text.Transaction, words.Transaction) = (transaction, transaction);
        foreach (var (_, article, _) in poll.Articles)
        {
            Set(text, ("$id", ++_last), ("$source", article.Source.Value), ("$day", DayOf(article.Published!.Value.Moment)), ("$title", article.Title), ("$body", article.Text));
            text.ExecuteNonQuery();
            Set(words, ("$id", _last), ("$title", article.Title), ("$body", article.Text));
            words.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>The numbers found; every row is read whole, with the words around.</summary>
    public IReadOnlyList<long> Search(StoreQuestion question)
    {
        var command = question.After is not null ? _dated : question.Order == SearchOrder.Relevance ? _relevant : _newest;
        Set(command, ("$match", question.Match));
        if (question is { After: { } after, Before: { } before })
            Set(command, ("$match", question.Match), ("$after", after.DayNumber), ("$before", before.DayNumber));
        var found = new List<long>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            found.Add(rows.GetInt64(0));
            _ = (rows.GetString(1), rows.GetString(2), rows.GetString(3));
        }
        return found;
    }

    public void Dispose()
    {
        _newest.Dispose();
        _dated.Dispose();
        _relevant.Dispose();
        _file.Dispose();
    }

    private static int DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime).DayNumber;

    private SqliteCommand Query(string sql)
    {
        var command = _file.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Run(string sql)
    {
        using var command = Query(sql);
        command.ExecuteNonQuery();
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
    }
}
