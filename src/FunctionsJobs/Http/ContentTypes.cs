using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Http;

/// <summary>What bodies are sent as.</summary>
internal static class ContentTypes
{
    /// <summary>Whether the body is sent as JSON, which a page of another site cannot do without asking this server first.</summary>
    public static bool HasJsonContent(this HttpRequestData request) =>
        request.Headers.TryGetValues("Content-Type", out var values)
        && values.SingleOrDefault() is { } value
        && value.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers 415 to a body that is not sent as JSON.</summary>
    public static Task<HttpResponseData> CreateNoJsonResponseAsync(this HttpRequestData request, CancellationToken cancellation) =>
        request.CreateProblemResponseAsync(HttpStatusCode.UnsupportedMediaType, "The body must be sent as application/json.", cancellation);
}
