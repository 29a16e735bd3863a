using System.Text.Json;
using FunctionsJobs.Http.OpenApi;

namespace FunctionsJobs.Queues;

/// <summary>The body of a submission. Its parts are read once the queue and the job type are known.</summary>
public sealed record SubmitJobRequest
{
    /// <summary>A job type's name, or a name of the submitter's own, which stands for the queue's default type. 1 to 128 characters.</summary>
    public required string JobName { get; init; }

    /// <summary>The job type's input.</summary>
    [SchemaOf(null)]
    public required JsonElement Data { get; init; }

    /// <summary>What every job takes besides its data.</summary>
    [SchemaOf(typeof(SubmitJobOptions))]
    public JsonElement? Options { get; init; }
}
