using System.Text;
using System.Threading.Channels;

namespace FunctionsJobs.Embedded.Tests.Http;

/// <summary>A stream that yields what a test feeds it, and cannot seek.</summary>
internal sealed class FedStream : Stream
{
    private readonly Channel<byte[]> _parts = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FedStream(string first)
    {
        Feed(first);
    }

    public Task Disposed => _disposed.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Feed(string text) => _parts.Writer.TryWrite(Encoding.UTF8.GetBytes(text));

    public void End() => _parts.Writer.TryComplete();

    public void Break() => _parts.Writer.TryComplete(new IOException("the source broke"));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (await _parts.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_parts.Reader.TryRead(out var part))
            {
                part.CopyTo(buffer);
                return part.Length;
            }
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
