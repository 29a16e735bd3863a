using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds a singleton of the host.</summary>
internal sealed class ServiceBinder(Type service) : ParameterBinder
{
    private object? _value;

    public override object Bind(InvocationContext context) => _value ??= context.Runtime.Services.GetRequiredService(service);
}
