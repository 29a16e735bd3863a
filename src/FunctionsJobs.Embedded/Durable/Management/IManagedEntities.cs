using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>What the management API needs of the entities of a task hub.</summary>
internal interface IManagedEntities
{
    /// <summary>Whether the app has an entity of that name, without regard to case.</summary>
    bool HasEntity(string name);

    /// <summary>Sends an operation; it is durable when the task completes.</summary>
    /// <param name="id">The entity, which need not exist.</param>
    /// <param name="operation">Name of the operation; may be empty.</param>
    /// <param name="input">Any text, or <see langword="null"/> for no input.</param>
    /// <param name="isJson">Whether the text is JSON and is the input as it is; otherwise it is a string to serialize.</param>
    /// <param name="cancellation">Stops the wait; the operation may be sent nevertheless.</param>
    /// <exception cref="ArgumentException">The id is none.</exception>
    Task SignalAsync(EntityInstanceId id, string operation, string? input, bool isJson, CancellationToken cancellation);

    /// <summary>One entity with its state; <see langword="null"/> when it has none.</summary>
    /// <exception cref="ArgumentException">The id is none.</exception>
    ValueTask<EntityRecord?> FindAsync(EntityInstanceId id, CancellationToken cancellation);

    /// <summary>Reads one page of entities in the order of their ids.</summary>
    /// <param name="filter">Which entities to read, and whether with their states.</param>
    /// <param name="top">Most entities of the page; at least 1.</param>
    /// <param name="continuationToken">The token of the page before, or <see langword="null"/> for the first page.</param>
    /// <param name="cancellation">Stops the query.</param>
    /// <exception cref="InvalidContinuationException">The token is none of this query.</exception>
    ValueTask<Page<EntityRecord>> ListAsync(EntityFilter filter, int top, string? continuationToken, CancellationToken cancellation);
}
