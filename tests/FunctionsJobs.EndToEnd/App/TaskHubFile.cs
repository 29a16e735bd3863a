using Microsoft.Data.Sqlite;

namespace FunctionsJobs.EndToEnd.App;

/// <summary>Reads what a killed process had committed, from a copy of its task hub file.</summary>
internal static class TaskHubFile
{
    /// <summary>The activities whose ends are in a history.</summary>
    public static IReadOnlyList<(string InstanceId, int TaskId)> CompletedActivities(DataFolder data)
    {
        return Read(
            data,
            "SELECT i.instance_id, h.task_id FROM history h JOIN instances i ON i.instance_key = h.event_id >> 24 WHERE h.type IN ('TaskCompleted', 'TaskFailed')",
            row => (row.GetString(0), row.GetInt32(1)));
    }

    /// <summary>Whether an orchestration had reached its end.</summary>
    public static bool HasEnded(DataFolder data, string instanceId) =>
        Read(data, "SELECT instance_id FROM instances WHERE status IN ('Completed', 'Failed', 'Terminated')", row => row.GetString(0))
            .Contains(instanceId);

    private static List<T> Read<T>(DataFolder data, string sql, Func<SqliteDataReader, T> map)
    {
        using var copy = new DataFolder();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(FindFile(data))!))
        {
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        }

        using var connection = new SqliteConnection($"Data Source={Path.Combine(copy.Path, Path.GetFileName(FindFile(data)))};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static string FindFile(DataFolder data) =>
        Assert.Single(Directory.EnumerateFiles(data.Path, "FunctionsJobs.db", SearchOption.AllDirectories));
}
