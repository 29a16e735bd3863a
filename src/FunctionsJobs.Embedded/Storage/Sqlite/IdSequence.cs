namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Gives out ascending ids that are never given out again. They are reserved on disk in blocks, so that most commits need not write them;
/// a restart leaves a gap.
/// </summary>
internal sealed class IdSequence
{
    private const long Block = 10_000;

    private readonly string _name;
    private readonly SqliteStatement _reserve;
    private long _next;
    private long _reservedUntil;

    public IdSequence(SqliteDatabase database, string name)
    {
        _name = name;
        _reserve = database.Prepare("UPDATE sequences SET reserved_until = ?2 WHERE name = ?1");
        using var read = database.Prepare("SELECT reserved_until FROM sequences WHERE name = ?1");
        read.Bind(1, name);
        if (!read.Step("reading an id sequence"))
        {
            throw new TaskHubStoreException($"Task hub '{database.Path}': the id sequence '{name}' is missing. Restore a backup.");
        }

        _next = _reservedUntil = read.GetInt64(0);
    }

    /// <summary>Inside the transaction that uses the id.</summary>
    public long Take()
    {
        if (_next == _reservedUntil)
        {
            _reservedUntil += Block;
            _reserve.Bind(1, _name);
            _reserve.Bind(2, _reservedUntil);
            _reserve.Run("reserving ids");
        }

        return _next++;
    }
}
