using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds the input of an orchestration to a parameter of its orchestrator.</summary>
internal sealed class OrchestrationInputBinder : ParameterBinder
{
    private readonly Func<TaskOrchestrationContext, object?> _read;
    private readonly object? _default;
    private readonly bool _isOptional;
    private readonly string _name;

    public OrchestrationInputBinder(ParameterInfo parameter)
    {
        _name = parameter.Name!;
        _default = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        _isOptional = parameter.HasDefaultValue || !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        // A value type is read in its nullable form, so that a missing input shows.
        var type = _isOptional && !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null
            ? parameter.ParameterType
            : typeof(Nullable<>).MakeGenericType(parameter.ParameterType);
        _read = typeof(OrchestrationInputBinder).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).CreateDelegate<Func<TaskOrchestrationContext, object?>>();
    }

    public override object? Bind(InvocationContext context)
        => _read((TaskOrchestrationContext)context.TriggerValue!)
            ?? (_isOptional ? _default : throw new ParameterBindingException(_name, "the orchestration was started without the input it needs."));

    private static object? Read<T>(TaskOrchestrationContext context) => context.GetInput<T>();
}
