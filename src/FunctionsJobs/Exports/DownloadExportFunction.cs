using System.Net;
using FunctionsJobs.Blobs;
using FunctionsJobs.Blobs.Http;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Exports;

/// <summary><c>GET /api/v1/exports/{jobId}/download</c>: the file of an export.</summary>
public sealed class DownloadExportFunction(IJobStore jobs, IBlobStore blobs, ILogger<DownloadExportFunction> logger)
{
    [Function("exports-download")]
    [RequiresRole(Role.Viewer)]
    [Operation("Exports", "Downloads the file of an export.", Description =
        "Redirects to a short-lived link where files are in a storage account; otherwise the file itself, or a range of it.")]
    [RouteParameter("jobId", "The job's id.")]
    [HeaderParameter("Range", "One range of bytes, such as bytes=0-1023. Several are answered with the whole file.")]
    [HeaderParameter("If-Range", "The ETag that the range is of; when it is another by now, the whole file is sent.")]
    [HeaderParameter("If-None-Match", "The ETag of the file that the caller has.")]
    [Answers(HttpStatusCode.OK, "The file.", ContentType = "application/octet-stream", Headers = ["Content-Disposition", "ETag", "Accept-Ranges"])]
    [Answers(HttpStatusCode.PartialContent, "The range.", ContentType = "application/octet-stream", Headers = ["Content-Range", "ETag"])]
    [Answers(HttpStatusCode.Found, "The file is at this link.", ContentType = null, Headers = ["Location"])]
    [Answers(HttpStatusCode.NotModified, "The caller has it.", ContentType = null, Headers = ["ETag"])]
    [Answers(HttpStatusCode.RequestedRangeNotSatisfiable, "The range begins behind the end.", ContentType = null, Headers = ["Content-Range"])]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.Gone)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "get", "head", Route = ExportRoutes.Download)] HttpRequestData request, string jobId, CancellationToken cancellation)
    {
        if (await request.FindOwnExportAsync(jobs, jobId, cancellation) is not { } job)
        {
            return await request.CreateNoJobResponseAsync(jobId, cancellation);
        }

        if (ExportRequests.FileOf(job) is not { } file)
        {
            return job.State.IsTerminal()
                ? await request.CreateProblemResponseAsync(HttpStatusCode.Gone, $"There is no file: the export is {job.State.ToName()}.", cancellation)
                : await request.CreateProblemResponseAsync(HttpStatusCode.Conflict, $"There is no file yet: the export is {job.State.ToName()}.", cancellation);
        }

        try
        {
            var link = await blobs.CreateLinkAsync(file.Blob, file.FileName, cancellation);
            return link.Uri.IsAbsoluteUri
                ? request.CreateRedirectResponse(link.Uri)
                : await request.CreateBlobResponseAsync(blobs, file.Blob, file.FileName, cancellation)
                    ?? await request.CreateProblemResponseAsync(HttpStatusCode.Gone, "The file is not kept any more.", cancellation);
        }
        catch (BlobStoreException e) when (e.IsTransient)
        {
            ExportLog.BlobsUnavailable(logger, e, job.Id);
            return await request.CreateProblemResponseAsync(HttpStatusCode.ServiceUnavailable, "Files cannot be reached now; try again later.", cancellation);
        }
    }
}
