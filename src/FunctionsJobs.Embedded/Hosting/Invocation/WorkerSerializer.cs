using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>Finds the serializer that the app configured.</summary>
internal static class WorkerSerializer
{
    /// <exception cref="InvalidOperationException">The services know no serializer (a hand-made context in a test, for instance).</exception>
    public static ObjectSerializer Of(FunctionContext context)
        => context.InstanceServices.GetService<IOptions<WorkerOptions>>()?.Value.Serializer
            ?? throw new InvalidOperationException("No serializer is configured for the worker.");
}
