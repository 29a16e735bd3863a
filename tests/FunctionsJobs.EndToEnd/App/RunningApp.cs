using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FunctionsJobs.Security;
using FunctionsJobs.Security.Local;

namespace FunctionsJobs.EndToEnd.App;

/// <summary>
/// The built program as a process of its own, on a free port of 127.0.0.1. It can be killed as the kernel would and started again on
/// the same data folder.
/// </summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;
    private readonly string _folder;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningApp(ProcessStartInfo start, int port)
    {
        _folder = start.WorkingDirectory;
        Port = port;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(100) };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>Calls as an operator of all publishers.</summary>
    public HttpClient Http { get; }

    /// <summary>A token as <c>--token</c> prints it.</summary>
    public string NewToken(Role role, string? publisherId = null) =>
        new LocalTokens(LocalSigningKey.ReadOrCreate(_folder), TimeProvider.System).Create(role, publisherId);

    /// <summary>Everything the program printed so far, both streams.</summary>
    public IReadOnlyCollection<string> Output => _output;

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program and waits until it answers its health check.</summary>
    public static async Task<RunningApp> StartAsync(DataFolder data, IReadOnlyDictionary<string, string>? settings = null, params string[] arguments)
    {
        var app = Launch(data, settings, arguments);
        await app.WaitUntilLiveAsync();
        return app;
    }

    /// <summary>Starts the program without waiting for anything.</summary>
    public static RunningApp Launch(DataFolder data, IReadOnlyDictionary<string, string>? settings = null, params string[] arguments) =>
        Launch([BuiltApp.ProgramPath], data, settings, arguments);

    /// <summary>Starts another program of the same kind: its file, and the arguments that make it one.</summary>
    public static RunningApp Launch(
        IReadOnlyList<string> program, DataFolder data, IReadOnlyDictionary<string, string>? settings, params string[] arguments)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = data.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in (string[])[.. program, "--port", $"{port}", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FUNCTIONSJOBS_DATA"] = data.Path;

        // What limits do is tested where it is the matter; other tests would wait for minutes.
        start.Environment["Queues__analytics-aggregation__RateLimit"] = "0";
        start.Environment["Queues__analytics-aggregation__Concurrency"] = "0";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new RunningApp(start, port);
    }

    public async Task WaitUntilLiveAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            Assert.False(_process.HasExited, $"the program ended with code {(_process.HasExited ? _process.ExitCode : 0)}:\n{Tail()}");
            try
            {
                using var answer = await Http.GetAsync(new Uri("/health/live", UriKind.Relative), limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    Http.DefaultRequestHeaders.Authorization = new("Bearer", NewToken(Role.Operator));
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"the program did not answer within {StartLimit}:\n{Tail()}");
            }

            await Task.WhenAny(_exited.Task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
    }

    /// <summary>Waits for a line of output; fails with what was printed when the limit passes or the program ends.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> match, TimeSpan limit)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var ended = _process.HasExited;
            if (_output.FirstOrDefault(match) is { } line)
            {
                return line;
            }

            Assert.False(ended, $"the program ended before the line came:\n{Tail()}");
            Assert.True(TimeProvider.System.GetElapsedTime(started) < limit, $"the line did not come within {limit}:\n{Tail()}");
            await Task.WhenAny(_exited.Task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
    }

    /// <summary>SIGKILL: nothing of the process runs after it.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, then the exit code.</summary>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        Assert.Equal(0, SendSignal(_process.Id, SigTerm));
        return await WaitForExitAsync(limit);
    }

    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var cancellation = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the program did not end within {limit}:\n{Tail()}");
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    public string Tail() => string.Join('\n', _output.TakeLast(60));

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private const int SigTerm = 15;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
