namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">Becomes the instance's output.</param>
/// <param name="Recursive">Whether its sub-orchestrations are terminated as well.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
