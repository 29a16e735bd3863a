using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The entities of a task hub in the same process, for clients.</summary>
internal sealed class EmbeddedEntityClient(EntityCalls calls) : DurableEntityClient(calls.Hub.Options.HubName)
{
    private DataConverter Converter => calls.Hub.Catalog.DataConverter;

    /// <exception cref="ArgumentException">The id is none.</exception>
    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(operationName);
        return calls.SignalAsync(id, operationName, Converter.Serialize(input), options?.SignalTime?.UtcDateTime, cancellation);
    }

    public override async Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
    {
        var entity = await calls.FindAsync(id, cancellation).ConfigureAwait(false);
        return entity is null ? null : Metadata(entity, includeState);
    }

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
    {
        var entity = await calls.FindAsync(id, cancellation).ConfigureAwait(false);
        return entity is null ? null : Metadata<T>(entity, includeState);
    }

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) => Query(filter, Metadata);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) => Query(filter, Metadata<T>);

    public override Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default) =>
        EntityCleanup.RunAsync(calls, request ?? CleanEntityStorageRequest.Default, continueUntilComplete, cancellation);

    private AsyncPageable<TMetadata> Query<TMetadata>(EntityQuery? query, Func<EntityRecord, bool, TMetadata> select)
        where TMetadata : notnull
    {
        query ??= new EntityQuery();
        var filter = new EntityFilter
        {
            EntityIdPrefix = query.InstanceIdStartsWith,
            LastModifiedFrom = query.LastModifiedFrom?.UtcDateTime,
            LastModifiedTo = query.LastModifiedTo?.UtcDateTime,
            WithoutState = query.IncludeTransient,
            WithPayloads = query.IncludeState,
        };
        return Pageable.Create<TMetadata>(async (continuation, pageSize, cancellation) =>
        {
            var limit = pageSize ?? query.PageSize ?? EntityQuery.DefaultPageSize;
            var page = await calls.ListAsync(filter, continuation ?? query.ContinuationToken, limit, cancellation).ConfigureAwait(false);
            return new Microsoft.DurableTask.Page<TMetadata>([.. page.Items.Select(entity => select(entity, query.IncludeState))], page.Continuation);
        });
    }

    private EntityMetadata Metadata(EntityRecord entity, bool withState) =>
        new(EntityInstanceId.FromString(entity.EntityId), withState && entity.State is { } state ? new SerializedData(state, Converter) : null)
        {
            LastModifiedTime = new DateTimeOffset(entity.LastModifiedAt),
            BacklogQueueSize = calls.Hub.Entities.BacklogOf(entity.EntityId),
            LockedBy = entity.LockedBy,
        };

    private EntityMetadata<T> Metadata<T>(EntityRecord entity, bool withState)
    {
        var id = EntityInstanceId.FromString(entity.EntityId);
        var time = new DateTimeOffset(entity.LastModifiedAt);
        var backlog = calls.Hub.Entities.BacklogOf(entity.EntityId);
        return withState && entity.State is { } state
            ? new EntityMetadata<T>(id, Converter.Deserialize<T>(state)) { LastModifiedTime = time, BacklogQueueSize = backlog, LockedBy = entity.LockedBy }
            : new EntityMetadata<T>(id) { LastModifiedTime = time, BacklogQueueSize = backlog, LockedBy = entity.LockedBy };
    }
}
