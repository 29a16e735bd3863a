using System.Net;
using FunctionsJobs.Blobs;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Exports;

/// <summary><c>GET /api/v1/exports/{jobId}</c>: how far an export is and, when it is made, where its file is had.</summary>
public sealed class GetExportFunction(IJobStore jobs, IBlobStore blobs, TimeProvider time, ILogger<GetExportFunction> logger)
{
    [Function("exports-get")]
    [RequiresRole(Role.Viewer)]
    [Operation("Exports", "Reads the state of an export and, when it has completed, a short-lived link to its file.")]
    [RouteParameter("jobId", "The job's id.")]
    [Answers(HttpStatusCode.OK, "The export.", typeof(ApiResponse<ExportView>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", Route = ExportRoutes.Get)] HttpRequestData request, string jobId, CancellationToken cancellation)
    {
        if (await request.FindOwnExportAsync(jobs, jobId, cancellation) is not { } job)
        {
            return await request.CreateNoJobResponseAsync(jobId, cancellation);
        }

        try
        {
            var view = JobView.Of(job, time.GetUtcNow());
            return await request.CreateJsonResponseAsync(
                HttpStatusCode.OK,
                new ApiResponse<ExportView>(new ExportView
                {
                    JobId = job.Id,
                    State = view.State,
                    Progress = view.Progress,
                    File = ExportRequests.FileOf(job) is { } file ? await ViewAsync(job.Id, file, cancellation) : null,
                    Error = view.Error,
                }),
                ExportJson.Default.ApiResponseExportView,
                cancellation);
        }
        catch (BlobStoreException e) when (e.IsTransient)
        {
            ExportLog.BlobsUnavailable(logger, e, job.Id);
            return await request.CreateProblemResponseAsync(HttpStatusCode.ServiceUnavailable, "Files cannot be reached now; try again later.", cancellation);
        }
    }

    private async Task<ExportedFileView> ViewAsync(string jobId, ExportedFile file, CancellationToken cancellation)
    {
        var link = await blobs.CreateLinkAsync(file.Blob, file.FileName, cancellation);
        return new ExportedFileView(
            file.FileName, file.ContentType, file.Bytes, file.Rows, file.Sha256, ExportRoutes.DownloadOf(jobId), link.Uri.OriginalString, link.ExpiresAt);
    }
}
