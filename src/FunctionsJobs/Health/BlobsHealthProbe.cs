using FunctionsJobs.Blobs;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>The store of exports and reports.</summary>
internal sealed class BlobsHealthProbe(IBlobStore blobs) : IHealthProbe
{
    /// <inheritdoc/>
    public string Service => "blobs";

    /// <inheritdoc/>
    public Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation) => blobs.ProbeAsync(cancellation);
}
