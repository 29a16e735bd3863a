using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>Parameters that mean the same whatever the trigger.</summary>
internal static class CommonBinders
{
    /// <returns>The binder, or <see langword="null"/> when the parameter is for the trigger's reader to decide.</returns>
    public static ParameterBinder? Create(FunctionReadContext context, ParameterInfo parameter)
    {
        if (parameter == context.TriggerParameter)
        {
            return null;
        }

        if (parameter.ParameterType == typeof(FunctionContext))
        {
            return new FunctionContextBinder();
        }

        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return new CancellationTokenBinder();
        }

        if (parameter.GetCustomAttribute<DurableClientAttribute>() is { } client)
        {
            return CreateClientBinder(context, parameter, client);
        }

        var converter = parameter.GetCustomAttribute<InputConverterAttribute>() ?? parameter.ParameterType.GetCustomAttribute<InputConverterAttribute>();
        return converter is null or FromBodyAttribute ? null : new ConverterBinder(parameter, converter.ConverterType);
    }

    private static DurableClientBinder CreateClientBinder(FunctionReadContext context, ParameterInfo parameter, DurableClientAttribute client)
    {
        if (context.Trigger is OrchestrationTriggerAttribute)
        {
            context.Report($"parameter '{parameter.Name}': an orchestrator must not use a client; start sub-orchestrations and send events through its context.");
        }

        if (parameter.ParameterType != typeof(DurableTaskClient))
        {
            context.Report($"parameter '{parameter.Name}': [DurableClient] binds a {nameof(DurableTaskClient)}, not a {parameter.ParameterType.Name}.");
        }

        if (client.TaskHub is { } name && context.Resolve(name, parameter) is var hub && !hub.Equals(context.Host.Durable.HubName, StringComparison.OrdinalIgnoreCase))
        {
            context.Report($"parameter '{parameter.Name}': this host has one task hub, '{context.Host.Durable.HubName}', not '{hub}'.");
        }

        return new DurableClientBinder();
    }
}
