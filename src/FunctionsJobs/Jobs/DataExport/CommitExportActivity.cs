using FunctionsJobs.Blobs;
using FunctionsJobs.Exports;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Makes the file of the staged parts, in one step. A repeat finds it made and answers the same.</summary>
public sealed class CommitExportActivity(IBlobStore blobs, IJobStore jobs, JobExecution execution, ILogger<CommitExportActivity> logger)
{
    [Function(nameof(CommitExportActivity))]
    public async Task<DataExportResultContract> RunAsync([ActivityTrigger] CommitExportContract commit)
    {
        var file = ExportFile.Of(commit.JobId, commit.Plan.File, commit.Plan.Format, commit.Plan.Compression);
        var parts = ExportParts.InOrder(file.Format, commit.Blocks);
        if (parts.Count > IBlobStore.MaxParts)
        {
            throw new JobFaultException(JobFault.Data(
                "export_too_large", $"The file would have {parts.Count} blocks, and {IBlobStore.MaxParts} is the most. Export a shorter range."));
        }

        // Lines without any row: nothing was staged that a file could be made of.
        var blob = parts.Count > 0
            ? await blobs.CommitAsync(file.Blob, parts, file.ContentType, execution.Cancellation)
            : await blobs.WriteAsync(file.Blob, new MemoryStream(ExportFrame.Pack([], file.IsGzip)), file.ContentType, execution.Cancellation);
        await jobs.ReportStepAsync(
            commit.JobId, "commit", commit.Blocks.Count + 1, $"{commit.Rows} rows, {blob.Length} bytes", execution.Cancellation);
        DataExportLog.FileCommitted(logger, commit.JobId, commit.Rows, blob.Length);
        return new DataExportResultContract
        {
            Blob = blob.Name,
            FileName = commit.Plan.FileName,
            ContentType = blob.ContentType,
            Bytes = blob.Length,
            Rows = commit.Rows,
            Sha256 = blob.Sha256 ?? throw new BlobStoreException("A committed blob has no checksum yet.", isTransient: true),
            Link = ExportRoutes.DownloadOf(commit.JobId),
        };
    }
}
