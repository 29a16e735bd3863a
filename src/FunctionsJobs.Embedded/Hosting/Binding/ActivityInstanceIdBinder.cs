using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds the instance id of the orchestration that called the activity.</summary>
internal sealed class ActivityInstanceIdBinder : ParameterBinder
{
    public override object Bind(InvocationContext context) => ((ActivityInvocationContext)context).Call.InstanceId;
}
