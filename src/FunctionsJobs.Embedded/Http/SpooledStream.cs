using FunctionsJobs.Embedded.Hosting;

namespace FunctionsJobs.Embedded.Http;

/// <summary>A stream in memory that moves to a temporary file when it grows beyond a limit. The file is deleted on disposal.</summary>
internal sealed class SpooledStream(ResponseSpool spool) : Stream
{
    private Stream _content = new MemoryStream();

    /// <summary>Whether the content has left memory.</summary>
    public bool IsOnDisk => _content is FileStream;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _content.Position;
        set => _content.Position = value;
    }

    /// <summary>The content, when it is in memory.</summary>
    public bool TryGetBuffer(out ArraySegment<byte> content)
    {
        content = default;
        return _content is MemoryStream memory && memory.TryGetBuffer(out content);
    }

    public override void Flush() => _content.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _content.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => _content.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => _content.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _content.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => _content.ReadAsync(buffer, offset, count, cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => _content.Seek(offset, origin);

    public override void SetLength(long value)
    {
        MakeRoom(value);
        _content.SetLength(value);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        MakeRoom(_content.Position + buffer.Length);
        _content.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        MakeRoom(_content.Position + buffer.Length);
        return _content.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void MakeRoom(long length)
    {
        if (length <= spool.MemoryBytes || _content is not MemoryStream memory)
        {
            return;
        }

        var file = PrivateFile.Create(
            Path.Combine(spool.Folder, $"{Path.GetRandomFileName()}.body"), FileMode.CreateNew, FileAccess.ReadWrite, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var position = memory.Position;
        memory.WriteTo(file);
        file.Position = position;
        memory.Dispose();
        _content = file;
    }
}
