using System.Text.Json;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Companies.Work;

/// <summary>Reads the companies that a job is about from the job itself, so that no history holds a thousand ids.</summary>
public sealed class CompanyJobs(IJobStore jobs)
{
    /// <summary>The job.</summary>
    /// <exception cref="JobFaultException">It is gone.</exception>
    public async Task<JobRecord> FindAsync(string jobId, CancellationToken cancellation) => await jobs.FindAsync(jobId, cancellation)
        ?? throw new JobFaultException(JobFault.Cancelled("job_removed", "The job store does not have the job any more."));

    /// <summary>Each id of a job once, in ordinal order.</summary>
    public static IReadOnlyList<string> IdsOf(JobRecord job)
    {
        ArgumentNullException.ThrowIfNull(job);
        using var data = JsonDocument.Parse(job.Arguments);
        return
        [
            .. data.RootElement.GetProperty(CompanyIds.Member).EnumerateArray()
                .Select(id => id.GetString()!)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }
}
