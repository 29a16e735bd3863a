using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Health;

/// <summary>Finds out whether one part that the program needs can be used.</summary>
internal interface IHealthProbe
{
    /// <summary>The part's name among the <c>services</c> of <c>/health</c>. Callers match it; never changed.</summary>
    string Service { get; }

    /// <summary>Uses the part a little; throws when it cannot be used.</summary>
    Task ProbeAsync(DurableTaskClient client, CancellationToken cancellation);
}
