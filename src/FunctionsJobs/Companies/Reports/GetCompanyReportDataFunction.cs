using System.Net;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Reports;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Companies.Reports;

/// <summary><c>GET /api/v1/reports/{jobId}/data</c>: what the report on companies says, as JSON.</summary>
public sealed class GetCompanyReportDataFunction(IJobStore jobs, ReportFiles files)
{
    [Function("reports-get-data")]
    [RequiresRole(Role.Viewer)]
    [Operation("Reports", "Reads the report on companies of a completed job as a JSON file.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The report.", typeof(CompanyReport))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = "api/v1/reports/{jobId}/data")] HttpRequestData request, string jobId, CancellationToken cancellation)
    {
        if (await request.FindOwnJobAsync(jobs, jobId, cancellation) is not { Queue: "company-analytics", State: JobState.Completed } job
            || await files.FindAsync(CompanyReportFiles.DataOf(job.Id), cancellation) is not { } report)
        {
            return await request.CreateNoJobResponseAsync(jobId, cancellation);
        }

        var response = await request.CreateBytesResponseAsync(HttpStatusCode.OK, CompanyReportFiles.JsonContentType, report, cancellation);
        response.Headers.Add("Content-Disposition", "attachment; filename=\"report.json\"");
        return response;
    }
}
