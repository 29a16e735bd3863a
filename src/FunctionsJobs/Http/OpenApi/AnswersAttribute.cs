using System.Net;

namespace FunctionsJobs.Http.OpenApi;

/// <summary>A success an HTTP function answers with. Given once per status.</summary>
/// <param name="status">Its status.</param>
/// <param name="description">What it means.</param>
/// <param name="body">The shape of its body, serialised by one of the program's generated contexts; null for a body that is not JSON, or none.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(HttpStatusCode status, string description, Type? body = null) : Attribute
{
    /// <summary>Its status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What it means.</summary>
    public string Description { get; } = description;

    /// <summary>The shape of its body.</summary>
    public Type? Body { get; } = body;

    /// <summary>Its content type; null for an answer without a body. Default <c>application/json</c>.</summary>
    public string? ContentType { get; init; } = "application/json";

    /// <summary>Headers it has beyond the usual ones.</summary>
    public string[] Headers { get; init; } = [];
}
