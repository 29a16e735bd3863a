using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FunctionsJobs.Security.Local;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs.Local;

/// <summary>
/// Signs links to local blobs, which this program serves itself. The key is made at first use and kept in the blobs' folder; deleting it ends all links.
/// </summary>
public sealed class LocalLinks
{
    /// <summary>Where links lead to, before the blob's name.</summary>
    public const string Path = "/api/v1/blobs/";

    private const string Version = "blob-link-1";

    private readonly TimeProvider _time;
    private readonly TimeSpan _lifetime;
    private readonly Lazy<byte[]> _key;

    /// <summary>Creates the signer; the key is read when the first link is.</summary>
    public LocalLinks(IOptions<BlobsOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _time = time;
        _lifetime = options.Value.LinkLifetime;
        var folder = System.IO.Path.GetFullPath(options.Value.Folder);
        _key = new(() => Encoding.UTF8.GetBytes(LocalSigningKey.ReadOrCreate(folder)), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>A link to a blob.</summary>
    public BlobLink Create(string name, string fileName)
    {
        // Whole seconds, as the link has them.
        var expires = DateTimeOffset.FromUnixTimeSeconds((_time.GetUtcNow() + _lifetime).ToUnixTimeSeconds());
        var signature = Base64Url.EncodeToString(Sign(name, fileName, expires.ToUnixTimeSeconds()));
        return new BlobLink(
            new Uri($"{Path}{name}?expires={expires.ToUnixTimeSeconds()}&file={Uri.EscapeDataString(fileName)}&signature={signature}", UriKind.Relative), expires);
    }

    /// <summary>Whether a link was made here, as it is, and is still good.</summary>
    public bool IsGood(string name, string? fileName, string? expires, string? signature)
    {
        if (fileName is null || signature is null || !long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var isSignature = Base64Url.IsValid(signature)
            && Base64Url.TryDecodeFromChars(signature, given, out var length)
            && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, Sign(name, fileName, seconds));
        return isSignature && seconds > _time.GetUtcNow().ToUnixTimeSeconds();
    }

    private byte[] Sign(string name, string fileName, long expires) =>
        HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{Version}\n{expires}\n{name}\n{fileName}"));
}
