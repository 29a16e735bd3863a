using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>The typed view of an invocation's result.</summary>
internal sealed class FeatureInvocationResult<T>(IInvocationResultFeature feature, T value) : InvocationResult<T>
{
    private T? _value = value;

    public override T? Value
    {
        get => _value;
        set
        {
            _value = value;
            feature.Result = value;
        }
    }
}
