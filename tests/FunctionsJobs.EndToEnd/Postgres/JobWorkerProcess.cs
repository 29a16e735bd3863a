using System.Collections.Concurrent;
using System.Diagnostics;
using FunctionsJobs.JobStore.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.EndToEnd.Postgres;

/// <summary>A process of its own that works at <see cref="SharedJobs"/> until it is killed.</summary>
internal sealed class JobWorkerProcess : IAsyncDisposable
{
    /// <summary>The first argument of this assembly's program that makes it such a process.</summary>
    public const string Command = "work-at-jobs";

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private JobWorkerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed: the ids of the jobs whose submission it was told to be the accepted one; and faults.</summary>
    public IReadOnlyCollection<string> Output => _output;

    public bool HasExited => _process.HasExited;

    public static JobWorkerProcess Start(string connectionString, int seed) => new(new ProcessStartInfo(
        Environment.ProcessPath!, ["exec", typeof(JobWorkerProcess).Assembly.Location, Command, connectionString, $"{seed}"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    });

    /// <summary>Kills it, as kill -9 does, and reads what it had printed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string connectionString, int seed)
    {
        await using var database = new PostgresJobDatabase(
            connectionString, SharedJobs.Options, TimeProvider.System, NullLogger<PostgresJobDatabase>.Instance);
        var jobs = new SharedJobs(database);
        await Task.WhenAll(
            jobs.SubmitAllAsync(seed, id =>
            {
                Console.Out.WriteLine(id);
                Console.Out.Flush();
            }),
            jobs.WorkAsync(seed),
            jobs.WorkAsync(-seed - 1));
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
