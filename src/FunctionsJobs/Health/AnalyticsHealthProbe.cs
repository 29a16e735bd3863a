using FunctionsJobs.Analytics;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>The database of events and roll-ups.</summary>
internal sealed class AnalyticsHealthProbe(IAnalyticsStore analytics) : IHealthProbe
{
    /// <inheritdoc/>
    public string Service => "analyticsRollups";

    /// <inheritdoc/>
    public Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation) => analytics.ProbeAsync(cancellation);
}
