namespace FunctionsJobs.Http.OpenApi;

/// <summary>
/// Describes an HTTP function in <c>/api/openapi.json</c>. Every HTTP function carries it; route, methods, route values, role and the usual
/// problems are taken from the function itself.
/// </summary>
/// <param name="tag">The group it is shown in.</param>
/// <param name="summary">What it does, in one sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string tag, string summary) : Attribute
{
    /// <summary>The group it is shown in.</summary>
    public string Tag { get; } = tag;

    /// <summary>What it does, in one sentence.</summary>
    public string Summary { get; } = summary;

    /// <summary>More about it, or null.</summary>
    public string? Description { get; init; }
}
