namespace FunctionsJobs.Http;

/// <summary>The body of every error: <c>application/problem+json</c> (RFC 9457). It never carries internals.</summary>
public sealed record Problem
{
    /// <summary>What kind of error it is; one of <see cref="ProblemTypes"/>. Clients match this.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of error in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status, as sent.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong with this request.</summary>
    public required string Detail { get; init; }

    /// <summary>What is wrong per field; the key is the field's path or the query parameter's name.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Finds the request in the logs and traces.</summary>
    public required string TraceId { get; init; }
}
