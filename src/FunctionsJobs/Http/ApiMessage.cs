using System.Text.Json.Serialization;

namespace FunctionsJobs.Http;

/// <summary>The body of a success that has nothing to show: <c>{"success": true, "message": …}</c>.</summary>
/// <param name="Message">What was done, in words.</param>
public sealed record ApiMessage(string Message)
{
    /// <summary>Always true; errors are problems.</summary>
    [JsonPropertyOrder(-1)]
    public bool Success { get; init; } = true;
}
