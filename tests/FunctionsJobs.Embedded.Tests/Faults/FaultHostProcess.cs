using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using FunctionsJobs.Embedded.Tests.Durable.Harness;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary><see cref="FaultHost"/> in a process of its own.</summary>
internal sealed class FaultHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FaultHostProcess(ProcessStartInfo start, string folder)
    {
        _folder = folder;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Http { get; } = new();

    /// <summary>Everything it printed so far, both streams.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Starts the host without waiting.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="largestFile">In KiB: no file may grow beyond, as the kernel sees to; <see langword="null"/> for no limit.</param>
    public static FaultHostProcess Launch(string folder, int? largestFile = null)
    {
        string[] program = [Environment.ProcessPath!, "exec", typeof(FaultHostProcess).Assembly.Location, FaultHost.Command, folder];

        // Ignored, the signal of the limit becomes an error of the write. Two units of 512 bytes are a KiB to the shell.
        var start = largestFile is { } limit
            ? new ProcessStartInfo("/bin/sh", ["-c", $"trap '' XFSZ; ulimit -f {limit * 2}; exec \"$@\"", "sh", .. program])
            : new ProcessStartInfo(program[0], program[1..]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // The runtime would otherwise map its code through a large file in memory, which the limit forbids.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return new FaultHostProcess(start, folder);
    }

    public static async Task<FaultHostProcess> StartAsync(string folder, int? largestFile = null)
    {
        var host = Launch(folder, largestFile);
        host.Http.BaseAddress = await host._ready.Task.InTime();
        return host;
    }

    /// <summary>Posts a body to keep.</summary>
    /// <returns>Whether it was accepted.</returns>
    public async Task<bool> KeepAsync(string id, string body)
    {
        using var answer = await Http.PostAsync(new Uri($"api/keep/{id}", UriKind.Relative), new StringContent(body)).InTime();
        return answer.IsSuccessStatusCode;
    }

    public Task<string> StateAsync(string id) => Http.GetStringAsync(new Uri($"api/state/{id}", UriKind.Relative)).InTime();

    /// <summary>What the host says of its task hub.</summary>
    public async Task<(string State, string? Fault)> HubAsync()
    {
        using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "keys.json")));
        var key = Uri.EscapeDataString(keys.RootElement.GetProperty("master").GetString()!);
        using var status = JsonDocument.Parse(await Http.GetStringAsync(new Uri($"admin/host/status?code={key}", UriKind.Relative)).InTime());
        var hub = status.RootElement.GetProperty("taskHub");
        return (hub.GetProperty("state").GetString()!, hub.GetProperty("fault").GetString());
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().InTime();
        return _process.ExitCode;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        Http.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            _ready.TrySetException(new InvalidOperationException("The host ended:\n" + string.Join('\n', _output)));
            return;
        }

        _output.Enqueue(line);
        if (line.StartsWith(FaultHost.Ready, StringComparison.Ordinal))
        {
            _ready.TrySetResult(new Uri(line[FaultHost.Ready.Length..]));
        }
    }
}
