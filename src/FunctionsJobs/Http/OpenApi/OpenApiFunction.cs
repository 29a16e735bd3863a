using System.Net;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Http.OpenApi;

/// <summary><c>GET /api/openapi.json</c>: the API described for programs.</summary>
public sealed class OpenApiFunction(OpenApiDocument document)
{
    /// <summary>Handles the request.</summary>
    [Function("openapi")]
    [OpenToAll("It describes calls and holds no data; tools that generate clients read it before they have credentials.")]
    [Operation("About", "Describes this API.")]
    [Answers(HttpStatusCode.OK, "This document.")]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Open, "get", Route = "api/openapi.json")] HttpRequestData request, CancellationToken cancellation) =>
        request.CreateBytesResponseAsync(HttpStatusCode.OK, "application/json; charset=utf-8", document.Utf8, cancellation);
}
