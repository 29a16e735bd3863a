using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs.Local;

/// <summary>Blobs as files in a folder, for one machine. Several processes of it may share the folder; one job is worked on by one of them.</summary>
internal sealed class LocalBlobStore : IBlobStore
{
    private const int CopySize = 256 * 1024;
    private const int Locks = 64;

    private readonly LocalBlobPaths _paths;
    private readonly LocalLinks _links;
    private readonly TimeProvider _time;

    // Changes of one blob, one after the other.
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, Locks).Select(_ => new SemaphoreSlim(1))];

    internal LocalBlobStore(string folder, LocalLinks links, TimeProvider time) => (_paths, _links, _time) = (new(folder), links, time);

    /// <summary>Creates the store.</summary>
    public LocalBlobStore(IOptions<BlobsOptions> options, LocalLinks links, TimeProvider time)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value.Folder, links, time)
    {
    }

    /// <inheritdoc/>
    public Task StagePartAsync(string name, string partId, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        BlobName.Check(name);
        BlobName.CheckPart(partId);
        ArgumentOutOfRangeException.ThrowIfZero(content.Length, nameof(content));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, IBlobStore.MaxPartLength, nameof(content));
        return LocalBlobFaults.GuardAsync(async () =>
        {
            await DurableFiles.WriteUnflushedAsync(_paths.Part(name, partId), file => LocalParts.WriteAsync(file, content, cancellation));
            return true;
        });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StagedPart>> ListPartsAsync(string name, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return LocalBlobFaults.GuardAsync(() =>
        {
            var folder = new DirectoryInfo(_paths.Parts(name));
            IReadOnlyList<StagedPart> parts = folder.Exists
                ? [.. folder.EnumerateFiles("~*").Where(file => file.Name[1] != '~').OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => new StagedPart(file.Name[1..], LocalParts.LengthOf(file.Length)))]
                : [];
            return Task.FromResult(parts);
        });
    }

    /// <inheritdoc/>
    public Task<StoredBlob> CommitAsync(string name, IReadOnlyList<string> partIds, string contentType, CancellationToken cancellation)
    {
        BlobName.Check(name);
        PartList.Check(partIds);
        return ChangeAsync(name, async () =>
        {
            var mark = PartList.Mark(partIds);
            var missing = partIds.Count(partId => !File.Exists(_paths.Part(name, partId)));
            if (missing == 0)
            {
                return await ReplaceAsync(name, contentType, mark, file => LocalParts.JoinAsync([.. partIds.Select(partId => _paths.Part(name, partId))], file, cancellation));
            }

            return missing == partIds.Count && await ReadPropertiesAsync(name, cancellation) is { } properties && properties.Parts == mark
                ? properties.ToBlob(name)
                : throw BlobStoreException.PartsMissing(missing);
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<StoredBlob> WriteAsync(string name, Stream content, string contentType, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return ChangeAsync(name, () => ReplaceAsync(name, contentType, parts: null, async file =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await CopyAsync(content, file, hash, cancellation);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }), cancellation);
    }

    /// <inheritdoc/>
    public Task<StoredBlob?> FindAsync(string name, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return LocalBlobFaults.GuardAsync(async () => (await ReadPropertiesAsync(name, cancellation))?.ToBlob(name));
    }

    /// <inheritdoc/>
    public Task<BlobReading?> OpenAsync(string name, BlobRange range, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return LocalBlobFaults.GuardAsync(async () =>
        {
            while (await ReadPropertiesAsync(name, cancellation) is { } properties)
            {
                var length = range.Of(properties.Length);
                try
                {
                    var file = DurableFiles.OpenRead(_paths.Content(name, properties.File));
                    file.Position = range.Offset;
                    return new BlobReading(properties.ToBlob(name), new RangeStream(file, length), length);
                }
                catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
                {
                    // Replaced in between: then other properties are there by now, or none. The same ones mean that the content is lost.
                    if (await ReadPropertiesAsync(name, cancellation) == properties)
                    {
                        throw new BlobStoreException("The content of a blob is missing.", isTransient: false, e);
                    }
                }
            }

            return null;
        });
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string name, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return ChangeAsync(name, () =>
        {
            var path = _paths.Properties(name);
            var isThere = File.Exists(path);
            if (isThere)
            {
                File.Delete(path);
            }

            Tidy(name, keep: null);
            return Task.FromResult(isThere);
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task DeleteFolderAsync(string folder, CancellationToken cancellation)
    {
        BlobName.CheckFolder(folder);
        return LocalBlobFaults.GuardAsync(() =>
        {
            var data = _paths.DataFolder(folder);
            if (Directory.Exists(data))
            {
                // First what makes them blobs, so that none is seen without its content.
                foreach (var file in Directory.EnumerateFiles(data, $"*{LocalBlobPaths.PropertiesSuffix}", SearchOption.AllDirectories))
                {
                    cancellation.ThrowIfCancellationRequested();
                    File.Delete(file);
                }
            }

            foreach (var path in (string[])[data, _paths.PartsFolder(folder)])
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }

                LocalBlobFolders.DeleteEmpty(Path.GetDirectoryName(path)!, _paths.Root);
            }

            return Task.FromResult(true);
        });
    }

    /// <inheritdoc/>
    public Task<int> DiscardPartsAsync(DateTimeOffset stagedBefore, bool dryRun, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return LocalBlobFaults.GuardAsync(() =>
        {
            if (!Directory.Exists(_paths.AllParts))
            {
                return Task.FromResult(0);
            }

            var count = 0;
            var staged = Directory.EnumerateFiles(_paths.AllParts, "~*", SearchOption.AllDirectories).GroupBy(file => Path.GetDirectoryName(file)!);
            foreach (var blob in staged.Where(parts => parts.All(part => File.GetLastWriteTimeUtc(part) < stagedBefore.UtcDateTime)))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!dryRun)
                {
                    LocalBlobFolders.Delete(blob.Key, file => file.StartsWith('~'));
                    LocalBlobFolders.DeleteEmpty(blob.Key, _paths.Root);
                }

                if (++count == limit)
                {
                    break;
                }
            }

            return Task.FromResult(count);
        });
    }

    /// <inheritdoc/>
    public Task<BlobPage> ListAsync(string folder, string? cursor, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        if (folder is not { Length: 0 })
        {
            BlobName.CheckFolder(folder!);
        }

        return LocalBlobFaults.GuardAsync(async () =>
        {
            var path = _paths.DataFolder(folder);
            if (!Directory.Exists(path))
            {
                return new BlobPage([], null);
            }

            string[] names =
            [
                .. Directory.EnumerateFiles(path, $"*{LocalBlobPaths.PropertiesSuffix}", SearchOption.AllDirectories)
                    .Select(_paths.NameOf)
                    .Where(name => cursor is null || string.CompareOrdinal(name, cursor) > 0)
                    .Order(StringComparer.Ordinal)
                    .Take(limit + 1),
            ];
            var blobs = new List<StoredBlob>(names.Length);
            foreach (var name in names.Take(limit))
            {
                if (await ReadPropertiesAsync(name, cancellation) is { } properties)
                {
                    blobs.Add(properties.ToBlob(name) with { Sha256 = null });
                }
            }

            return new BlobPage(blobs, names.Length > limit ? names[limit - 1] : null);
        });
    }

    /// <inheritdoc/>
    public Task<BlobLink> CreateLinkAsync(string name, string fileName, CancellationToken cancellation)
    {
        BlobName.Check(name);
        return Task.FromResult(_links.Create(name, fileName));
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellation) => LocalBlobFaults.GuardAsync(async () =>
    {
        var path = Path.Combine(_paths.Root, "~probe");
        await DurableFiles.WriteAsync(path, file =>
        {
            file.WriteByte(0);
            return Task.CompletedTask;
        });
        return true;
    });

    private Task<T> ChangeAsync<T>(string name, Func<Task<T>> change, CancellationToken cancellation) => LocalBlobFaults.GuardAsync(async () =>
    {
        var gate = _locks[(uint)string.GetHashCode(name, StringComparison.Ordinal) % Locks];
        await gate.WaitAsync(cancellation);
        try
        {
            return await change();
        }
        finally
        {
            gate.Release();
        }
    });

    private async Task<StoredBlob> ReplaceAsync(string name, string contentType, string? parts, Func<FileStream, Task<string>> write)
    {
        var (sha256, length, version) = ("", 0L, LocalBlobPaths.NewVersion(name));
        await DurableFiles.WriteAsync(_paths.Content(name, version), async file =>
        {
            sha256 = await write(file);
            length = file.Position;
        });
        var properties = new LocalBlobProperties
        {
            File = version,
            Length = length,
            ContentType = contentType,
            WrittenAt = _time.GetUtcNow(),
            Sha256 = sha256,
            Parts = parts,
        };
        await DurableFiles.WriteAsync(
            _paths.Properties(name), file => JsonSerializer.SerializeAsync(file, properties, LocalBlobJson.Default.LocalBlobProperties, CancellationToken.None));
        Tidy(name, keep: version);
        return properties.ToBlob(name);
    }

    private static async Task CopyAsync(Stream source, Stream target, IncrementalHash hash, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopySize);
        try
        {
            while (await source.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<LocalBlobProperties?> ReadPropertiesAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await using var file = DurableFiles.OpenRead(_paths.Properties(name));
            return await JsonSerializer.DeserializeAsync(file, LocalBlobJson.Default.LocalBlobProperties, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // What is staged for the blob, versions that are it no longer, and those that a crash left before they were.
    private void Tidy(string name, string? keep)
    {
        LocalBlobFolders.Delete(_paths.Parts(name), file => file.StartsWith('~'));
        LocalBlobFolders.DeleteEmpty(_paths.Parts(name), _paths.Root);
        var folder = Path.GetDirectoryName(_paths.Properties(name))!;
        LocalBlobFolders.Delete(folder, file => file != keep && LocalBlobPaths.IsVersionOf(name, file));
        LocalBlobFolders.DeleteEmpty(folder, _paths.Root);
    }
}
