namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Reads rows of <c>entities</c> and <c>documents</c>.</summary>
internal static class EntityReader
{
    private const string Columns = "e.entity_id, e.modified_at, e.locked_by, e.detail";

    public static EntityRecord? Read(HubReader reader, string entityId)
    {
        var row = reader.Prepare("SELECT " + Columns + ", e.state FROM entities AS e WHERE e.entity_id = ?1");
        row.Bind(1, entityId);
        try
        {
            return row.Step("reading an entity") ? Map(reader, row, withPayloads: true) : null;
        }
        finally
        {
            row.Reset();
        }
    }

    public static Page<EntityRecord> ReadPage(
        HubReader reader, EntityFilter filter, string? continuation, int limit, CancellationToken cancellation)
    {
        var after = InstanceCursor.Parse<InstanceCursor.AfterId>(continuation)?.Id;
        var found = Query(reader, filter, after, limit + 1, cancellation);
        if (found.Count <= limit)
        {
            return new Page<EntityRecord>(found, null);
        }

        found.RemoveRange(limit, found.Count - limit);
        return new Page<EntityRecord>(found, new InstanceCursor.AfterId(found[^1].EntityId).ToToken());
    }

    private static List<EntityRecord> Query(HubReader reader, EntityFilter filter, string? after, int limit, CancellationToken cancellation)
    {
        var sql = "SELECT " + Columns + (filter.WithPayloads ? ", e.state" : "") + " FROM entities AS e WHERE e.entity_id > ?1"
            + (string.IsNullOrEmpty(filter.EntityIdPrefix) ? "" : " AND e.entity_id >= ?2 AND e.entity_id < ?3")
            + (filter.LastModifiedFrom is null ? "" : " AND e.modified_at >= ?4")
            + (filter.LastModifiedTo is null ? "" : " AND e.modified_at <= ?5")
            + (filter.WithoutState ? "" : " AND e.state IS NOT NULL")
            + " ORDER BY e.entity_id LIMIT ?6";
        var row = reader.Prepare(sql);
        row.Bind(1, after ?? "");
        if (!string.IsNullOrEmpty(filter.EntityIdPrefix))
        {
            row.Bind(2, filter.EntityIdPrefix);
            row.Bind(3, IdPrefix.UpperBound(filter.EntityIdPrefix));
        }

        if (filter.LastModifiedFrom is { } from)
        {
            row.Bind(4, from);
        }

        if (filter.LastModifiedTo is { } to)
        {
            row.Bind(5, to);
        }

        row.Bind(6, limit);
        var records = new List<EntityRecord>();
        try
        {
            while (row.Step("reading entities"))
            {
                cancellation.ThrowIfCancellationRequested();
                records.Add(Map(reader, row, filter.WithPayloads));
            }
        }
        finally
        {
            row.Reset();
        }

        return records;
    }

    public static string? ReadDocument(HubReader reader, string name)
    {
        var row = reader.Prepare("SELECT body FROM documents WHERE name = ?1");
        row.Bind(1, name);
        try
        {
            return row.Step("reading a document") ? reader.ReadPayload(row, 0) : null;
        }
        finally
        {
            row.Reset();
        }
    }

    private static EntityRecord Map(HubReader reader, SqliteStatement row, bool withPayloads) => new()
    {
        EntityId = row.GetText(0),
        LastModifiedAt = row.GetTime(1),
        LockedBy = row.GetTextOrNull(2),
        Detail = row.GetTextOrNull(3),
        State = withPayloads ? reader.ReadPayload(row, 4) : null,
    };
}
