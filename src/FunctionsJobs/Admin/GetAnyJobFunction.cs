using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Admin;

/// <summary><c>GET /api/v1/admin/jobs/{jobId}</c>: one job of any queue and publisher, with what only administrators see.</summary>
public sealed class GetAnyJobFunction(IJobStore jobs, TimeProvider time)
{
    [Function("admin-get-job")]
    [RequiresRole(Role.Admin, AllTenants = true)]
    [Operation("Administration", "Reads one job of any queue and publisher.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The job.", typeof(ApiResponse<AdminJobView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/admin/jobs/{jobId}")] HttpRequestData request, string jobId, CancellationToken cancellation)
    {
        if (await request.FindOwnJobAsync(jobs, jobId, cancellation) is not { } job)
        {
            return await request.CreateNoJobResponseAsync(jobId, cancellation);
        }

        var view = AdminJobView.Of(
            job, await jobs.ReadDependenciesAsync(jobId, cancellation), time.GetUtcNow(), await jobs.CountChildrenAsync(jobId, cancellation));
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<AdminJobView>(view), AdminJson.Default.ApiResponseAdminJobView, cancellation);
    }
}
