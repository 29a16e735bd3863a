namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>
/// Runs the code of an entity for one batch of operations: it is to give <paramref name="batch"/> an <see cref="Microsoft.DurableTask.Entities.ITaskEntity"/>.
/// An exception, or an end without that, fails all operations of the batch.
/// </summary>
internal delegate Task EntityDelegate(EntityBatch batch, CancellationToken hostStopping);
