namespace FunctionsJobs.Scraping.Fetching;

/// <summary>A body as sent, of which no more than allowed is handed on: where more comes, it looks cut off and <see cref="IsExceeded"/> says so.</summary>
internal sealed class SentBytes(Stream inner, int max) : Stream
{
    /// <summary>Bytes handed on.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there was more.</summary>
    public bool IsExceeded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsExceeded)
        {
            return 0;
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        var allowed = Math.Min(read, max - Count);
        IsExceeded = allowed < read;
        Count += allowed;
        return allowed;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read without a time limit.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
