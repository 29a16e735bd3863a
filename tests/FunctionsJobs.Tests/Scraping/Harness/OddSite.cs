using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FunctionsJobs.Tests.Scraping.Harness;

/// <summary>A web server on 127.0.0.1 that answers exactly the bytes a test gives it, at the pace the test likes.</summary>
internal sealed class OddSite : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Func<Stream, CancellationToken, Task>> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public OddSite()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary><c>host:port</c>, as settings name targets that may be called.</summary>
    public string Authority => $"127.0.0.1:{Port}";

    /// <summary>The paths that were asked for, in order.</summary>
    public IReadOnlyCollection<string> Paths => [.. _requests.Select(request => request.Split(' ')[1])];

    /// <summary>The requests' heads.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>An address of this site.</summary>
    public Uri At(string path) => new($"http://{Authority}{path}");

    /// <summary>Answers a path by writing to the connection, which is closed afterwards.</summary>
    public OddSite On(string path, Func<Stream, CancellationToken, Task> answer)
    {
        _pages[path] = answer;
        return this;
    }

    /// <summary>Answers a path with these bytes.</summary>
    public OddSite On(string path, byte[] answer) => On(path, (stream, cancellation) => stream.WriteAsync(answer, cancellation).AsTask());

    /// <summary>Answers a path with a status, headers and a body.</summary>
    public OddSite On(string path, int status, string headers = "", string body = "") => On(path, Answer(status, headers, Encoding.UTF8.GetBytes(body)));

    /// <summary>Answers a path with a page.</summary>
    public OddSite OnPage(string path, string html, string headers = "Content-Type: text/html; charset=utf-8") => On(path, 200, headers, html);

    /// <summary>An answer's bytes.</summary>
    public static byte[] Answer(int status, string headers, byte[] body)
    {
        var lines = headers.Length == 0 ? "" : headers.ReplaceLineEndings("\r\n") + "\r\n";
        return [.. Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\n{lines}Content-Length: {body.Length}\r\n\r\n"), .. body];
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_closed.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _connections.Add(ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await ReadHeadAsync(stream);
                if (head.Length == 0)
                {
                    return;
                }

                _requests.Enqueue(head);
                var path = head.Split(' ')[1];
                var answer = _pages.GetValueOrDefault(path) ?? ((s, c) => s.WriteAsync(Answer(404, "", []), c).AsTask());
                await answer(stream, _closed.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side had enough, or the test is over.
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _closed.Token);
            if (read > 0 && buffer[0] == TlsHandshake)
            {
                // As servers answer who speaks TLS on a port for HTTP.
                await stream.WriteAsync(Answer(400, "", []), _closed.Token);
                return "";
            }

            if (read == 0)
            {
                return "";
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return head.ToString();
    }
}
