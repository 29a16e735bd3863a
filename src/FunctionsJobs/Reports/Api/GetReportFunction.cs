using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Reports.Page;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Reports.Api;

/// <summary><c>GET /api/v1/reports/{jobId}</c>: the report that a job has written.</summary>
public sealed class GetReportFunction(IJobStore jobs, ReportFiles files)
{
    [Function("reports-get")]
    [RequiresRole(Role.Viewer)]
    [Operation("Reports", "Reads the report of a completed job: an HTML page that needs nothing besides itself.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The report.", ContentType = "text/html")]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/reports/{jobId}")] HttpRequestData request, string jobId, CancellationToken cancellation)
    {
        if (await request.FindOwnJobAsync(jobs, jobId, cancellation) is not { Queue: "report-generation" or "company-analytics", State: JobState.Completed } job
            || await files.FindAsync(ReportFiles.NameOf(job), cancellation) is not { } report)
        {
            return await request.CreateNoJobResponseAsync(jobId, cancellation);
        }

        var response = await request.CreateBytesResponseAsync(HttpStatusCode.OK, ReportFiles.ContentType, report, cancellation);
        response.Headers.Add("Content-Disposition", "attachment; filename=\"report.html\"");
        response.Headers.Add("Content-Security-Policy", HtmlDocument.ContentSecurityPolicy);
        return response;
    }
}
