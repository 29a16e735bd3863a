using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs.AzureStorage;

/// <summary>
/// Shared access signatures for one blob, to read only, over https only where the account has it. Signed with the account's key where the settings hold it,
/// and otherwise with a delegation key of the program's identity, which ends by itself and can be revoked.
/// </summary>
internal sealed class AzureBlobLinks(AzureBlobClients clients, IOptions<BlobsOptions> options, TimeProvider time)
{
    // The account's clock may be behind this one.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(2);

    private readonly TimeSpan _lifetime = options.Value.LinkLifetime;
    private UserDelegationKey? _key;

    /// <summary>A link to a blob.</summary>
    public async Task<BlobLink> CreateAsync(BlobClient blob, string fileName, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + _lifetime).ToUnixTimeSeconds());
        var access = new BlobSasBuilder(BlobSasPermissions.Read, expires)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = now - Skew,
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
            ContentDisposition = AttachmentName.HeaderOf(fileName),
        };
        if (blob.CanGenerateSasUri)
        {
            return new BlobLink(blob.GenerateSasUri(access), expires);
        }

        var query = access.ToSasQueryParameters(await KeyAsync(now, expires, cancellation), blob.AccountName);
        return new BlobLink(new BlobUriBuilder(blob.Uri) { Sas = query }.ToUri(), expires);
    }

    private async Task<UserDelegationKey> KeyAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation)
    {
        // Several callers may fetch one each at the same time; any of them will do.
        if (_key is not { } key || key.SignedExpiresOn <= until)
        {
            _key = key = await clients.Service.GetUserDelegationKeyAsync(now - Skew, now + KeyLifetime, cancellation);
        }

        return key;
    }
}
