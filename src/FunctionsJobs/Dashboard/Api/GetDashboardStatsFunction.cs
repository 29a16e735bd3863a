using System.Net;
using FunctionsJobs.Analytics;
using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Requests;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Dashboard.Api;

/// <summary>
/// <c>GET /api/dashboard/stats?publisherId=&amp;key=</c>: numbers from the cache, at once. Where they are older than <see cref="DashboardOptions.FreshFor"/> the
/// answer names the job that computes them anew; where there are none yet, it is 202 with that job.
/// </summary>
public sealed class GetDashboardStatsFunction(
    DashboardQueries queries, ResultCache cache, CacheRequests requests, DashboardRefresh refresh, IOptions<DashboardOptions> options, TimeProvider time)
{
    private const int RetryAfterSeconds = 1;

    [Function("dashboard-get-stats")]
    [RequiresRole(Role.Viewer)]
    [Operation("Dashboard", "Reads numbers of the dashboard from the cache.", Description = "Those that are stale or missing are computed by a job, which is started once.")]
    [QueryParameter("publisherId", "Whose; left out, those of the publisher that the caller is bound to, or of all together.")]
    [QueryParameter("key", "Which; default dashboard:stats.", Values = [DashboardQueryNames.Stats, DashboardQueryNames.Overview, DashboardQueryNames.WeeklyGrowth, DashboardQueryNames.Performance])]
    [Answers(HttpStatusCode.OK, "The numbers, and the job that computes them anew where they are stale.", typeof(ApiResponse<DashboardStatsView>))]
    [Answers(HttpStatusCode.Accepted, "There are none yet; the job computes them.", typeof(ApiResponse<DashboardStatsView>), Headers = ["Location", "Retry-After"])]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/dashboard/stats")] HttpRequestData request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var values = new QueryReader(request);
        var (publisherId, key) = (values.Optional("publisherId"), values.Optional("key") ?? DashboardQueryNames.Stats);
        if (publisherId is not null && !PublisherId.IsValid(publisherId))
        {
            values.Errors.Add("publisherId", PublisherId.Rule);
        }

        if (!queries.TryFind(key, out var query))
        {
            values.Errors.Add("key", DashboardQueryNames.Rule);
        }

        values.RefuseUnknown();
        if (query is null || !values.Errors.IsEmpty)
        {
            return await request.CreateValidationProblemResponseAsync(values.Errors, cancellation);
        }

        var caller = request.FunctionContext.GetCaller();
        if (publisherId is not null && !caller.MayUse(publisherId))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such publisher.", cancellation);
        }

        return await AnswerAsync(request, client, query, publisherId ?? caller.Tenant, cancellation);
    }

    private async Task<HttpResponseData> AnswerAsync(
        HttpRequestData request, DurableTaskClient client, DashboardQuery query, string? publisherId, CancellationToken cancellation)
    {
        await requests.CountAsync(publisherId, query.Name, cancellation);
        var entry = await query.ReadAsync(cache, publisherId, cancellation);
        var isStale = entry is null || time.GetUtcNow() - entry.ComputedAt > options.Value.FreshFor;
        var job = isStale ? await refresh.StartAsync(client, publisherId, query, cancellation) : null;
        var statusUrl = job is null ? null : $"/api/dashboard/jobs/{job.Id}";
        var view = new DashboardStatsView
        {
            Key = query.Name,
            PublisherId = publisherId,
            ComputedAt = entry?.ComputedAt,
            IsStale = isStale,
            Numbers = entry?.Value,
            JobId = job?.Id,
            StatusUrl = statusUrl,
        };
        var response = await request.CreateJsonResponseAsync(
            entry is null ? HttpStatusCode.Accepted : HttpStatusCode.OK, new ApiResponse<DashboardStatsView>(view), DashboardJson.Default.ApiResponseDashboardStatsView, cancellation);
        if (entry is null)
        {
            response.Headers.Add("Retry-After", $"{RetryAfterSeconds}");
            if (statusUrl is not null)
            {
                response.Headers.Add("Location", statusUrl);
            }
        }

        return response;
    }
}
