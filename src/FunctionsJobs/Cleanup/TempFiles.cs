using FunctionsJobs.Blobs;

namespace FunctionsJobs.Cleanup;

/// <summary><c>temp_files</c>: parts of blobs that were staged and never committed, counted by blob.</summary>
public sealed class TempFiles(IBlobStore blobs) : ICleanup
{
    private const int Limit = 500;

    /// <inheritdoc/>
    public string Type => "temp_files";

    /// <inheritdoc/>
    public async Task<CleanupStep> RunAsync(CleanupRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var limit = request.DryRun ? int.MaxValue : Limit;
        var count = await blobs.DiscardPartsAsync(request.Before, request.DryRun, limit, cancellation);
        return new CleanupStep(count, count == limit ? "more" : null);
    }
}
