using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FunctionsJobs.Benchmarks.App;

/// <summary>The built program as a process on a free port, with a fresh data folder.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private HostProcess(Process process, int port)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => OnOutput?.Invoke(line.Data ?? "");
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    /// <summary>Called with each line the program prints.</summary>
    public Action<string>? OnOutput { get; set; }

    /// <summary>Starts the program and waits for the first answer.</summary>
    /// <returns>The program, and the time from its launch to that answer.</returns>
    public static async Task<(HostProcess Host, TimeSpan Ready)> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("functionsjobs-bench-host-").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(typeof(FunctionsJobs.Queues.QueueApiOptions).Assembly.Location);
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add($"{port}");
        start.Environment["FUNCTIONSJOBS_DATA"] = folder;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var launched = TimeProvider.System.GetTimestamp();
        var process = Process.Start(start)!;
        var host = new HostProcess(process, port);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await host.AnswersAsync())
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(launched) > Limit)
            {
                throw new InvalidOperationException("the program did not start");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        return (host, TimeProvider.System.GetElapsedTime(launched));
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        Directory.Delete(_process.StartInfo.WorkingDirectory, recursive: true);
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/live", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
