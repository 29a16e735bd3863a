using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>What every invocation of this host shares.</summary>
internal sealed class FunctionRuntime
{
    public FunctionRuntime(
        IServiceProvider services,
        IServiceScopeFactory scopes,
        IOptions<WorkerOptions> worker,
        TimeProvider time,
        IFunctionActivator activator,
        InvocationPipeline pipeline,
        RunningInvocations running)
    {
        Services = services;
        Scopes = scopes;
        Serializer = worker.Value.Serializer ?? throw new HostStartException("WorkerOptions.Serializer must not be null.");
        Time = time;
        Activator = activator;
        Running = running;
        Pipeline = pipeline.Build(FunctionExecution.ExecuteAsync);
    }

    /// <summary>The app's root services, for singletons.</summary>
    public IServiceProvider Services { get; }

    public IServiceScopeFactory Scopes { get; }

    public ObjectSerializer Serializer { get; }

    public TimeProvider Time { get; }

    public IFunctionActivator Activator { get; }

    public RunningInvocations Running { get; }

    /// <summary>The middleware with the function inside.</summary>
    public FunctionExecutionDelegate Pipeline { get; }
}
