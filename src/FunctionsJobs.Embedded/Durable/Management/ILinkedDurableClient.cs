namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>A durable client that knows the host's management API.</summary>
internal interface ILinkedDurableClient
{
    /// <summary>The addresses; <see langword="null"/> for a client outside of a host.</summary>
    ManagementLinks? Links { get; }
}
