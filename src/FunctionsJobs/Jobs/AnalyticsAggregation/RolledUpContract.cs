namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>What a step left in the analytics store; a repeat of the step answers the same. Small, since histories keep it.</summary>
public sealed record RolledUpContract
{
    /// <summary>Buckets the step's range has now.</summary>
    public required int Buckets { get; init; }

    /// <summary>Requests in those buckets.</summary>
    public required long Requests { get; init; }

    /// <summary>Impressions in those buckets.</summary>
    public required long Impressions { get; init; }

    /// <summary>Clicks in those buckets.</summary>
    public required long Clicks { get; init; }

    /// <summary>Revenue in those buckets, in millionths of the currency unit.</summary>
    public required long RevenueMicros { get; init; }
}
