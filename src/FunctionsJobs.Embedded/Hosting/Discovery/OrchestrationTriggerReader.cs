using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Orchestrators: the context, at most one parameter for the input, and nothing that reaches the outside.</summary>
internal sealed class OrchestrationTriggerReader : ITriggerReader
{
    public FunctionTrigger ReadTrigger(FunctionReadContext context)
        => new DurableTrigger(FunctionKind.Orchestration, ((OrchestrationTriggerAttribute)context.Trigger).Orchestration ?? context.Name);

    public ParameterBinder? CreateBinder(FunctionReadContext context, ParameterInfo parameter)
    {
        if (parameter == context.TriggerParameter)
        {
            if (parameter.ParameterType == typeof(TaskOrchestrationContext))
            {
                return new TriggerValueBinder();
            }

            context.Report($"parameter '{parameter.Name}': [OrchestrationTrigger] binds a {nameof(TaskOrchestrationContext)}, not a {parameter.ParameterType.Name}.");
            return null;
        }

        if (parameter.GetCustomAttributes().Any(attribute => attribute is Microsoft.Azure.Functions.Worker.Extensions.Abstractions.BindingAttribute))
        {
            context.Report($"parameter '{parameter.Name}': an orchestrator has no other binding than its trigger.");
            return null;
        }

        if (parameter != InputCandidates(context).First())
        {
            context.Report($"parameter '{parameter.Name}': the input is bound to the first free parameter, '{InputCandidates(context).First().Name}'; there is nothing to bind this one to.");
            return null;
        }

        return new OrchestrationInputBinder(parameter);
    }

    private static IEnumerable<ParameterInfo> InputCandidates(FunctionReadContext context)
        => context.Method.GetParameters().Where(parameter =>
            parameter != context.TriggerParameter
            && parameter.ParameterType != typeof(FunctionContext)
            && parameter.ParameterType != typeof(CancellationToken));
}
