namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Reads what was under way when the last owner stopped.</summary>
internal static class RecoveryReader
{
    public static TaskHubRecovery Read(SqliteDatabase database) => new(ReadRunnable(database), ReadMessages(database));

    private static List<RunnableInstance> ReadRunnable(SqliteDatabase database)
    {
        using var row = database.Prepare(
            """
            SELECT instance_key, instance_id, start_at FROM instances WHERE status = 'Pending'
            UNION ALL
            SELECT instance_key, instance_id, start_at FROM instances WHERE status IN ('Running', 'Suspended') AND open_activities > 0
            ORDER BY instance_key
            """);
        var runnable = new List<RunnableInstance>();
        while (row.Step("reading what is under way"))
        {
            runnable.Add(new RunnableInstance(row.GetInt64(0), row.GetText(1), row.GetTimeOrNull(2)));
        }

        return runnable;
    }

    private static List<PendingMessage> ReadMessages(SqliteDatabase database)
    {
        using var row = database.Prepare("SELECT message_id, target, due_at, task_id FROM messages ORDER BY message_id");
        var targets = new RecentText();
        var messages = new List<PendingMessage>();
        while (row.Step("reading what is under way"))
        {
            messages.Add(new PendingMessage(row.GetInt64(0), targets.Get(row.GetBytes(1)), row.GetTimeOrNull(2), row.GetInt32(3)));
        }

        return messages;
    }
}
