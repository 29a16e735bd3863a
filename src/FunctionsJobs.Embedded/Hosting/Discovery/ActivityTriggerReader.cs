using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Activities: the input in any type, and the id of the calling orchestration as <c>string instanceId</c>.</summary>
internal sealed class ActivityTriggerReader : ITriggerReader
{
    public FunctionTrigger ReadTrigger(FunctionReadContext context)
        => new DurableTrigger(FunctionKind.Activity, ((ActivityTriggerAttribute)context.Trigger).Activity ?? context.Name);

    public ParameterBinder? CreateBinder(FunctionReadContext context, ParameterInfo parameter)
    {
        if (parameter == context.TriggerParameter)
        {
            return parameter.ParameterType == typeof(FunctionContext) ? new FunctionContextBinder() : new ActivityInputBinder(parameter);
        }

        if (parameter.ParameterType == typeof(string) && string.Equals(parameter.Name, "instanceId", StringComparison.OrdinalIgnoreCase))
        {
            return new ActivityInstanceIdBinder();
        }

        context.Report($"parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be bound: besides its input an activity takes 'string instanceId', a FunctionContext, a CancellationToken, and bindings.");
        return null;
    }
}
