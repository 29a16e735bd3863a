using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Binds the client of the host's task hub. Only a binding gives it, as in the real worker, not the app's services.</summary>
internal sealed class DurableClientBinder : ParameterBinder
{
    private object? _client;

    public override object Bind(InvocationContext context) => _client ??= context.Runtime.Services.GetRequiredService<TaskHubEngine>().Client;
}
