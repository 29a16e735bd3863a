using System.Text.Json;
using FunctionsJobs.Cache;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Dashboard.Api;

/// <summary>Starts the job that computes numbers of the dashboard, once, however many ask for them.</summary>
public sealed class DashboardRefresh(
    JobSubmitter submitter, IJobStore jobs, JobIntake intake, ResultCache cache, IOptions<DashboardOptions> options, ILogger<DashboardRefresh> logger)
{
    private const string Queue = "cache-warming";
    private const string JobName = "warm";
    private const int Priority = 80;

    private static readonly TimeSpan LostAgain = TimeSpan.FromSeconds(10);

    /// <summary>The job that computes these numbers: the one that is under way, or a new one.</summary>
    /// <param name="client">Starts its orchestration.</param>
    /// <param name="publisherId">Whose numbers, or null for all together.</param>
    /// <param name="query">The numbers.</param>
    /// <param name="cancellation">Cancels the call until the job is written.</param>
    internal async Task<JobRecord?> StartAsync(
        DurableTaskClient client, string? publisherId, DashboardQuery query, CancellationToken cancellation)
    {
        var job = await SubmitAsync(client, publisherId, query.Name, options.Value.FreshFor, cancellation);
        if (job is not { State: JobState.Completed } || (await query.ReadAsync(cache, publisherId, cancellation))?.ComputedAt >= job.CreatedAt)
        {
            return job;
        }

        // What it computed is not in the cache any more. Should that go on, there is a job now and then, not one for each request.
        return await SubmitAsync(client, publisherId, query.Name, LostAgain < options.Value.FreshFor ? LostAgain : options.Value.FreshFor, cancellation);
    }

    private async Task<JobRecord?> SubmitAsync(
        DurableTaskClient client, string? publisherId, string cacheKey, TimeSpan uniqueFor, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var request = new SubmitJobRequest
        {
            JobName = JobName,
            Data = JsonElement.Parse($$"""{"cacheKeys":["{{cacheKey}}"]}"""),
            Options = JsonElement.Parse($$"""{"priority":{{Priority}},"uniqueFor":{{(long)uniqueFor.TotalMilliseconds}}}"""),
        };
        if (submitter.Prepare(Queue, request, Caller.OfProgram("dashboard", publisherId), idempotencyKey: null, errors) is not { } job)
        {
            var (field, messages) = errors.ToDictionary().First();
            DashboardLog.RefreshRefused(logger, cacheKey, publisherId, $"{field} {messages[0]}");
            return null;
        }

        switch (await jobs.SubmitAsync(job, cancellation))
        {
            case JobSubmission.Accepted accepted:
                await intake.FollowAsync(client, accepted);
                return accepted.Job;
            case JobSubmission.Existing(var existing):
                return existing;
            case var refusal:
                DashboardLog.RefreshRefused(logger, cacheKey, publisherId, refusal.GetType().Name);
                return null;
        }
    }
}
