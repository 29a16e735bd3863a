namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record HealthCheckPlanContract
{
    /// <summary>Whether a service that cannot be used makes the job fail.</summary>
    public required bool FailWhenUnhealthy { get; init; }
}
