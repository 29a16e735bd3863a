using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The state of an entity during one operation.</summary>
/// <remarks>
/// An object passes from one operation of a batch to the next only when the former has set it: one that was only read may have been changed
/// without being set, and such a change must not depend on how operations fall into batches.
/// </remarks>
internal sealed class EntityOperationState(DataConverter converter, string? serialized, object? stateObject) : TaskEntityState
{
    private string? _serialized = serialized;
    private object? _object = stateObject;
    private bool _isOver;

    public override bool HasState => _serialized is not null;

    /// <summary>The object that the operation has set as the state, if it has.</summary>
    public object? SetObject { get; private set; }

    public override object? GetState(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.IsInstanceOfType(_object))
        {
            _object = converter.Deserialize(_serialized, type);
        }

        return _object;
    }

    public override void SetState(object? state)
    {
        if (_isOver)
        {
            throw new InvalidOperationException("The operation has ended; its state can no longer be set.");
        }

        _serialized = converter.Serialize(state);
        _object = state;
        SetObject = state;
    }

    /// <summary>Lets no more changes in, and gives the serialized state.</summary>
    public string? End()
    {
        _isOver = true;
        return _serialized;
    }
}
