using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace FunctionsJobs.Tests.Servers;

/// <summary>A Redis server of a test's own, which can be killed, started again and made to hang. It keeps nothing over a restart.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("redis-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, empty, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(
            "redis-server", ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder])
        {
            RedirectStandardOutput = true,
        })!;
        _process.BeginOutputReadLine();
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            try
            {
                await ExecuteAsync("PING");
                return;
            }
            catch (RedisException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>SIGSTOP: it keeps its connections and answers nothing.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Runs a command on a connection of its own.</summary>
    public Task<RedisResult> ExecuteAsync(string command, params object[] arguments) => ExecuteAsync(ConnectionString, command, arguments);

    /// <summary>Runs a command on a server.</summary>
    public static async Task<RedisResult> ExecuteAsync(string connectionString, string command, params object[] arguments)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(connectionString);
        return await connection.GetDatabase().ExecuteAsync(command, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
