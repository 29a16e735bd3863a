namespace Microsoft.Azure.Functions.Worker;

/// <summary>The result of an invocation; middleware may replace it.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
    protected InvocationResult()
    {
    }
}
