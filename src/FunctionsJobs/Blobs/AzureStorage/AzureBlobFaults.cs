using Azure;
using Azure.Identity;
using Azure.Storage.Blobs.Models;

namespace FunctionsJobs.Blobs.AzureStorage;

/// <summary>What the storage account answers, as faults of the store.</summary>
internal static class AzureBlobFaults
{
    /// <summary>Runs requests.</summary>
    /// <exception cref="BlobStoreException">They failed.</exception>
    public static async Task<T> GuardAsync<T>(AzureBlobClients clients, Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && IsFault(e))
        {
            if (IsContainerMissing(e as RequestFailedException))
            {
                clients.ForgetContainer();
            }

            throw From(e);
        }
    }

    /// <summary>Whether there is no such blob.</summary>
    public static bool IsMissing(RequestFailedException e) =>
        e.Status == 404 && (string.IsNullOrEmpty(e.ErrorCode) || e.ErrorCode == BlobErrorCode.BlobNotFound);

    private static bool IsContainerMissing(RequestFailedException? e) =>
        e is { ErrorCode: { Length: > 0 } code } && (code == BlobErrorCode.ContainerNotFound || code == BlobErrorCode.ContainerBeingDeleted);

    // Retries that were used up come as one AggregateException, a request that took too long as a cancellation that nobody asked for.
    private static bool IsFault(Exception e) =>
        e is RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException or OperationCanceledException
        || (e is AggregateException { InnerExceptions: { Count: > 0 } inner } && inner.All(IsFault));

    private static BlobStoreException From(Exception e)
    {
        var answer = e as RequestFailedException ?? (e as AggregateException)?.InnerExceptions.OfType<RequestFailedException>().LastOrDefault();
        return answer switch
        {
            { Status: 401 or 403 } => new BlobStoreException("The storage account refused access.", isTransient: true, e),
            _ when IsContainerMissing(answer) =>
                new BlobStoreException("The container of blobs is missing.", isTransient: true, e),
            { Status: 400 or 404 or 413 } => new BlobStoreException($"The storage account refused a request ({answer.ErrorCode}).", isTransient: false, e),
            _ => new BlobStoreException("The storage account could not be used.", isTransient: true, e),
        };
    }
}
