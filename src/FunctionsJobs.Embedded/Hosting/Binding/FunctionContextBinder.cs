using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds the invocation's context.</summary>
internal sealed class FunctionContextBinder : ParameterBinder
{
    public override object Bind(InvocationContext context) => context;
}
