using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>A running host with the tasks of one test and an empty task hub.</summary>
public interface IDurableHost : IAsyncDisposable
{
    /// <summary>The client of the host; another object after <see cref="RestartAsync"/>.</summary>
    DurableTaskClient Client { get; }

    /// <summary>The base address of the HTTP management API, up to and including <c>/runtime/webhooks/durabletask</c>; null unless it was asked for.</summary>
    Uri? ManagementAddress { get; }

    /// <summary>The key that opens the management API; null without one.</summary>
    string? SystemKey { get; }

    /// <summary>
    /// Stops the host and starts it again on what it stored, so that every instance is replayed from its history. A host that replays
    /// at every step anyway, and whose store ends with it, does nothing.
    /// </summary>
    Task RestartAsync();
}
