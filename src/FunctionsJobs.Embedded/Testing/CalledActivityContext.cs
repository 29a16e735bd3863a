using FunctionsJobs.Embedded.Durable;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Testing;

/// <summary>What an activity learns of the call that it answers.</summary>
internal sealed class CalledActivityContext(ActivityCall call) : TaskActivityContext
{
    public override TaskName Name { get; } = call.Name;

    public override string InstanceId => call.InstanceId;

    public override string Version => call.Version;
}
