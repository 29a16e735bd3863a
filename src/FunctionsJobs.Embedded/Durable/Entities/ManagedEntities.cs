using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The entities behind the management API.</summary>
internal sealed class ManagedEntities(EntityCalls calls) : IManagedEntities
{
    public bool HasEntity(string name) => calls.Hub.Catalog.FindEntity(name) is not null;

    public Task SignalAsync(EntityInstanceId id, string operation, string? input, bool isJson, CancellationToken cancellation) =>
        calls.SignalAsync(id, operation, isJson ? input : calls.Hub.Catalog.DataConverter.Serialize(input), null, cancellation);

    public ValueTask<EntityRecord?> FindAsync(EntityInstanceId id, CancellationToken cancellation) => calls.FindAsync(id, cancellation);

    public ValueTask<Page<EntityRecord>> ListAsync(EntityFilter filter, int top, string? continuationToken, CancellationToken cancellation) =>
        calls.ListAsync(filter, continuationToken, top, cancellation);
}
