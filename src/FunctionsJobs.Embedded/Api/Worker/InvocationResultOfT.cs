namespace Microsoft.Azure.Functions.Worker;

/// <summary>The result of an invocation by its type; middleware may replace it.</summary>
public abstract class InvocationResult<T>
{
    protected InvocationResult()
    {
    }

    public abstract T? Value { get; set; }
}
