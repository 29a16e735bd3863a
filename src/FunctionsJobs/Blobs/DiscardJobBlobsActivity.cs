using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Blobs;

/// <summary>
/// Deletes all blobs of a job and all that is staged for them, after it ended without a result. Not one of a job type's own activities, which run only
/// while their job does.
/// </summary>
public sealed class DiscardJobBlobsActivity(IBlobStore blobs)
{
    [Function(nameof(DiscardJobBlobsActivity))]
    public async Task<bool> RunAsync([ActivityTrigger] string jobId, CancellationToken cancellation)
    {
        await blobs.DeleteFolderAsync(JobBlobs.FolderOf(jobId), cancellation);
        return true;
    }
}
