using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Entities: the dispatcher of their operations, and bindings.</summary>
internal sealed class EntityTriggerReader : ITriggerReader
{
    public FunctionTrigger? ReadTrigger(FunctionReadContext context)
    {
        var name = ((EntityTriggerAttribute)context.Trigger).EntityName is { } given ? context.Resolve(given, context.TriggerParameter) : context.Name;
        if (name.Length > 0 && !name.Contains('@'))
        {
            return new DurableTrigger(FunctionKind.Entity, name);
        }

        context.Report($"'{name}' is no entity name: it must not be empty, nor contain '@'.");
        return null;
    }

    public ParameterBinder? CreateBinder(FunctionReadContext context, ParameterInfo parameter)
    {
        if (parameter == context.TriggerParameter)
        {
            if (parameter.ParameterType == typeof(TaskEntityDispatcher))
            {
                return new EntityDispatcherBinder();
            }

            context.Report($"parameter '{parameter.Name}': [EntityTrigger] binds a {nameof(TaskEntityDispatcher)}, not a {parameter.ParameterType.Name}.");
            return null;
        }

        context.Report($"parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be bound: besides its dispatcher an entity takes a FunctionContext, a CancellationToken, and bindings.");
        return null;
    }
}
