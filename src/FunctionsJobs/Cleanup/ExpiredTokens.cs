using FunctionsJobs.JobStore.Retention;

namespace FunctionsJobs.Cleanup;

/// <summary>
/// <c>expired_tokens</c>: keys of uniqueness that no submission can meet any more. The program's other tokens keep no rows: bearer tokens, links and cursors carry
/// their own end, idempotency keys go with their jobs.
/// </summary>
public sealed class ExpiredTokens(IJobRetention retention) : ICleanup
{
    /// <inheritdoc/>
    public string Type => "expired_tokens";

    /// <inheritdoc/>
    public async Task<CleanupStep> RunAsync(CleanupRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.DryRun)
        {
            return new CleanupStep(await retention.CountExpiredKeysAsync(request.Before, cancellation), null);
        }

        var removed = await retention.RemoveExpiredKeysAsync(request.Before, request.BatchSize, cancellation);
        return new CleanupStep(removed, removed == request.BatchSize ? "more" : null);
    }
}
