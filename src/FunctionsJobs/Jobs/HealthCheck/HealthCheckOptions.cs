namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>Settings of the health check, section <c>Jobs:HealthCheck</c>. Read when a job is submitted and started; a running job keeps what it was started with.</summary>
public sealed class HealthCheckOptions : JobTypeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Jobs:HealthCheck";

    /// <summary>Whether the job fails, with the services in its error, when one that is needed cannot be used. Default true: failed jobs are what alerts watch.</summary>
    public bool FailWhenUnhealthy { get; set; } = true;

    /// <inheritdoc/>
    public override string? Invalid() => InvalidPolicy(Section);
}
