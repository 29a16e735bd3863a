using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.JobApi;

/// <summary><c>GET /api/v1/jobs/statistics</c>: totals by status, lengths of queues, and what ended within the last 24 hours.</summary>
public sealed class GetJobStatisticsFunction(IJobIndex index)
{
    private static readonly TimeSpan _window = TimeSpan.FromHours(24);

    [Function("jobs-statistics")]
    [RequiresRole(Role.Viewer)]
    [Operation("Jobs", "Counts and measures the jobs of all queues by status.")]
    [Answers(HttpStatusCode.OK, "The figures.", typeof(ApiResponse<JobStatisticsView>))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/jobs/statistics")] HttpRequestData request, CancellationToken cancellation)
    {
        var queues = await index.MeasureAsync(request.FunctionContext.GetCaller().ToScope(), null, _window, cancellation);
        var (completed, failed) = (queues.Sum(queue => queue.Completed), queues.Sum(queue => queue.Failed));
        var view = new JobStatisticsView
        {
            Totals = JobApiStates.Names.ToDictionary(
                status => status, status => JobApiStates.StatesOf(status).Sum(state => queues.Sum(queue => queue.Counts[state])), StringComparer.Ordinal),
            QueueLengths = queues.ToDictionary(queue => queue.Counts.Queue, queue => QueueStates.Waiting(queue.Counts), StringComparer.Ordinal),
            MeanDurations = queues.Where(queue => queue.MeanDuration is not null)
                .ToDictionary(queue => queue.Counts.Queue, queue => Math.Round(queue.MeanDuration!.Value.TotalMilliseconds, 1), StringComparer.Ordinal),
            SuccessRate = completed + failed == 0 ? null : (double)completed / (completed + failed),
            FailureRate = completed + failed == 0 ? null : (double)failed / (completed + failed),
        };
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<JobStatisticsView>(view), JobApiJson.Default.ApiResponseJobStatisticsView, cancellation);
    }
}
