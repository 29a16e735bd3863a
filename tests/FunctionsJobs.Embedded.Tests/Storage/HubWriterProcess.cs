using System.Diagnostics;
using System.Globalization;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>
/// A process of its own that hands over <see cref="Step"/> after <see cref="Step"/> until it is killed, and tells of each one that was
/// acknowledged.
/// </summary>
internal sealed class HubWriterProcess : IDisposable
{
    /// <summary>The first argument of this assembly's program that makes it such a process.</summary>
    public const string Command = "write-hub";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private HubWriterProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static HubWriterProcess Start(string hubPath) => new(Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, ["exec", typeof(HubWriterProcess).Assembly.Location, Command, hubPath])
    {
        RedirectStandardOutput = true,
    })!);

    /// <summary>Reads what the process has acknowledged, and waits for the first ones.</summary>
    /// <returns>The last acknowledged step.</returns>
    public async Task<int> ReadAcknowledgementsAsync(int atLeast)
    {
        var last = -1;
        while (last < atLeast - 1)
        {
            last = await ReadAsync() ?? throw new InvalidOperationException("The writing process ended by itself.");
        }

        return last;
    }

    /// <summary>Kills the process, as kill -9 does.</summary>
    /// <returns>The last acknowledged step; -1 when no more were.</returns>
    public async Task<int> KillAsync()
    {
        _process.Kill();
        var last = -1;
        while (await ReadAsync() is { } step)
        {
            last = step;
        }

        await _process.WaitForExitAsync().WaitAsync(Limit);
        return last;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>Step <paramref name="number"/>, from 0.</summary>
    public static TaskHubStep Step(int number) => new()
    {
        Create = [New(Instance($"step-{number}")), New(Instance($"step-{number}-twin"))],
        Enqueue = [Message("anybody", taskId: number)],
        Entities = [Entity("@last@step", number.ToString(CultureInfo.InvariantCulture))],
    };

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string hubPath)
    {
        await using var store = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = hubPath }, TimeProvider.System);
        await store.OpenAsync(default);
        var underWay = new Queue<Task>();
        for (var step = 0; ; step++)
        {
            underWay.Enqueue(store.CommitAsync(Step(step)));
            if (underWay.Count == 8)
            {
                await underWay.Dequeue();
                Console.Out.WriteLine(step - 7);
                Console.Out.Flush();
            }
        }
    }

    private async Task<int?> ReadAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit);
        return line is null ? null : int.Parse(line, CultureInfo.InvariantCulture);
    }
}
