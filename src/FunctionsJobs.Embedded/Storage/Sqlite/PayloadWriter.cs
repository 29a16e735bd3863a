namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Binds payloads: as text, or as the id of a row in <c>payloads</c>. Triggers delete that row with what refers to it.</summary>
internal sealed class PayloadWriter(SqliteDatabase database)
{
    private readonly SqliteStatement _insert = database.Prepare("INSERT INTO payloads (encoding, size, body) VALUES (?1, ?2, ?3)");

    /// <param name="statement">The statement of the row.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="text">The payload.</param>
    /// <param name="packed">What <see cref="PayloadCodec.Pack"/> made of the step's large payloads.</param>
    public void Bind(SqliteStatement statement, int parameter, string? text, List<PackedPayload>? packed)
    {
        if (packed is not null && text is not null && packed.Find(payload => ReferenceEquals(payload.Text, text)) is { } found)
        {
            statement.Bind(parameter, Insert(found));
        }
        else
        {
            statement.Bind(parameter, text);
        }
    }

    private long Insert(PackedPayload payload)
    {
        _insert.Bind(1, payload.Encoding);
        _insert.Bind(2, payload.Size);
        _insert.BindBlob(3, payload.Body);
        _insert.Run("storing a payload");
        _insert.Clear();
        return database.LastInsertRowId;
    }
}
