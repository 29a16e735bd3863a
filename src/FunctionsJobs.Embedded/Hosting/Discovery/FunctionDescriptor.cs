using System.Reflection;
using FunctionsJobs.Embedded.Hosting.Binding;
using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Hosting.Discovery;

/// <summary>One function, ready to be called.</summary>
internal sealed class FunctionDescriptor
{
    public required string Name { get; init; }

    public required MethodInfo Method { get; init; }

    public required FunctionTrigger Trigger { get; init; }

    public required ParameterInfo TriggerParameter { get; init; }

    /// <summary>One per parameter of <see cref="Method"/>, in its order.</summary>
    public required ParameterBinder[] Binders { get; init; }

    public required MethodCall Call { get; init; }

    public required EmbeddedFunctionDefinition Definition { get; init; }

    /// <summary>Switched off by the setting <c>AzureWebJobs.{name}.Disabled</c>: neither routed nor scheduled.</summary>
    public bool IsDisabled { get; init; }

    public FunctionKind Kind => Trigger.Kind;

    public Type DeclaringType => Method.DeclaringType!;
}
