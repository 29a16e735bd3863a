using FunctionsJobs.JobStore.Audit;

namespace FunctionsJobs.Cleanup;

/// <summary><c>old_logs</c>: lines of the audit trail.</summary>
public sealed class OldLogs(IJobAudit audit) : ICleanup
{
    /// <inheritdoc/>
    public string Type => "old_logs";

    /// <inheritdoc/>
    public async Task<CleanupStep> RunAsync(CleanupRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.DryRun)
        {
            return new CleanupStep(await audit.CountBeforeAsync(request.Before, cancellation), null);
        }

        var removed = await audit.RemoveBeforeAsync(request.Before, request.BatchSize, cancellation);
        return new CleanupStep(removed, removed == request.BatchSize ? "more" : null);
    }
}
