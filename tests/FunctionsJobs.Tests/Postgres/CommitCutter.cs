using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FunctionsJobs.Tests.Postgres;

/// <summary>
/// Stands between a client and the server, and cuts the connection at a commit: once, either before the server gets it, or after the server
/// answered and before the client gets the answer.
/// </summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _relays = [];
    private readonly IPEndPoint _server;
    private readonly bool _afterTheAnswer;
    private readonly Task _accepting;
    private int _cuts;

    private delegate bool PassOn(ReadOnlySpan<byte> bytes);

    public CommitCutter(string connectionString, bool afterTheAnswer)
    {
        var direct = new NpgsqlConnectionStringBuilder(connectionString);
        _server = new IPEndPoint(IPAddress.Parse(direct.Host!), direct.Port);
        _afterTheAnswer = afterTheAnswer;
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>Leads through it.</summary>
    public string ConnectionString { get; }

    /// <summary>How many connections it cut: one, once a commit came by.</summary>
    public int Cuts => _cuts;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_relays);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _relays.Add(RelayAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            await server.ConnectAsync(_server, _stopping.Token);
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            var answerIsTheLast = false;
            var up = PumpAsync(client.GetStream(), server.GetStream(), cut, message =>
            {
                if (message.IndexOf(Commit) < 0 || Interlocked.CompareExchange(ref _cuts, 1, 0) != 0)
                {
                    return true;
                }

                Volatile.Write(ref answerIsTheLast, _afterTheAnswer);
                return _afterTheAnswer;
            });
            var down = PumpAsync(server.GetStream(), client.GetStream(), cut, _ => !Volatile.Read(ref answerIsTheLast));
            await Task.WhenAll(up, down);
        }
    }

    /// <summary>Passes on what comes, until <paramref name="passOn"/> says no.</summary>
    private static async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationTokenSource cut, PassOn passOn)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int length;
            while ((length = await from.ReadAsync(buffer, cut.Token)) > 0 && passOn(buffer.AsSpan(0, length)))
            {
                await to.WriteAsync(buffer.AsMemory(0, length), cut.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The other direction ended.
        }

        await cut.CancelAsync();
    }
}
