namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Reads rows of <c>history</c> and <c>messages</c>.</summary>
internal static class HistoryReader
{
    public static List<HistoryRecord> Read(HubReader reader, long instanceKey, CancellationToken cancellation)
    {
        // What is left of the history of a purged instance does not show.
        var row = reader.Prepare(
            """
            SELECT event_id, turn, at, type, task_id, name, payload, detail FROM history
            WHERE event_id BETWEEN ?1 AND ?2 AND EXISTS (SELECT 1 FROM instances WHERE instance_key = ?3)
            ORDER BY event_id
            """);
        row.Bind(1, HistoryKey.First(instanceKey));
        row.Bind(2, HistoryKey.Last(instanceKey));
        row.Bind(3, instanceKey);
        var names = new RecentText();
        var types = new RecentText();
        var records = new List<HistoryRecord>();
        try
        {
            while (row.Step("reading a history"))
            {
                cancellation.ThrowIfCancellationRequested();
                records.Add(new HistoryRecord
                {
                    Sequence = HistoryKey.SequenceOf(row.GetInt64(0)),
                    Turn = row.GetInt32(1),
                    At = row.GetTime(2),
                    Type = types.Get(row.GetBytes(3)),
                    TaskId = row.GetInt32(4),
                    Name = row.IsNull(5) ? null : names.Get(row.GetBytes(5)),
                    Payload = reader.ReadPayload(row, 6),
                    Detail = reader.ReadPayload(row, 7),
                });
            }
        }
        finally
        {
            row.Reset();
        }

        return records;
    }

    public static List<MessageRecord> ReadMessages(HubReader reader, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        var row = reader.Prepare(
            "SELECT target, kind, due_at, task_id, name, payload, detail FROM messages WHERE message_id = ?1");
        var records = new List<MessageRecord>(ids.Count);
        foreach (var id in ids.Order())
        {
            cancellation.ThrowIfCancellationRequested();
            row.Bind(1, id);
            try
            {
                if (row.Step("reading a message"))
                {
                    records.Add(new MessageRecord
                    {
                        Id = id,
                        Target = row.GetText(0),
                        Kind = row.GetText(1),
                        DueAt = row.GetTimeOrNull(2),
                        TaskId = row.GetInt32(3),
                        Name = row.GetTextOrNull(4),
                        Payload = reader.ReadPayload(row, 5),
                        Detail = reader.ReadPayload(row, 6),
                    });
                }
            }
            finally
            {
                row.Reset();
            }
        }

        return records;
    }
}
