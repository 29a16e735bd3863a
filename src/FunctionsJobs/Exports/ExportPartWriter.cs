using System.IO.Compression;
using FunctionsJobs.Blobs;

namespace FunctionsJobs.Exports;

/// <summary>Renders the rows of one part and stages them as blocks of about <see cref="BlockSize"/>: the memory of a part is one block, however many rows it has.</summary>
internal sealed class ExportPartWriter : IDisposable
{
    /// <summary>From this size on a block is staged, in bytes.</summary>
    public const int BlockSize = 4 * 1024 * 1024;

    private readonly IBlobStore _blobs;
    private readonly string _blob;
    private readonly int _part;
    private readonly bool _needsSeparator;
    private readonly bool _isGzip;
    private readonly BlockBuffer _block = new(2 * BlockSize);
    private readonly GZipStream? _gzip;

    public ExportPartWriter(IBlobStore blobs, string blob, int part, ExportFormat format, bool isGzip)
    {
        (_blobs, _blob, _part, _isGzip, _needsSeparator) = (blobs, blob, part, isGzip, format == ExportFormat.Json);
        _gzip = isGzip ? new GZipStream(_block, CompressionLevel.Fastest, leaveOpen: true) : null;
        Rows = ExportRenderer.Create(format, (Stream?)_gzip ?? _block);
    }

    /// <summary>Takes the rows.</summary>
    public ExportRenderer Rows { get; }

    /// <summary>Blocks staged so far.</summary>
    public int Blocks { get; private set; }

    /// <summary>Bytes staged so far, without separators.</summary>
    public long Bytes { get; private set; }

    /// <summary>Stages what has gathered, if it is enough for a block. Called every few thousand rows.</summary>
    public async Task StageFullAsync(CancellationToken cancellation)
    {
        Rows.Flush();
        if (_block.Written.Length >= BlockSize)
        {
            await StageAsync(cancellation);
        }
    }

    /// <summary>Stages the rest. A part without rows stages nothing.</summary>
    /// <param name="hasRows">Whether there was any row.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task CompleteAsync(bool hasRows, CancellationToken cancellation)
    {
        if (!hasRows)
        {
            return;
        }

        Rows.Flush();
        Rows.Dispose();
        if (_gzip is not null)
        {
            await _gzip.DisposeAsync();
        }

        if (_block.Written.Length > 0)
        {
            await StageAsync(cancellation);
        }

        if (_needsSeparator && _part > 0)
        {
            await _blobs.StagePartAsync(_blob, ExportParts.Separator(_part), ExportFrame.Pack(ExportFrame.Separator, _isGzip), cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rows.Dispose();
        _gzip?.Dispose();
        _block.Dispose();
    }

    private async Task StageAsync(CancellationToken cancellation)
    {
        await _blobs.StagePartAsync(_blob, ExportParts.Block(_part, Blocks), _block.Written, cancellation);
        Blocks++;
        Bytes += _block.Written.Length;
        _block.Clear();
    }
}
