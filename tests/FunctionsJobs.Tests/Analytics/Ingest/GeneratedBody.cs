using System.Buffers;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Ingest;

namespace FunctionsJobs.Tests.Analytics.Ingest;

/// <summary>A body of event lines, repeated until it is long enough, that is nowhere in memory and remembers how it was read.</summary>
internal sealed class GeneratedBody : Stream
{
    private readonly byte[] _lines;
    private readonly long _length;

    /// <param name="events">The lines.</param>
    /// <param name="minimumBytes">The lines are repeated as a whole until the body has at least this length.</param>
    public GeneratedBody(IEnumerable<AnalyticsEvent> events, long minimumBytes = 0)
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var e in events)
        {
            using var writer = new Utf8JsonWriter(lines);
            EventLineWriter.Write(writer, e);
            writer.Flush();
            lines.Write("\n"u8);
            Lines++;
        }

        _lines = lines.WrittenSpan.ToArray();
        var repeats = Math.Max(1, (minimumBytes + _lines.Length - 1) / _lines.Length);
        _length = repeats * _lines.Length;
        Lines *= repeats;
    }

    /// <summary>Lines in the body.</summary>
    public long Lines { get; }

    /// <summary>The largest buffer anyone read into.</summary>
    public int LargestBuffer { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length;

    /// <summary>Bytes given out.</summary>
    public override long Position { get; set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LargestBuffer = Math.Max(LargestBuffer, buffer.Length);
        var offset = (int)(Position % _lines.Length);
        var count = (int)Math.Min(Math.Min(buffer.Length, _lines.Length - offset), _length - Position);
        _lines.AsMemory(offset, count).CopyTo(buffer);
        Position += count;
        return ValueTask.FromResult(count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
