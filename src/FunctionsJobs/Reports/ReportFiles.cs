using System.Text;
using FunctionsJobs.Blobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Reports;

/// <summary>Keeps reports, one for a job, and finds them again.</summary>
public sealed class ReportFiles(IBlobStore blobs, IJobStore jobs)
{
    /// <summary>Their media type.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>The blob of a job's report. It follows from the job alone, is never another job's, and goes with the job.</summary>
    public static string NameOf(JobRecord job) => JobBlobs.NameOf(job.Id, "report.html");

    /// <summary>The job that a part is done for.</summary>
    /// <exception cref="JobFaultException">It is gone.</exception>
    public async Task<JobRecord> FindJobAsync(string jobId, CancellationToken cancellation) => await jobs.FindAsync(jobId, cancellation)
        ?? throw new JobFaultException(JobFault.Cancelled("job_removed", "The job store does not have the job any more."));

    /// <summary>Keeps a job's report; one that is there is replaced.</summary>
    public async Task<StoredBlob> WriteAsync(JobRecord job, string page, CancellationToken cancellation)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(page), writable: false);
        return await blobs.WriteAsync(NameOf(job), content, ContentType, cancellation);
    }

    /// <summary>Reads a report.</summary>
    /// <exception cref="JobFaultException">It is gone.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellation) => await FindAsync(name, cancellation)
        ?? throw new JobFaultException(JobFault.System("report_missing", "The report that was written is not in the blob store any more."));

    /// <summary>Reads a report; null where there is none.</summary>
    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellation)
    {
        await using var reading = await blobs.OpenAsync(name, default, cancellation);
        if (reading is null)
        {
            return null;
        }

        var content = new byte[reading.Length];
        await reading.Content.ReadExactlyAsync(content, cancellation);
        return content;
    }
}
