namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Whether the host has been asked to stop and takes no new work.</summary>
internal sealed class HostDrain
{
    private volatile bool _isDraining;

    public bool IsDraining => _isDraining;

    public void Begin() => _isDraining = true;
}
