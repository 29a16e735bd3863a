using System.Text.Json;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Writes rows of <c>instances</c>. Whatever changes or removes a finished one tells the cache before.</summary>
internal sealed class InstanceWriter(SqliteDatabase database, PayloadWriter payloads, InstanceRemover remover, FinishedInstanceCache cache)
{
    private const string Updating = "updating an instance";

    private readonly IdSequence _keys = new(database, "instance_key");

    private readonly SqliteStatement _insert = database.Prepare(
        """
        INSERT INTO instances (instance_key, instance_id, execution_id, name, version, status, created_at, updated_at, completed_at,
            start_at, open_activities, parent_id, parent_execution_id, parent_name, parent_task_id, tags, trace_parent,
            custom_status, failure, input, output)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
        ON CONFLICT (instance_id) DO NOTHING
        """);

    private readonly SqliteStatement _find = database.Prepare("SELECT instance_key, status FROM instances WHERE instance_id = ?1");

    // An instance that is not finished has neither output nor failure, so these two need not clear them.
    private readonly SqliteStatement _update = database.Prepare(
        """
        UPDATE instances SET status = ?2, updated_at = ?3, open_activities = ?4
        WHERE instance_key = ?1 AND completed_at IS NULL
        """);

    private readonly SqliteStatement _finish = database.Prepare(
        """
        UPDATE instances SET status = ?2, updated_at = ?3, open_activities = ?4, completed_at = ?5, output = ?6, failure = ?7
        WHERE instance_key = ?1 AND completed_at IS NULL
        """);

    private readonly SqliteStatement _reopen = database.Prepare(
        "UPDATE instances SET completed_at = NULL, output = NULL, failure = NULL WHERE instance_key = ?1");

    private readonly SqliteStatement _setCustomStatus = database.Prepare("UPDATE instances SET custom_status = ?2 WHERE instance_key = ?1");

    private readonly SqliteStatement _beginExecution = database.Prepare(
        "UPDATE instances SET execution_id = ?2, input = ?3, version = ?4 WHERE instance_key = ?1");

    private readonly SqliteStatement _dropResult = database.Prepare(
        """
        DELETE FROM payloads WHERE payload_id IN (
            SELECT output FROM instances WHERE instance_key = ?1 AND typeof(output) = 'integer'
            UNION ALL
            SELECT failure FROM instances WHERE instance_key = ?1 AND typeof(failure) = 'integer')
        """);

    private readonly SqliteStatement _dropInput = database.Prepare(
        """
        DELETE FROM payloads WHERE payload_id IN (
            SELECT input FROM instances WHERE instance_key = ?1 AND typeof(input) = 'integer')
        """);

    /// <returns><see langword="null"/> when created, otherwise the status that stood in the way.</returns>
    public string? Create(NewInstance create, List<PackedPayload>? packed)
    {
        var key = _keys.Take();

        // Large payloads get their rows while they are bound, so the outcome must be known before.
        if (packed is not null || !TryInsert(key, create.Instance, packed))
        {
            if (Find(create.Instance.InstanceId) is var (existing, status))
            {
                if (!create.ReplaceStatuses.Contains(status))
                {
                    return status;
                }

                remover.Remove(existing, create.Instance.InstanceId);
            }

            TryInsert(key, create.Instance, packed);
        }

        create.Instance.Key = key;
        return null;
    }

    /// <returns>Whether the instance is there.</returns>
    public bool Update(InstanceUpdate update, List<PackedPayload>? packed)
    {
        if (packed is not null || !TryUpdate(update, packed))
        {
            // Gone, or finished before (a rewind): then it is opened again, and what it came to is forgotten.
            cache.Change(update.Key);
            Run(_dropResult, update.Key);
            Run(_reopen, update.Key);
            if (database.Changes == 0)
            {
                return false;
            }

            TryUpdate(update, packed);
        }

        if (update.CustomStatusChanged)
        {
            _setCustomStatus.Bind(1, update.Key);
            payloads.Bind(_setCustomStatus, 2, update.CustomStatus, packed);
            _setCustomStatus.Run(Updating);
        }

        if (update.NewExecution is { } execution)
        {
            BeginExecution(update.Key, execution, packed);
        }

        return true;
    }

    private bool TryUpdate(InstanceUpdate update, List<PackedPayload>? packed)
    {
        var statement = update.CompletedAt is null ? _update : _finish;
        statement.Bind(1, update.Key);
        statement.Bind(2, update.Status);
        statement.Bind(3, update.LastUpdatedAt);
        statement.Bind(4, update.OpenActivities);
        if (update.CompletedAt is { } completedAt)
        {
            statement.Bind(5, completedAt);
            payloads.Bind(statement, 6, update.Output, packed);
            payloads.Bind(statement, 7, update.Failure, packed);
        }

        statement.Run(Updating);
        return database.Changes == 1;
    }

    private void BeginExecution(long key, NewExecution execution, List<PackedPayload>? packed)
    {
        remover.RemoveHistory(key);
        Run(_dropInput, key);
        _beginExecution.Bind(1, key);
        _beginExecution.Bind(2, execution.ExecutionId);
        payloads.Bind(_beginExecution, 3, execution.Input, packed);
        _beginExecution.Bind(4, execution.Version);
        _beginExecution.Run("beginning an execution");
    }

    private static void Run(SqliteStatement statement, long key)
    {
        statement.Bind(1, key);
        statement.Run(Updating);
    }

    private bool TryInsert(long key, InstanceRecord instance, List<PackedPayload>? packed)
    {
        var parent = instance.Parent;
        _insert.Bind(1, key);
        _insert.Bind(2, instance.InstanceId);
        _insert.Bind(3, instance.ExecutionId);
        _insert.Bind(4, instance.Name);
        _insert.Bind(5, instance.Version);
        _insert.Bind(6, instance.Status);
        _insert.Bind(7, instance.CreatedAt);
        _insert.Bind(8, instance.LastUpdatedAt);
        _insert.Bind(9, instance.CompletedAt);
        _insert.Bind(10, instance.StartAt);
        _insert.Bind(11, instance.OpenActivities);
        _insert.Bind(12, parent?.InstanceId);
        _insert.Bind(13, parent?.ExecutionId);
        _insert.Bind(14, parent?.Name);
        _insert.Bind(15, (long?)parent?.TaskId);
        _insert.Bind(16, instance.Tags is null ? null : JsonSerializer.Serialize(instance.Tags, StorageJson.Default.IReadOnlyDictionaryStringString));
        _insert.Bind(17, instance.TraceParent);
        payloads.Bind(_insert, 18, instance.CustomStatus, packed);
        payloads.Bind(_insert, 19, instance.Failure, packed);
        payloads.Bind(_insert, 20, instance.Input, packed);
        payloads.Bind(_insert, 21, instance.Output, packed);
        _insert.Run("creating an instance");
        return database.Changes == 1;
    }

    private (long Key, string Status)? Find(string instanceId)
    {
        _find.Bind(1, instanceId);
        (long, string)? found = _find.Step("finding an instance") ? (_find.GetInt64(0), _find.GetText(1)) : null;
        _find.Reset();
        return found;
    }
}
