using System.Net;
using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Http;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Security;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Analytics.Api;

/// <summary>
/// <c>POST /api/v1/analytics/events</c>: newline-delimited JSON, gzip allowed. Answers 200 with <see cref="IngestAnswer"/>, even when lines were
/// rejected; events of a publisher that
/// the caller is not bound to are such lines; 413, 400 and 503 name what was stored before the body was refused; 415 for other content.
/// </summary>
public sealed class IngestEventsFunction(EventIngest ingest)
{
    /// <summary>Handles the request.</summary>
    [Function("analytics-ingest-events")]
    [RequiresRole(Role.Operator)]
    [Operation("Analytics", "Stores events, one JSON object a line.", Description = "Sending them again changes nothing; bad lines are reported by number and the others count.")]
    [HeaderParameter("Content-Encoding", "Of the body.", Values = ["gzip", "identity"])]
    [Accepts(typeof(EventLine), ContentType = "application/x-ndjson", Description = "Lines, each of this shape.")]
    [Answers(HttpStatusCode.OK, "What became of the lines.", typeof(ApiResponse<IngestAnswer>))]
    [Problems(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType)]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(HttpAccess.Api, "post", Route = "api/v1/analytics/events")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (EventContent.Refuse(request.Headers, out var isGzip) is { } refusal)
        {
            return await request.CreateProblemResponseAsync(HttpStatusCode.UnsupportedMediaType, refusal, cancellationToken);
        }

        var report = await ingest.ReceiveAsync(request.Body, isGzip, request.FunctionContext.GetCaller().Tenant, cancellationToken);
        if (report.Refusal is { } partial)
        {
            return await request.CreateProblemResponseAsync(
                partial.Status,
                $"{partial.Reason} Before that, {report.Accepted} events were stored, {report.Duplicates} were duplicates and {report.Rejected} lines were rejected.",
                cancellationToken);
        }

        var answer = new IngestAnswer(report.Accepted, report.Duplicates, report.Rejected, report.Errors);
        return await request.CreateJsonResponseAsync(
            HttpStatusCode.OK, new ApiResponse<IngestAnswer>(answer), AnalyticsJson.Default.ApiResponseIngestAnswer, cancellationToken);
    }
}
