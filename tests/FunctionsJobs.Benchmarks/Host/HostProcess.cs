using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FunctionsJobs.Security;
using FunctionsJobs.Security.Local;

namespace FunctionsJobs.Benchmarks.Host;

/// <summary>A function app as a process of its own on a free port.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TemporaryFolder? _ownFolder;

    private HostProcess(Process process, int port, TemporaryFolder? ownFolder)
    {
        _process = process;
        _ownFolder = ownFolder;
        process.OutputDataReceived += (_, line) => OnOutput?.Invoke(line.Data ?? "");
        Address = new IPEndPoint(IPAddress.Loopback, port);
        Http = new HttpClient { BaseAddress = new Uri($"http://{Address}"), Timeout = TimeSpan.FromMinutes(5) };
    }

    public IPEndPoint Address { get; }

    public HttpClient Http { get; }

    /// <summary>Called with each line the program prints.</summary>
    public Action<string>? OnOutput { get; set; }

    /// <summary>Bytes of memory that the process has in use, shared libraries included.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time the process has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the app of this repository, as built, with a data folder of its own; <see cref="Http"/> calls it as an operator.</summary>
    /// <returns>The program, and the time from its launch to the first answer.</returns>
    public static async Task<(HostProcess Host, TimeSpan Ready)> StartAppAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = new TemporaryFolder();
        var (host, ready) = await StartAsync(
            [typeof(FunctionsJobs.Queues.QueueApiOptions).Assembly.Location], folder, null, "/health/live", settings);
        var tokens = new LocalTokens(LocalSigningKey.ReadOrCreate(folder.Path), TimeProvider.System);
        host.Http.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Create(Role.Operator));
        return (host, ready);
    }

    /// <summary>Starts <see cref="BenchmarkHost"/>.</summary>
    /// <param name="data">Its data folder, which outlives it.</param>
    /// <param name="settings">Settings as environment variables.</param>
    /// <returns>The program, and the time from its launch to the first answer.</returns>
    public static Task<(HostProcess Host, TimeSpan Ready)> StartBenchmarkHostAsync(TemporaryFolder data, IReadOnlyDictionary<string, string>? settings = null) =>
        StartAsync([typeof(BenchmarkHost).Assembly.Location, BenchmarkHost.Argument], null, data, "/admin/host/ping", settings);

    /// <summary>Ends the process at once, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        Kill();
        _process.Dispose();
        _ownFolder?.Dispose();
    }

    private static async Task<(HostProcess Host, TimeSpan Ready)> StartAsync(
        IReadOnlyList<string> program, TemporaryFolder? ownFolder, TemporaryFolder? data, string probe, IReadOnlyDictionary<string, string>? settings)
    {
        var port = FreePort();
        var folder = (ownFolder ?? data)!.Path;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in program)
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add("--port");
        start.ArgumentList.Add($"{port}");
        start.Environment["FUNCTIONSJOBS_DATA"] = folder;
        start.Environment["Queues__analytics-aggregation__RateLimit"] = "0";
        start.Environment["Queues__analytics-aggregation__Concurrency"] = "0";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var launched = TimeProvider.System.GetTimestamp();
        var process = Process.Start(start)!;
        var host = new HostProcess(process, port, ownFolder);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await host.AnswersAsync(probe))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(launched) > Limit)
            {
                throw new InvalidOperationException("the program did not start");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        return (host, TimeProvider.System.GetElapsedTime(launched));
    }

    private async Task<bool> AnswersAsync(string probe)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(probe, UriKind.Relative));
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
