using System.Text.Json.Serialization;

namespace FunctionsJobs.Analytics.Api;

/// <summary>One bucket, as it is sent.</summary>
public sealed class RollupRow(RollupBucket bucket) : RollupNumbers(bucket.Counts)
{
    /// <summary>Its first instant, UTC.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset Start => bucket.Start;
}
