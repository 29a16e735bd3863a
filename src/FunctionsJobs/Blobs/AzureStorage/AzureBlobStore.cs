using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs.AzureStorage;

/// <summary>Block blobs of a storage account: a part is a block, a commit the block list.</summary>
internal sealed class AzureBlobStore(IOptions<BlobsOptions> options, TimeProvider time) : IBlobStore
{
    private const string PartsKey = "parts";
    private const string Sha256Key = "sha256";
    private const int ReadSize = 4 * 1024 * 1024;

    // All blocks of a blob must have ids of one length.
    private const int BlockIdLength = 40;

    // The account checks what it receives against this.
    private static readonly UploadTransferValidationOptions Checked = new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };

    private readonly AzureBlobClients _clients = new(options);
    private AzureBlobLinks? _links;

    /// <inheritdoc/>
    public Task StagePartAsync(string name, string partId, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        BlobName.Check(name);
        BlobName.CheckPart(partId);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, IBlobStore.MaxPartLength, nameof(content));
        return GuardAsync(async () =>
        {
            var blob = await OpenAsync(name, cancellation);
            using var stream = ToStream(content);
            await blob.StageBlockAsync(BlockId(partId), stream, new BlockBlobStageBlockOptions { TransferValidation = Checked }, cancellation);
            return true;
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StagedPart>> ListPartsAsync(string name, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return GuardAsync(async () => await ListStagedAsync(await OpenAsync(name, cancellation), cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Task<StoredBlob> CommitAsync(string name, IReadOnlyList<string> partIds, string contentType, CancellationToken cancellation)
    {
        BlobName.Check(name);
        PartList.Check(partIds);
        return GuardAsync(async () =>
        {
            var blob = await OpenAsync(name, cancellation);
            var mark = PartList.Mark(partIds);
            var staged = (await ListStagedAsync(blob, cancellation)).Select(part => part.Id).ToHashSet(StringComparer.Ordinal);
            var missing = partIds.Count(partId => !staged.Contains(partId));
            if (missing > 0)
            {
                var found = await ReadPropertiesAsync(blob, cancellation);
                return missing == partIds.Count && found is not null && found.Metadata.TryGetValue(PartsKey, out var before) && before == mark
                    ? await SealAsync(blob, mark, found, cancellation)
                    : throw BlobStoreException.PartsMissing(missing);
            }

            await blob.CommitBlockListAsync(
                partIds.Select(BlockId),
                new CommitBlockListOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                    Metadata = new Dictionary<string, string> { [PartsKey] = mark },
                },
                cancellation);
            return await SealAsync(blob, mark, (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value, cancellation);
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<StoredBlob> WriteAsync(string name, Stream content, string contentType, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return GuardAsync(async () =>
        {
            var blob = await OpenAsync(name, cancellation);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
            try
            {
                var blocks = new List<string>();
                while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation) is var read and > 0)
                {
                    hash.AppendData(buffer.AsSpan(0, read));
                    blocks.Add(BlockId($"write-{blocks.Count:D8}"));
                    using var block = new MemoryStream(buffer, 0, read, writable: false);
                    await blob.StageBlockAsync(blocks[^1], block, new BlockBlobStageBlockOptions { TransferValidation = Checked }, cancellation);
                }

                // Also where one block is all, or none: a block list discards what else is staged, which not everything that speaks this protocol
                // does with a plain upload.
                await blob.CommitBlockListAsync(
                    blocks,
                    new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType }, Metadata = Sealed(hash, parts: null) },
                    cancellation);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            return ToBlob(name, (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value);
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<StoredBlob?> FindAsync(string name, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return GuardAsync(async () =>
            await ReadPropertiesAsync(await OpenAsync(name, cancellation), cancellation) is { } properties ? ToBlob(name, properties) : null, cancellation);
    }

    /// <inheritdoc/>
    public Task<BlobReading?> OpenAsync(string name, BlobRange range, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return GuardAsync(async () =>
        {
            var blob = await OpenAsync(name, cancellation);
            while (await ReadPropertiesAsync(blob, cancellation) is { } properties)
            {
                var length = range.Of(properties.ContentLength);
                if (length == 0)
                {
                    return new BlobReading(ToBlob(name, properties), Stream.Null, 0);
                }

                try
                {
                    var download = await blob.DownloadStreamingAsync(
                        new BlobDownloadOptions
                        {
                            Range = new HttpRange(range.Offset, length),
                            Conditions = new BlobRequestConditions { IfMatch = properties.ETag },
                        },
                        cancellation);
                    return new BlobReading(ToBlob(name, properties), download.Value.Content, length);
                }
                catch (RequestFailedException e) when (e.Status == 412)
                {
                    // Replaced in between.
                }
            }

            return null;
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return GuardAsync(async () =>
        {
            var blob = await OpenAsync(name, cancellation);
            var isThere = await ReadPropertiesAsync(blob, cancellation) is not null;
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
            await DiscardAsync(blob, cancellation);
            return isThere;
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task DeleteFolderAsync(string folder, CancellationToken cancellation)
    {
        BlobName.CheckFolder(folder);
        return GuardAsync(async () =>
        {
            var container = await _clients.OpenContainerAsync(cancellation);
            await foreach (var found in container.GetBlobsAsync(states: BlobStates.Uncommitted, prefix: folder, cancellationToken: cancellation))
            {
                var blob = container.GetBlockBlobClient(found.Name);
                await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
                await DiscardAsync(blob, cancellation);
            }

            return true;
        }, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>The service drops blocks a week after the last one was staged, and tells nobody when that was: nothing is left to do.</remarks>
    public Task<int> DiscardPartsAsync(DateTimeOffset stagedBefore, bool dryRun, int limit, CancellationToken cancellation) => Task.FromResult(0);

    /// <inheritdoc/>
    public Task<BlobPage> ListAsync(string folder, string? cursor, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        if (folder is not { Length: 0 })
        {
            BlobName.CheckFolder(folder!);
        }

        return GuardAsync(async () =>
        {
            var container = await _clients.OpenContainerAsync(cancellation);
            await foreach (var page in container.GetBlobsAsync(prefix: folder, cancellationToken: cancellation).AsPages(cursor, limit))
            {
                var blobs = page.Values.Select(item => new StoredBlob
                {
                    Name = item.Name,
                    Length = item.Properties.ContentLength ?? 0,
                    ContentType = item.Properties.ContentType,
                    WrittenAt = item.Properties.LastModified ?? default,
                    Sha256 = null,
                });
                return new BlobPage([.. blobs], string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
            }

            return new BlobPage([], null);
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<BlobLink> CreateLinkAsync(string name, string fileName, CancellationToken cancellation)
    {
        BlobName.Check(name);
        _links ??= new AzureBlobLinks(_clients, options, time);
        return GuardAsync(() => _links.CreateAsync(_clients.Container.GetBlobClient(name), fileName, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => GuardAsync(async () =>
    {
        var container = await _clients.OpenContainerAsync(cancellation);
        await container.GetPropertiesAsync(cancellationToken: cancellation);
        return true;
    }, cancellation);

    private Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellation) => AzureBlobFaults.GuardAsync(_clients, work, cancellation);

    private async Task<BlockBlobClient> OpenAsync(string name, CancellationToken cancellation) =>
        (await _clients.OpenContainerAsync(cancellation)).GetBlockBlobClient(name);

    private static async Task<BlobProperties?> ReadPropertiesAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        try
        {
            return await blob.GetPropertiesAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (AzureBlobFaults.IsMissing(e))
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<StagedPart>> ListStagedAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        try
        {
            var list = await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellation);
            return
            [
                .. list.Value.UncommittedBlocks
                    .Select(block => new StagedPart(PartId(block.Name), block.SizeLong))
                    .OrderBy(part => part.Id, StringComparer.Ordinal),
            ];
        }
        catch (RequestFailedException e) when (AzureBlobFaults.IsMissing(e))
        {
            return [];
        }
    }

    // Staged blocks have no call to delete them. Writing an empty blob does, where there is none; and that one goes at once.
    private static async Task DiscardAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        if ((await ListStagedAsync(blob, cancellation)).Count == 0)
        {
            return;
        }

        var written = await blob.UploadAsync(
            Stream.Null, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
        await blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = written.Value.ETag }, cancellationToken: cancellation);
    }

    // Reads a committed blob back and notes its checksum on it.
    private static async Task<StoredBlob> SealAsync(BlockBlobClient blob, string mark, BlobProperties properties, CancellationToken cancellation)
    {
        if (properties.Metadata.ContainsKey(Sha256Key))
        {
            return ToBlob(blob.Name, properties);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await blob.OpenReadAsync(
            new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadSize }, cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            while (await content.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await blob.SetMetadataAsync(Sealed(hash, mark), new BlobRequestConditions { IfMatch = properties.ETag }, cancellation);
        return ToBlob(blob.Name, (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value);
    }

    private static Dictionary<string, string> Sealed(IncrementalHash hash, string? parts)
    {
        var metadata = new Dictionary<string, string> { [Sha256Key] = Convert.ToHexStringLower(hash.GetCurrentHash()) };
        if (parts is not null)
        {
            metadata[PartsKey] = parts;
        }

        return metadata;
    }

    private static StoredBlob ToBlob(string name, BlobProperties properties) => new()
    {
        Name = name,
        Length = properties.ContentLength,
        ContentType = properties.ContentType,
        WrittenAt = properties.LastModified,
        Sha256 = properties.Metadata.TryGetValue(Sha256Key, out var sha256) ? sha256 : null,
    };

    private static string BlockId(string partId) => Convert.ToBase64String(Encoding.ASCII.GetBytes(partId.PadRight(BlockIdLength)));

    private static string PartId(string blockId) => Encoding.ASCII.GetString(Convert.FromBase64String(blockId)).TrimEnd();

    private static MemoryStream ToStream(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
