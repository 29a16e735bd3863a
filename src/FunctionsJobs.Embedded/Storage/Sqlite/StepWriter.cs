namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Writes steps into the open transaction of the write connection.</summary>
internal sealed class StepWriter
{
    private readonly InstanceWriter _instances;
    private readonly PayloadWriter _payloads;
    private readonly IdSequence _messageIds;
    private readonly SqliteStatement _append;
    private readonly SqliteStatement _enqueue;
    private readonly SqliteStatement _dequeue;
    private readonly SqliteStatement _writeEntity;
    private readonly SqliteStatement _deleteEntity;
    private readonly SqliteStatement _writeDocument;

    public StepWriter(SqliteDatabase database, FinishedInstanceCache cache)
    {
        _payloads = new PayloadWriter(database);
        Remover = new InstanceRemover(database, cache);
        _instances = new InstanceWriter(database, _payloads, Remover, cache);
        _messageIds = new IdSequence(database, "message_id");
        _append = database.Prepare(
            "INSERT INTO history (event_id, turn, at, type, task_id, name, payload, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _enqueue = database.Prepare(
            "INSERT INTO messages (message_id, target, kind, due_at, task_id, name, payload, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _dequeue = database.Prepare("DELETE FROM messages WHERE message_id = ?1");
        _writeEntity = database.Prepare(
            """
            INSERT INTO entities (entity_id, modified_at, locked_by, detail, state) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (entity_id) DO UPDATE SET
                modified_at = excluded.modified_at, locked_by = excluded.locked_by, detail = excluded.detail, state = excluded.state
            """);
        _deleteEntity = database.Prepare("DELETE FROM entities WHERE entity_id = ?1");
        _writeDocument = database.Prepare("INSERT INTO documents (name, body) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET body = excluded.body");
    }

    public InstanceRemover Remover { get; }

    public StepResult Write(TaskHubStep step, List<PackedPayload>? packed)
    {
        // Before the creations, although they come first in the step: they do not touch the updated instance, and nothing of the
        // step may happen when it is gone.
        if (step.Update is not null && !_instances.Update(step.Update, packed))
        {
            return new StepResult(new string?[step.Create.Count]) { Applied = false };
        }

        var result = Create(step.Create, packed);
        for (var i = 0; i < step.Append.Count; i++)
        {
            Append(step.Update!.Key, step.Append[i], packed);
        }

        for (var i = 0; i < step.Enqueue.Count; i++)
        {
            Enqueue(step.Enqueue[i], packed);
        }

        for (var i = 0; i < step.Dequeue.Count; i++)
        {
            _dequeue.Bind(1, step.Dequeue[i]);
            _dequeue.Run("removing a message");
        }

        for (var i = 0; i < step.Entities.Count; i++)
        {
            Write(step.Entities[i], packed);
        }

        return result;
    }

    public void WriteDocument(string name, string json, List<PackedPayload>? packed)
    {
        _writeDocument.Bind(1, name);
        _payloads.Bind(_writeDocument, 2, json, packed);
        _writeDocument.Run("writing a document");
        _writeDocument.Clear();
    }

    private StepResult Create(IReadOnlyList<NewInstance> create, List<PackedPayload>? packed)
    {
        if (create.Count == 0)
        {
            return StepResult.Empty;
        }

        var outcomes = new string?[create.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = _instances.Create(create[i], packed);
            if (outcomes[i] is not null && create[i].IfRefused is { } message)
            {
                Enqueue(message, packed);
            }
        }

        return new StepResult(outcomes);
    }

    private void Append(long instanceKey, HistoryRecord record, List<PackedPayload>? packed)
    {
        _append.Bind(1, HistoryKey.Of(instanceKey, record.Sequence));
        _append.Bind(2, record.Turn);
        _append.Bind(3, record.At);
        _append.Bind(4, record.Type);
        _append.Bind(5, record.TaskId);
        _append.Bind(6, record.Name);
        _payloads.Bind(_append, 7, record.Payload, packed);
        _payloads.Bind(_append, 8, record.Detail, packed);
        _append.Run("appending to a history");
    }

    private void Enqueue(MessageRecord message, List<PackedPayload>? packed)
    {
        message.Id = _messageIds.Take();
        _enqueue.Bind(1, message.Id);
        _enqueue.Bind(2, message.Target);
        _enqueue.Bind(3, message.Kind);
        _enqueue.Bind(4, message.DueAt);
        _enqueue.Bind(5, message.TaskId);
        _enqueue.Bind(6, message.Name);
        _payloads.Bind(_enqueue, 7, message.Payload, packed);
        _payloads.Bind(_enqueue, 8, message.Detail, packed);
        _enqueue.Run("enqueueing a message");
    }

    private void Write(EntityRecord entity, List<PackedPayload>? packed)
    {
        if (entity.Delete)
        {
            _deleteEntity.Bind(1, entity.EntityId);
            _deleteEntity.Run("deleting an entity");
            return;
        }

        _writeEntity.Bind(1, entity.EntityId);
        _writeEntity.Bind(2, entity.LastModifiedAt);
        _writeEntity.Bind(3, entity.LockedBy);
        _writeEntity.Bind(4, entity.Detail);
        _payloads.Bind(_writeEntity, 5, entity.State, packed);
        _writeEntity.Run("writing an entity");
    }
}
