namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What an entity does in one turn.</summary>
/// <param name="Operations">Taken from the queue and run, in order.</param>
/// <param name="Result">What they came to; <see langword="null"/> without operations.</param>
/// <param name="Lock">The lock request that is granted after them, if any.</param>
internal sealed record EntityTurn(IReadOnlyList<EntityOperation> Operations, EntityBatchResult? Result, EntityLock? Lock);
