namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>The data of a <c>maintenance/health-check</c> job, as sent.</summary>
public sealed record HealthCheckContract;
