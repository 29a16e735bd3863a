using System.Text.Json.Serialization;

namespace FunctionsJobs.Http;

/// <summary>The body of a success that carries data: <c>{"success": true, "data": …}</c>.</summary>
/// <typeparam name="T">The shape of <c>data</c>.</typeparam>
/// <param name="Data">What was asked for.</param>
public sealed record ApiResponse<T>(T Data)
{
    /// <summary>Always true; errors are problems.</summary>
    [JsonPropertyOrder(-1)]
    public bool Success { get; init; } = true;
}
