namespace FunctionsJobs.Http.OpenApi;

/// <summary>The body an HTTP function takes. Given once per content type.</summary>
/// <param name="body">Its shape, or that of one line; serialised by one of the program's generated contexts.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AcceptsAttribute(Type body) : Attribute
{
    /// <summary>Its shape.</summary>
    public Type Body { get; } = body;

    /// <summary>Its content type. Default <c>application/json</c>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>What to know about it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it may be left out. Default false.</summary>
    public bool IsOptional { get; init; }
}
