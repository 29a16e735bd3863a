using System.Net;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>
/// The problems an HTTP function answers with, besides those that follow from its declaration: 500 for all, and 401, 403, 429 and 503 where a
/// role is required.
/// </summary>
/// <param name="statuses">Their statuses, each one of <see cref="ProblemTypes"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProblemsAttribute(params HttpStatusCode[] statuses) : Attribute
{
    /// <summary>Their statuses.</summary>
    public IReadOnlyList<HttpStatusCode> Statuses { get; } = statuses;
}
