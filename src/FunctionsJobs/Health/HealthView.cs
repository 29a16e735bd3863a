namespace FunctionsJobs.Health;

/// <summary>The body of the health endpoints.</summary>
/// <param name="Status"><c>healthy</c>, <c>unhealthy</c> when a service that is needed is, or <c>degraded</c> when another one is.</param>
/// <param name="Services"><c>healthy</c> or <c>unhealthy</c> per service, by name.</param>
public sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Services)
{
    /// <summary>The word for a part that can be used.</summary>
    public const string Healthy = "healthy";

    /// <summary>The word for the whole when a part is missing that it can do without.</summary>
    public const string Degraded = "degraded";

    /// <summary>The word for a part that cannot.</summary>
    public const string Unhealthy = "unhealthy";
}
