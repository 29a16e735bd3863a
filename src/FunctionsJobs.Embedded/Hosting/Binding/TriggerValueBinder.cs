using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds the trigger's value as the host hands it over.</summary>
internal sealed class TriggerValueBinder : ParameterBinder
{
    public override object? Bind(InvocationContext context) => context.TriggerValue;
}
