using System.Text.Json;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Reads rows of <c>instances</c>.</summary>
internal static class InstanceReader
{
    /// <summary>What <see cref="Map"/> reads, in its order; input and output follow when they are wanted.</summary>
    public const string Columns =
        "i.instance_key, i.instance_id, i.execution_id, i.name, i.version, i.status, i.created_at, i.updated_at, i.completed_at, i.start_at, "
        + "i.open_activities, i.parent_id, i.parent_execution_id, i.parent_name, i.parent_task_id, i.tags, i.trace_parent, i.custom_status, i.failure";

    /// <summary><see cref="Columns"/> with input and output.</summary>
    public const string ColumnsWithPayloads = Columns + ", i.input, i.output";

    private const string ById = " FROM instances AS i WHERE i.instance_id = ?1";
    private const string ByKey = " FROM instances AS i WHERE i.instance_key = ?1";

    public static InstanceRecord? Read(HubReader reader, string instanceId, bool withPayloads)
    {
        var statement = reader.Prepare(withPayloads ? "SELECT " + ColumnsWithPayloads + ById : "SELECT " + Columns + ById);
        statement.Bind(1, instanceId);
        return ReadOne(reader, statement, withPayloads);
    }

    public static InstanceRecord? Read(HubReader reader, long instanceKey, bool withPayloads)
    {
        var statement = reader.Prepare(withPayloads ? "SELECT " + ColumnsWithPayloads + ByKey : "SELECT " + Columns + ByKey);
        statement.Bind(1, instanceKey);
        return ReadOne(reader, statement, withPayloads);
    }

    /// <summary>The record of the row that <paramref name="row"/> stands on.</summary>
    public static InstanceRecord Map(HubReader reader, SqliteStatement row, bool withPayloads) => new()
    {
        Key = row.GetInt64(0),
        InstanceId = row.GetText(1),
        ExecutionId = row.GetText(2),
        Name = row.GetText(3),
        Version = row.GetText(4),
        Status = ReadStatus(row.GetBytes(5)),
        CreatedAt = row.GetTime(6),
        LastUpdatedAt = row.GetTime(7),
        CompletedAt = row.GetTimeOrNull(8),
        StartAt = row.GetTimeOrNull(9),
        OpenActivities = row.GetInt32(10),
        Parent = row.IsNull(11) ? null : new ParentLink(row.GetText(11), row.GetText(12), row.GetText(13), row.GetInt32(14)),
        Tags = row.IsNull(15) ? null : JsonSerializer.Deserialize(row.GetBytes(15), StorageJson.Default.DictionaryStringString),
        TraceParent = row.GetTextOrNull(16),
        CustomStatus = reader.ReadPayload(row, 17),
        Failure = reader.ReadPayload(row, 18),
        Input = withPayloads ? reader.ReadPayload(row, 19) : null,
        Output = withPayloads ? reader.ReadPayload(row, 20) : null,
    };

    private static InstanceRecord? ReadOne(HubReader reader, SqliteStatement statement, bool withPayloads)
    {
        try
        {
            return statement.Step("reading an instance") ? Map(reader, statement, withPayloads) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    // One string per status instead of one per row.
    private static string ReadStatus(ReadOnlySpan<byte> status) =>
        status.SequenceEqual("Completed"u8) ? InstanceStatus.Completed
        : status.SequenceEqual("Running"u8) ? InstanceStatus.Running
        : status.SequenceEqual("Pending"u8) ? InstanceStatus.Pending
        : System.Text.Encoding.UTF8.GetString(status);
}
