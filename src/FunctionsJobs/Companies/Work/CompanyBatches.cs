using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Companies.Work;

/// <summary>Takes a job's companies batch by batch. Kept outside the attempt, by the orchestrator: the next attempt goes on after the last batch that was done.</summary>
/// <param name="jobId">The job.</param>
/// <param name="total">How many ids it has, each counted once.</param>
/// <param name="size">Companies per batch, at least 1.</param>
internal sealed class CompanyBatches(string jobId, int total, int size)
{
    private readonly List<CompanyBatchDone> _done = [];

    /// <summary>Does what is left to do.</summary>
    /// <param name="attempt">Under which attempt.</param>
    /// <param name="activityName">The activity that does a batch, and answers a <see cref="CompanyBatchDone"/>.</param>
    /// <param name="input">Its input.</param>
    /// <exception cref="JobFaultException">A batch failed; or none of the companies is there.</exception>
    public async Task<CompanyBatchResult> RunAsync(JobAttempt attempt, string activityName, Func<CompanyBatch, object> input)
    {
        for (var from = _done.Count * size; from < total; from += size)
        {
            _done.Add(await attempt.CallActivityAsync<CompanyBatchDone>(activityName, input(new CompanyBatch { JobId = jobId, From = from, Size = size })));
        }

        var result = new CompanyBatchResult
        {
            Companies = [.. _done.SelectMany(batch => batch.Companies)],
            NotFound = [.. _done.SelectMany(batch => batch.NotFound)],
            Changed = _done.Sum(batch => batch.Changed),
        };
        return result.Companies.Count > 0 ? result : throw new JobFaultException(JobFault.Data("companies_not_found", "None of the companies is there."));
    }
}
