namespace Microsoft.DurableTask.Client;

/// <summary>How instances are purged.</summary>
/// <param name="Recursive">Whether sub-orchestrations are purged as well.</param>
public record PurgeInstanceOptions(bool Recursive = false);
