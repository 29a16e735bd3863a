using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>One connection that is kept alive, with one request at a time on its way.</summary>
internal sealed class LoadConnection : IDisposable
{
    private const int BufferBytes = 32 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _filled;

    public LoadConnection(IPEndPoint address)
    {
        Socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(address);
    }

    public Socket Socket { get; }

    /// <summary>Timestamp of the last request.</summary>
    public long SentAt { get; private set; }

    public void Send(ReadOnlySpan<byte> request)
    {
        SentAt = TimeProvider.System.GetTimestamp();
        _filled = 0;
        var sent = Socket.Send(request);
        if (sent != request.Length)
        {
            throw new InvalidOperationException($"only {sent} of {request.Length} bytes were sent");
        }
    }

    /// <summary>Takes what has arrived.</summary>
    /// <param name="expectedStatus">Any other status is a fault of the run.</param>
    /// <returns>Whether the answer is whole.</returns>
    public bool Receive(int expectedStatus)
    {
        var read = Socket.Receive(_buffer.AsSpan(_filled));
        if (read == 0)
        {
            throw new InvalidOperationException("the host closed the connection");
        }

        _filled += read;
        var answer = _buffer.AsSpan(0, _filled);
        var headEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return false;
        }

        var head = answer[..headEnd];
        if (!int.TryParse(head.Slice(9, 3), out var status) || status != expectedStatus)
        {
            throw new InvalidOperationException($"expected {expectedStatus}, got: {Encoding.UTF8.GetString(answer)}");
        }

        return _filled >= headEnd + 4 + ContentLength(head);
    }

    public void Dispose() => Socket.Dispose();

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var at = head.IndexOf(name);
        if (at < 0)
        {
            throw new InvalidOperationException($"the answer has no length: {Encoding.UTF8.GetString(head)}");
        }

        var value = head[(at + name.Length)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end]);
    }
}
