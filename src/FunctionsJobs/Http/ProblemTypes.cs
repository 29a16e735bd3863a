using System.Net;

namespace FunctionsJobs.Http;

/// <summary>The stable names of problems, and the title of each. Append-only: clients match them.</summary>
internal static class ProblemTypes
{
    private const string Prefix = "urn:functionsjobs:problem:";

    /// <summary>The statuses that problems have.</summary>
    public static IReadOnlyList<HttpStatusCode> Statuses { get; } =
    [
        HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed,
        HttpStatusCode.Conflict, HttpStatusCode.Gone, HttpStatusCode.PreconditionFailed, HttpStatusCode.RequestEntityTooLarge,
        HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests,
        HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable,
    ];

    /// <summary>The type for a status, e.g. <c>urn:functionsjobs:problem:not-found</c>.</summary>
    public static string TypeOf(HttpStatusCode status) => Prefix + Describe(status).Name;

    /// <summary>The title for a status.</summary>
    public static string TitleOf(HttpStatusCode status) => Describe(status).Title;

    private static (string Name, string Title) Describe(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => ("invalid-request", "The request is not valid"),
        HttpStatusCode.Unauthorized => ("unauthorized", "Authentication is needed"),
        HttpStatusCode.Forbidden => ("forbidden", "This is not allowed"),
        HttpStatusCode.NotFound => ("not-found", "There is no such resource"),
        HttpStatusCode.MethodNotAllowed => ("method-not-allowed", "The method is not allowed here"),
        HttpStatusCode.Conflict => ("conflict", "The request conflicts with the current state"),
        HttpStatusCode.Gone => ("gone", "The resource is finished and takes no more commands"),
        HttpStatusCode.PreconditionFailed => ("precondition-failed", "A precondition does not hold"),
        HttpStatusCode.RequestEntityTooLarge => ("too-large", "The request is too large"),
        HttpStatusCode.UnsupportedMediaType => ("unsupported-media-type", "The content type or encoding is not supported"),
        HttpStatusCode.UnprocessableEntity => ("unprocessable", "The request cannot be processed"),
        HttpStatusCode.TooManyRequests => ("too-many-requests", "Too many requests"),
        HttpStatusCode.InternalServerError => ("internal-error", "The server failed"),
        HttpStatusCode.ServiceUnavailable => ("unavailable", "The service is not available now"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No problem is defined for this status."),
    };
}
