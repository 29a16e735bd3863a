using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>The durable engine, which runs what is queued: asked for an instance that is not there.</summary>
internal sealed class QueuesHealthProbe : IHealthProbe
{
    private const string NoInstance = "health-probe";

    /// <inheritdoc/>
    public string Service => "queues";

    /// <inheritdoc/>
    public Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation) => client.GetInstanceAsync(NoInstance, cancellation);
}
