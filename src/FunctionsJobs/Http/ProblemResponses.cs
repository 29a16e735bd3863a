using System.Diagnostics;
using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Http;

/// <summary>Answers with problems.</summary>
internal static class ProblemResponses
{
    /// <summary>Answers with a problem whose type and title follow from the status.</summary>
    /// <param name="request">The request being answered.</param>
    /// <param name="status">One of those in <see cref="ProblemTypes"/>.</param>
    /// <param name="detail">What is wrong with this request, fit for the caller's eyes.</param>
    /// <param name="cancellation">Cancels the writing.</param>
    /// <param name="errors">What is wrong per field, if it is about fields.</param>
    public static Task<HttpResponseData> CreateProblemResponseAsync(
        this HttpRequestData request, HttpStatusCode status, string detail, CancellationToken cancellation, FieldErrors? errors = null)
    {
        var problem = new Problem
        {
            Type = ProblemTypes.TypeOf(status),
            Title = ProblemTypes.TitleOf(status),
            Status = (int)status,
            Detail = detail,
            Errors = errors is { IsEmpty: false } ? errors.ToDictionary() : null,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? request.FunctionContext.InvocationId,
        };
        return request.CreateBytesResponseAsync(
            status,
            "application/problem+json; charset=utf-8",
            JsonResponses.ToBytes(problem, ProblemJson.Default.Problem),
            cancellation);
    }

    /// <summary>Answers 400 with the errors of each field; 403 when one of them is that the caller may not name its value.</summary>
    public static Task<HttpResponseData> CreateValidationProblemResponseAsync(
        this HttpRequestData request, FieldErrors errors, CancellationToken cancellation) =>
        errors.IsForbidden
            ? request.CreateProblemResponseAsync(HttpStatusCode.Forbidden, "The request names what these credentials do not open; see errors.", cancellation, errors)
            : request.CreateProblemResponseAsync(HttpStatusCode.BadRequest, "One or more values are not valid; see errors.", cancellation, errors);
}
