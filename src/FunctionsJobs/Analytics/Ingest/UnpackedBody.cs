using System.IO.Compression;
using System.Net;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>
/// Unpacks a gzip body and counts what comes out, so that a small body which unpacks to gigabytes is refused after a bounded amount of work.
/// </summary>
internal sealed class UnpackedBody : IAsyncDisposable
{
    /// <summary>Up to here any ratio is fine: short bodies of like lines pack very well.</summary>
    public const long RatioFreeBytes = 16 * 1024 * 1024;

    private readonly ReceivedByteCounter _received;
    private readonly GZipStream _gzip;
    private readonly AnalyticsOptions _options;

    public UnpackedBody(Stream body, AnalyticsOptions options)
    {
        _received = new ReceivedByteCounter(body);
        _gzip = new GZipStream(_received, CompressionMode.Decompress);
        _options = options;
    }

    /// <summary>Bytes that came out so far.</summary>
    public long Unpacked { get; private set; }

    /// <summary>Reads on.</summary>
    /// <exception cref="BodyRefusedException">A limit is passed, or the body is no gzip.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        int read;
        try
        {
            read = await _gzip.ReadAsync(buffer, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new BodyRefusedException(new(HttpStatusCode.BadRequest, "The body is not valid gzip."), e);
        }

        Unpacked += read;
        if (Unpacked > _options.MaxUnpackedBytes)
        {
            throw new BodyRefusedException(new(
                HttpStatusCode.RequestEntityTooLarge, $"The body unpacks to more than {_options.MaxUnpackedBytes} bytes."));
        }

        if (Unpacked > RatioFreeBytes && Unpacked / _options.MaxUnpackRatio > _received.Count)
        {
            throw new BodyRefusedException(new(
                HttpStatusCode.RequestEntityTooLarge, $"The body unpacks to more than {_options.MaxUnpackRatio} times its size."));
        }

        return read;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _gzip.DisposeAsync();
}
