namespace FunctionsJobs.Blobs;

/// <summary>A part that waits for the commit of its blob.</summary>
/// <param name="Id">Its id within the blob.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct StagedPart(string Id, long Length);
