using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs.AzureStorage;

/// <summary>Clients of the storage account and its container, by the settings.</summary>
internal sealed class AzureBlobClients(IOptions<BlobsOptions> options)
{
    private readonly BlobsOptions _options = options.Value;
    private readonly Lazy<BlobServiceClient> _service = new(() => Create(options.Value));
    private volatile bool _isContainerThere;

    /// <summary>The account.</summary>
    public BlobServiceClient Service => _service.Value;

    /// <summary>The container, as it is.</summary>
    public BlobContainerClient Container => Service.GetBlobContainerClient(_options.Container);

    /// <summary>The container, made when it is missing.</summary>
    public async Task<BlobContainerClient> OpenContainerAsync(CancellationToken cancellation)
    {
        var container = Container;
        if (!_isContainerThere)
        {
            try
            {
                await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            }
            catch (global::Azure.RequestFailedException e) when (e.Status == 403)
            {
                // An identity may be allowed to use a container and not to make one. If it is missing, the next call says so.
            }

            _isContainerThere = true;
        }

        return container;
    }

    /// <summary>Somebody deleted the container.</summary>
    public void ForgetContainer() => _isContainerThere = false;

    private static BlobServiceClient Create(BlobsOptions options)
    {
        var settings = new BlobClientOptions();
        settings.Retry.Mode = RetryMode.Exponential;
        settings.Retry.Delay = TimeSpan.FromMilliseconds(800);
        settings.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        settings.Retry.MaxRetries = options.MaxRetries;
        settings.Retry.NetworkTimeout = options.TryTimeout;
        settings.Diagnostics.IsLoggingContentEnabled = false;
        if (options.ConnectionString.Length > 0)
        {
            return new BlobServiceClient(options.ConnectionString, settings);
        }

        var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = options.ManagedIdentityClientId.Length > 0 ? options.ManagedIdentityClientId : null,
        });
        return new BlobServiceClient(new Uri(options.AccountUri), identity, settings);
    }
}
