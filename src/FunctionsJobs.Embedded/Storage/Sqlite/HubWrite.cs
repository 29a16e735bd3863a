namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>One thing for the writer to do inside a transaction.</summary>
internal abstract class HubWrite
{
    /// <summary>On the writer's thread, inside the transaction.</summary>
    public abstract void Apply(StepWriter writer);

    /// <summary>After the commit.</summary>
    public abstract void Succeed();

    /// <summary>Nothing of it was kept.</summary>
    public abstract void Fail(Exception cause);
}

/// <summary>A write that gives a <typeparamref name="T"/>. Its awaiters never run on the writer's thread.</summary>
internal abstract class HubWrite<T> : HubWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public sealed override void Apply(StepWriter writer) => _result = Write(writer);

    public sealed override void Succeed() => _completion.SetResult(_result!);

    public sealed override void Fail(Exception cause) => _completion.SetException(cause);

    protected abstract T Write(StepWriter writer);
}

internal sealed class StepWrite(TaskHubStep step, List<PackedPayload>? packed) : HubWrite<StepResult>
{
    protected override StepResult Write(StepWriter writer) => writer.Write(step, packed);
}

internal sealed class PurgeWrite(ReadOnlyMemory<long> instanceKeys) : HubWrite<int>
{
    protected override int Write(StepWriter writer) => writer.Remover.Purge(instanceKeys.Span);
}

internal sealed class DocumentWrite(string name, string json, List<PackedPayload>? packed) : HubWrite<bool>
{
    protected override bool Write(StepWriter writer)
    {
        writer.WriteDocument(name, json, packed);
        return true;
    }
}
