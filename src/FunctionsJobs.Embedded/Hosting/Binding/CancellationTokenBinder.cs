using FunctionsJobs.Embedded.Hosting.Invocation;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds the invocation's token.</summary>
internal sealed class CancellationTokenBinder : ParameterBinder
{
    public override object Bind(InvocationContext context) => context.CancellationToken;
}
