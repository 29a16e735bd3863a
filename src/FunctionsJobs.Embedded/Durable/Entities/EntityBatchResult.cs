using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What a batch of operations came to.</summary>
/// <param name="state">The serialized state before.</param>
internal sealed class EntityBatchResult(string? state)
{
    private readonly List<EntityOperationEnd> _ends = [];
    private readonly List<MessageRecord> _signals = [];
    private readonly List<NewInstance> _starts = [];

    /// <summary>The serialized state after the operations that succeeded; <see langword="null"/> for none.</summary>
    public string? State { get; private set; } = state;

    /// <summary>One per operation that was run, in order; fewer than the batch has when the host stopped.</summary>
    public IReadOnlyList<EntityOperationEnd> Ends => _ends;

    /// <summary>Signals that the operations sent, in order.</summary>
    public IReadOnlyList<MessageRecord> Signals => _signals;

    /// <summary>Orchestrations that the operations started.</summary>
    public IReadOnlyList<NewInstance> Starts => _starts;

    /// <param name="output">The operation's serialized result.</param>
    /// <param name="effects">What it did.</param>
    public void Succeed(string? output, EntityOperationEffects effects)
    {
        State = effects.State;
        _signals.AddRange(effects.Signals);
        _starts.AddRange(effects.Starts);
        _ends.Add(new EntityOperationEnd(output, null));
    }

    public void Fail(Failure failure) => _ends.Add(new EntityOperationEnd(null, failure));
}

/// <summary>The end of one operation.</summary>
/// <param name="Output">Serialized; <see langword="null"/> when it failed or returned nothing.</param>
/// <param name="Failure">Set when it failed.</param>
internal readonly record struct EntityOperationEnd(string? Output, Failure? Failure);

/// <summary>What one operation did.</summary>
/// <param name="State">The serialized state after it.</param>
/// <param name="Signals">Signals that it sent.</param>
/// <param name="Starts">Orchestrations that it started.</param>
internal sealed record EntityOperationEffects(string? State, IReadOnlyList<MessageRecord> Signals, IReadOnlyList<NewInstance> Starts);
