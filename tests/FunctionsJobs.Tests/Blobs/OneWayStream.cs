namespace FunctionsJobs.Tests.Blobs;

/// <summary>Bytes that come a few at a time and only once, as from a network.</summary>
internal sealed class OneWayStream(byte[] content) : MemoryStream(content, writable: false)
{
    private const int AtOnce = 100_003;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, AtOnce)], cancellationToken);
}
