using System.Diagnostics;
using System.Globalization;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Tests.Servers;
using Npgsql;

namespace FunctionsJobs.EndToEnd.Postgres;

/// <summary>A PostgreSQL server of a test's own, which asks for a password, and can be killed and started again on its data.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Password = "correct-horse-3";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly int _port = RunningApp.FreePort();
    private Process? _process;

    public string ConnectionString => With(Password);

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer();
        await File.WriteAllTextAsync(Path.Combine(server._folder, "password"), Password);
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root.
            await RunAsync("chown", "-R", "postgres", server._folder);
        }

        await RunAsync(server.Command("initdb", "-D", server.Data, "-U", "functionsjobs", "-A", "scram-sha-256", "--pwfile", Path.Combine(server._folder, "password"), "-E", "UTF8", "--locale=C"));
        await server.StartAsync();
        return server;
    }

    public string With(string password) =>
        $"Host=127.0.0.1;Port={_port.ToString(CultureInfo.InvariantCulture)};Username=functionsjobs;Password={password};Database=postgres";

    /// <summary>Starts it on its data and waits until it answers. After a kill its own processes may need a moment to go.</summary>
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (_process is null or { HasExited: true })
            {
                _process?.Dispose();
                var port = _port.ToString(CultureInfo.InvariantCulture);
                var command = Command("postgres", "-D", Data, "-h", "127.0.0.1", "-p", port, "-k", _folder);
                _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, WorkingDirectory = _folder })!;
                _process.BeginErrorReadLine();
            }

            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(limit.Token);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }

    /// <summary>SIGKILL to the server's main process; the others end when they see it gone.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Limit);
    }

    /// <summary>Starts it again as a standby, which takes no writes.</summary>
    public async Task RestartAsStandbyAsync()
    {
        await KillAsync();
        var signal = Path.Combine(Data, "standby.signal");
        await File.WriteAllTextAsync(signal, "");
        await StartAsync();
    }

    /// <summary>The standby takes over: it begins a history of its own.</summary>
    public async Task PromoteAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_promote()", connection);
        Assert.True((bool)(await command.ExecuteScalarAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        await RunAsync("rm", "-rf", _folder);
    }

    private string[] Command(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(TestServers.PostgresPrograms, program), .. arguments];
        return Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--", .. command] : command;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Limit);
        Assert.True(process.ExitCode == 0, string.Concat(texts));
    }
}
