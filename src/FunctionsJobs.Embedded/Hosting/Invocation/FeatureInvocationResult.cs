using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>The untyped view of an invocation's result.</summary>
internal sealed class FeatureInvocationResult(IInvocationResultFeature feature) : InvocationResult
{
    public override object? Value
    {
        get => feature.Result;
        set => feature.Result = value;
    }
}
