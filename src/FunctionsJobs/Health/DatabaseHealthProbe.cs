using FunctionsJobs.JobStore;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>The job store's database.</summary>
internal sealed class DatabaseHealthProbe(IJobStore jobs) : IHealthProbe
{
    /// <inheritdoc/>
    public string Service => "database";

    /// <inheritdoc/>
    public Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation) => jobs.ProbeAsync(cancellation);
}
