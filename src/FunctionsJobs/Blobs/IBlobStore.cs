namespace FunctionsJobs.Blobs;

/// <summary>Files that jobs make for people: exports, reports.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>A reader sees a blob whole or not at all. One that is replaced shows its old content, or its new one; a reading that began goes on with what it began with.</item>
/// <item>What a task that completed has written is there after a crash, and after a power cut; but a storage may lose staged parts then, or after a week. A commit never takes a part that
/// is lost or torn: it says that parts are missing, and changes nothing.</item>
/// <item>Parts are seen by nobody before the commit, which is one step. Staging an id again replaces that part. After a commit no part of the blob is staged:
/// those that the commit did not name are gone.</item>
/// <item>Every call may be repeated. A commit that already happened, with the same parts in the same order and nothing staged since, answers the same.</item>
/// <item>Names are made by the program (<see cref="BlobName"/>); a name that breaks the grammar is an <see cref="ArgumentException"/>, and none leads out of the store.</item>
/// <item>Memory is bounded by the parts under way, whatever the size of the blob.</item>
/// </list>
/// Faults are <see cref="BlobStoreException"/>; a cancelled call throws <see cref="OperationCanceledException"/>.
/// </remarks>
public interface IBlobStore
{
    /// <summary>The longest part, in bytes: 64 MiB.</summary>
    const int MaxPartLength = 64 * 1024 * 1024;

    /// <summary>Most parts of a blob.</summary>
    const int MaxParts = 50_000;

    /// <summary>Keeps one part of a blob for its commit. Parts are staged in any order, several at once.</summary>
    /// <param name="name">The blob the part is for.</param>
    /// <param name="partId">Names the part within the blob: 1 to 40 of <c>a–z 0–9 -</c>. The same part has the same id whenever it is staged.</param>
    /// <param name="content">1 to <see cref="MaxPartLength"/> bytes, left as they are until the task completes.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task StagePartAsync(string name, string partId, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>The parts of a blob that are staged and not committed, in ordinal order of their ids.</summary>
    Task<IReadOnlyList<StagedPart>> ListPartsAsync(string name, CancellationToken cancellation);

    /// <summary>Makes the blob out of staged parts, in one step, and answers it with the checksum of what is stored, read back from there.</summary>
    /// <param name="name">The blob. One that is there is replaced.</param>
    /// <param name="partIds">1 to <see cref="MaxParts"/> parts in their order.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="cancellation">Cancels the call; before the step, nothing changed.</param>
    /// <exception cref="BlobStoreException">A part is not there: not transient.</exception>
    Task<StoredBlob> CommitAsync(string name, IReadOnlyList<string> partIds, string contentType, CancellationToken cancellation);

    /// <summary>Writes a blob from a stream in one go. One that is there is replaced, and parts of it that are staged are gone.</summary>
    Task<StoredBlob> WriteAsync(string name, Stream content, string contentType, CancellationToken cancellation);

    /// <summary>A blob's properties; null where there is none.</summary>
    Task<StoredBlob?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Opens a blob for reading, or a range of it; null where there is none. The caller disposes the answer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range begins behind the end of the blob.</exception>
    Task<BlobReading?> OpenAsync(string name, BlobRange range, CancellationToken cancellation);

    /// <summary>Deletes a blob and the parts that are staged for it.</summary>
    /// <returns>Whether there was a blob.</returns>
    Task<bool> DeleteAsync(string name, CancellationToken cancellation);

    /// <summary>Deletes all blobs of a folder, at any depth, and all parts staged for them.</summary>
    /// <param name="folder">The first segments of the names, ending in a slash.</param>
    /// <param name="cancellation">Cancels the call; call it again to finish.</param>
    Task DeleteFolderAsync(string folder, CancellationToken cancellation);

    /// <summary>Discards parts that were staged before a time and never committed, such as those of a job that was stopped; nothing where the storage does so by itself.</summary>
    /// <param name="stagedBefore">Blobs for which a part was staged since then are left alone altogether.</param>
    /// <param name="dryRun">Whether they are only counted.</param>
    /// <param name="limit">At most this many blobs, so call it until the answer is smaller.</param>
    /// <param name="cancellation">Cancels the call; call it again to finish.</param>
    /// <returns>For how many blobs parts were discarded.</returns>
    Task<int> DiscardPartsAsync(DateTimeOffset stagedBefore, bool dryRun, int limit, CancellationToken cancellation);

    /// <summary>One page of the blobs of a folder, in ordinal order of their names. Blobs that are only staged are not among them.</summary>
    /// <param name="folder">The first segments of the names, ending in a slash; or an empty text for all.</param>
    /// <param name="cursor">Where the page before ended, or null for the first.</param>
    /// <param name="limit">At most this many, 1 to 1,000.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<BlobPage> ListAsync(string folder, string? cursor, int limit, CancellationToken cancellation);

    /// <summary>A link that lets anyone who holds it read this one blob, and nothing else, for <see cref="BlobsOptions.LinkLifetime"/>. A secret: never logged.</summary>
    /// <param name="name">The blob, which need not be there.</param>
    /// <param name="fileName">The name a browser saves it under.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<BlobLink> CreateLinkAsync(string name, string fileName, CancellationToken cancellation);

    /// <summary>Tells whether the store can be used.</summary>
    /// <exception cref="BlobStoreException">It cannot.</exception>
    Task ProbeAsync(CancellationToken cancellation);
}
