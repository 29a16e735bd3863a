using FunctionsJobs.Blobs;
using FunctionsJobs.Exports;
using FunctionsJobs.Exports.UserData;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>Writes what is held on a person to the job's blob. A repeat replaces it. What belongs to another publisher than the job is not looked at.</summary>
public sealed class CollectUserDataActivity(
    UserDataCollector collector, IBlobStore blobs, IJobStore jobs, JobExecution execution, ILogger<CollectUserDataActivity> logger)
{
    private const string FileName = "user-data.json";

    [Function(nameof(CollectUserDataActivity))]
    public async Task<UserDataExportResultContract> RunAsync([ActivityTrigger] CollectUserDataContract collect)
    {
        var job = await jobs.FindAsync(collect.JobId, execution.Cancellation)
            ?? throw new JobFaultException(JobFault.Cancelled("job_removed", "The job store does not have the job any more."));

        // Gathered beside: what a person has is little, but nobody says how little.
        await using var content = new FileStream(
            Path.Combine(Path.GetTempPath(), $"functionsjobs-{Guid.CreateVersion7():N}"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        var found = await collector.WriteAsync(collect.UserId, job, content, execution.Cancellation);
        content.Position = 0;
        var blob = await blobs.WriteAsync(JobBlobs.NameOf(collect.JobId, FileName), content, "application/json", execution.Cancellation);
        UserDataExportLog.Collected(logger, collect.JobId, found);
        return new UserDataExportResultContract
        {
            Blob = blob.Name,
            FileName = FileName,
            ContentType = blob.ContentType,
            Bytes = blob.Length,
            Rows = found,
            Sha256 = blob.Sha256 ?? throw new BlobStoreException("A written blob has no checksum yet.", isTransient: true),
            Link = ExportRoutes.DownloadOf(collect.JobId),
        };
    }
}
