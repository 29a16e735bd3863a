using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>Finds out whether one part of the program can be used.</summary>
internal interface IHealthProbe
{
    /// <summary>The part's name among the <c>services</c> of <c>/health</c>. Callers match it; never changed.</summary>
    string Service { get; }

    /// <summary>Whether the program cannot do its work without the part. One that it can do without makes it degraded, and it goes on being sent calls.</summary>
    bool IsNeeded => true;

    /// <summary>Uses the part a little; throws when it cannot be used.</summary>
    Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation);
}
