using System.Text.Json;

namespace FunctionsJobs.Queues;

/// <summary>The body of a submission. Its parts are read once the queue and the job type are known.</summary>
public sealed record SubmitJobRequest
{
    /// <summary>A job type's name, or a name of the submitter's own, which stands for the queue's default type. 1 to 128 characters.</summary>
    public required string JobName { get; init; }

    /// <summary>The job type's input.</summary>
    public required JsonElement Data { get; init; }

    /// <summary><see cref="SubmitJobOptions"/>.</summary>
    public JsonElement? Options { get; init; }
}
