using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds what runs the operations of an entity.</summary>
internal sealed class EntityDispatcherBinder : ParameterBinder
{
    public override object Bind(InvocationContext context) => new TaskEntityDispatcher(((EntityInvocationContext)context).Batch, context.InstanceServices);
}
