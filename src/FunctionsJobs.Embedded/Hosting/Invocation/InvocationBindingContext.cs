using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Trigger data of one invocation.</summary>
internal sealed class InvocationBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public static IReadOnlyDictionary<string, object?> NoData { get; } = new Dictionary<string, object?>();

    public override IReadOnlyDictionary<string, object?> BindingData { get; } = data;
}
