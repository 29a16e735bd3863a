using System.Diagnostics;
using System.Globalization;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary><see cref="KilledHub"/> in a process of its own.</summary>
internal sealed class KilledHubProcess : IDisposable
{
    private readonly Process _process;

    private KilledHubProcess(Process process) => _process = process;

    public static KilledHubProcess Start(string folder, string work, string moment = "after", int step = 0) => new(Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!,
        ["exec", typeof(KilledHubProcess).Assembly.Location, KilledHub.Command, folder, work, moment, step.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
    })!);

    /// <summary>Waits until the engine runs; or has ended already.</summary>
    public Task ReadyAsync() => _process.StandardOutput.ReadLineAsync().InTime();

    public void Kill() => _process.Kill();

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>How each instance ended, when the process came so far; otherwise <see langword="null"/>.</returns>
    public async Task<string?> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().InTime();
        await _process.WaitForExitAsync().InTime();
        return _process.ExitCode == 0 ? output.Replace("ready\n", "", StringComparison.Ordinal) : null;
    }

    /// <summary>Inputs of the activities whose results are committed, of executions that were not replaced.</summary>
    public static IReadOnlySet<string> ReadCommitted(string folder)
    {
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(folder, "hub.db*"))
        {
            File.Copy(file, copy.File(Path.GetFileName(file)));
        }

        using var connection = new SqliteConnection($"Data Source={copy.File("hub.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT s.payload FROM history s JOIN history c ON c.event_id >> 24 = s.event_id >> 24 AND c.task_id = s.task_id
            WHERE s.type = 'TaskScheduled' AND s.name = 'Echo' AND c.type = 'TaskCompleted'
            """;
        using var reader = command.ExecuteReader();
        var committed = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            committed.Add(reader.GetString(0).Trim('"'));
        }

        return committed;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
