namespace FunctionsJobs.Health;

/// <summary>The body of the health endpoints.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> when a service that is needed is.</param>
/// <param name="Services">The same word per service, by name.</param>
public sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Services)
{
    /// <summary>The word for a part that can be used.</summary>
    public const string Healthy = "healthy";

    /// <summary>The word for a part that cannot.</summary>
    public const string Unhealthy = "unhealthy";
}
