using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using FunctionsJobs.EndToEnd.App;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.EndToEnd.Exports;

/// <summary>An Azurite of a test's own, which can be killed and started again on its data.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly int _port = RunningApp.FreePort();
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private Process? _process;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=exports;AccountKey={_key};BlobEndpoint=http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}/exports;";

    public static async Task<AzuriteServer> StartNewAsync()
    {
        var server = new AzuriteServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it on its data and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            TestServers.AzuriteProgram,
            ["--blobHost", "127.0.0.1", "--blobPort", _port.ToString(CultureInfo.InvariantCulture), "--location", _folder, "--silent", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["AZURITE_ACCOUNTS"] = $"exports:{_key}";
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        var account = new BlobServiceClient(ConnectionString, new BlobClientOptions { Retry = { MaxRetries = 0 } });
        while (true)
        {
            try
            {
                await account.GetPropertiesAsync(limit.Token);
                return;
            }
            catch (Azure.RequestFailedException)
            {
                Assert.False(_process.HasExited, "Azurite ended");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
    }

    /// <summary>SIGKILL. What it had not brought to its files by then is lost, as it is when a machine fails.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Limit);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
