namespace FunctionsJobs.Cleanup;

/// <summary>Clears away one kind of thing that is not needed any longer, in small steps.</summary>
public interface ICleanup
{
    /// <summary>The kind: what a clean-up job names as its type. Stored with jobs; never changed.</summary>
    string Type { get; }

    /// <summary>
    /// Takes one step: small transactions, for some seconds at most. What it removed stays removed; a repeat goes on with the rest and never removes anything younger
    /// than asked for, nor anything that a job under way needs.
    /// </summary>
    Task<CleanupStep> RunAsync(CleanupRequest request, CancellationToken cancellation);
}
