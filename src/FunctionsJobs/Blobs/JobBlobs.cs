using FunctionsJobs.JobStore.Retention;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Blobs;

/// <summary>The blobs of a job, which all lie in one folder named after the job's id, so that they are found again when the job is removed.</summary>
public sealed class JobBlobs(IBlobStore blobs) : IJobArtifacts
{
    /// <summary>The folder of a job, with a slash behind it. The same for the same id, whoever asks: fit for orchestrators.</summary>
    public static string FolderOf(string jobId) => $"jobs/{BlobName.SegmentOf(jobId)}/";

    /// <summary>The name of a job's blob.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="file">Its name within the job, by the grammar of <see cref="BlobName"/>.</param>
    public static string NameOf(string jobId, string file) => FolderOf(jobId) + file;

    /// <inheritdoc/>
    public Task DeleteAsync(RemovedJob job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        return blobs.DeleteFolderAsync(FolderOf(job.Id), cancellation);
    }
}
