using FunctionsJobs.JobStore.Retention;

namespace FunctionsJobs.Lifecycle;

/// <summary>Something that jobs leave behind outside of the job store and the task hub, such as blobs.</summary>
/// <remarks>Called for every removed job, whether it left something or not; called again when a removal was broken off.</remarks>
public interface IJobArtifacts
{
    /// <summary>Deletes what a removed job left behind. When nothing is there, nothing happens.</summary>
    /// <exception cref="Exception">Not all could be deleted: the removal stays unfinished, and is taken up again.</exception>
    Task DeleteAsync(RemovedJob job, CancellationToken cancellation);
}
