using System.Net;
using FunctionsJobs.Blobs.Local;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs.Http;

/// <summary><c>GET /api/v1/blobs/{name}?expires=&amp;file=&amp;signature=</c>: where links to local blobs lead.</summary>
public sealed class DownloadBlobFunction(IBlobStore blobs, LocalLinks links, IOptions<BlobsOptions> options, ILogger<DownloadBlobFunction> logger)
{
    [Function("blobs-download")]
    [OpenToAll("The link is the permission: signed by this program, for one file and a few minutes.")]
    [Operation("Exports", "Downloads the file of a short-lived link.", Description = "Where files are in a storage account, links lead there, and here is nothing.")]
    [RouteParameter("name", "The file, as the link has it.")]
    [QueryParameter("expires", "As the link has it.", IsRequired = true, Type = typeof(long))]
    [QueryParameter("file", "As the link has it.", IsRequired = true)]
    [QueryParameter("signature", "As the link has it.", IsRequired = true)]
    [HeaderParameter("Range", "One range of bytes, such as bytes=0-1023. Several are answered with the whole file.")]
    [HeaderParameter("If-Range", "The ETag that the range is of; when it is another by now, the whole file is sent.")]
    [HeaderParameter("If-None-Match", "The ETag of the file that the caller has.")]
    [Answers(HttpStatusCode.OK, "The file.", ContentType = "application/octet-stream", Headers = ["Content-Disposition", "ETag", "Accept-Ranges"])]
    [Answers(HttpStatusCode.PartialContent, "The range.", ContentType = "application/octet-stream", Headers = ["Content-Range", "ETag"])]
    [Answers(HttpStatusCode.NotModified, "The caller has it.", ContentType = null, Headers = ["ETag"])]
    [Answers(HttpStatusCode.RequestedRangeNotSatisfiable, "The range begins behind the end.", ContentType = null, Headers = ["Content-Range"])]
    [Problems(HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Open, "get", "head", Route = "api/v1/blobs/{*name}")] HttpRequestData request, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = new QueryReader(request);
        var (expires, file, signature) = (query.Optional("expires"), query.Optional("file"), query.Optional("signature"));
        if (options.Value.IsAzure || !BlobName.IsValid(name))
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such file.", cancellation);
        }

        if (!query.Errors.IsEmpty || !links.IsGood(name, file, expires, signature))
        {
            BlobLog.LinkRefused(logger);
            return await request.CreateProblemResponseAsync(HttpStatusCode.Forbidden, "The link is not good (any more). Ask for a new one.", cancellation);
        }

        try
        {
            return await request.CreateBlobResponseAsync(blobs, name, file!, cancellation)
                ?? await request.CreateProblemResponseAsync(HttpStatusCode.NotFound, "There is no such file.", cancellation);
        }
        catch (BlobStoreException e) when (e.IsTransient)
        {
            BlobLog.Unavailable(logger, e);
            return await request.CreateProblemResponseAsync(HttpStatusCode.ServiceUnavailable, "Files cannot be reached now; try again later.", cancellation);
        }
    }
}
