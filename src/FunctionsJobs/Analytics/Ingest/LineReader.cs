using System.Buffers;

namespace FunctionsJobs.Analytics.Ingest;

/// <summary>
/// Cuts a body into lines with one buffer of fixed size. A line that does not fit is skipped, not kept.
/// </summary>
/// <param name="read">Reads on in the body; 0 at its end.</param>
/// <param name="maxLineBytes">Longest line, without its end.</param>
internal sealed class LineReader(Func<Memory<byte>, CancellationToken, ValueTask<int>> read, int maxLineBytes) : IDisposable
{
    private const int SmallestBuffer = 128 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, 2 * (maxLineBytes + 1)));
    private int _start;
    private int _end;
    private bool _ended;
    private bool _skipping;

    /// <summary>The number of the line <see cref="TryNext"/> gave last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Fetches more of the body. <see langword="false"/> when all of it has been given out.</summary>
    public async ValueTask<bool> FetchAsync(CancellationToken cancellation)
    {
        if (_ended)
        {
            return false;
        }

        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var count = await read(_buffer.AsMemory(_end), cancellation);
        _end += count;
        _ended = count == 0;
        return true;
    }

    /// <summary>The next line that has arrived whole; the span is valid until the next call.</summary>
    /// <param name="line">The line without <c>\n</c> or <c>\r\n</c>; empty when it is too long.</param>
    /// <param name="isTooLong">Whether the line exceeds the limit.</param>
    public bool TryNext(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        isTooLong = false;
        while (true)
        {
            var rest = _buffer.AsSpan(_start.._end);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0)
            {
                return TryUnfinished(rest, out line, out isTooLong);
            }

            _start += length + 1;
            if (_skipping)
            {
                _skipping = false;
                continue;
            }

            Give(rest[..length], out line, out isTooLong);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryUnfinished(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        line = default;
        isTooLong = false;
        if (_skipping)
        {
            _start = _end;
            return false;
        }

        // One byte more than the limit may be the \r of a line that just fits.
        if (rest.Length > maxLineBytes + 1)
        {
            _start = _end;
            _skipping = true;
            Number++;
            isTooLong = true;
            return true;
        }

        if (!_ended || rest.IsEmpty)
        {
            return false;
        }

        _start = _end;
        Give(rest, out line, out isTooLong);
        return true;
    }

    private void Give(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        line = bytes is [.. var before, (byte)'\r'] ? before : bytes;
        if (Number == 0 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        Number++;
        isTooLong = line.Length > maxLineBytes;
        line = isTooLong ? default : line;
    }
}
