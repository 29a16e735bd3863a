using System.Text.Json.Serialization;

namespace FunctionsJobs.Lifecycle;

/// <summary>The input of <see cref="FailAttemptActivity"/> and <see cref="FailJobActivity"/>. The fault travels in its wire form.</summary>
public sealed record JobFaultReport
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The attempt that failed.</summary>
    public required int Attempt { get; init; }

    /// <summary>Why it failed.</summary>
    [JsonConverter(typeof(JobFaultConverter))]
    public required JobFault Fault { get; init; }

    /// <summary>When the next attempt is due, where there will be one.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}
