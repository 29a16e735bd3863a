using System.Text.Json;

namespace FunctionsJobs.Lifecycle;

/// <summary>The input of <see cref="SucceedJobActivity"/>.</summary>
public sealed record JobSuccessReport
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>Its result.</summary>
    public required JsonElement Result { get; init; }
}
