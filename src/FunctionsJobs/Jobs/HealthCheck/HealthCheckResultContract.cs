namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>What the job has done.</summary>
public sealed record HealthCheckResultContract
{
    /// <summary><c>healthy</c>, or <c>unhealthy</c> when a needed service is.</summary>
    public required string Status { get; init; }

    /// <summary>The same word per service.</summary>
    public required IReadOnlyDictionary<string, string> Services { get; init; }
}
