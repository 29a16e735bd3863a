using System.Text.Json;

namespace FunctionsJobs.Blobs.Local;

/// <summary>What the file system says, as faults of the store.</summary>
internal static class LocalBlobFaults
{
    /// <summary>Runs work on files.</summary>
    /// <exception cref="BlobStoreException">They could not be used.</exception>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BlobStoreException("The folder of blobs could not be used.", isTransient: true, e);
        }
        catch (JsonException e)
        {
            throw new BlobStoreException("The properties of a blob cannot be read.", isTransient: false, e);
        }
    }
}
