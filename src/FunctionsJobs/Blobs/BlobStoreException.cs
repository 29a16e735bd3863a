namespace FunctionsJobs.Blobs;

/// <summary>The blob store could not do what was asked.</summary>
/// <param name="message">What failed, without addresses, paths or keys.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="innerException">What the storage said.</param>
public sealed class BlobStoreException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>Whether a commit named parts that are not staged (any more): they have to be staged again.</summary>
    public bool ArePartsMissing { get; private init; }

    /// <summary>A commit names parts that are not staged.</summary>
    internal static BlobStoreException PartsMissing(int count) =>
        new($"{count} of the parts to commit are not staged (any more).", isTransient: false) { ArePartsMissing = true };
}
