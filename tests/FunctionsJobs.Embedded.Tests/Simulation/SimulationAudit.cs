using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.DurableTask.Converters;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>Compares what is stored at the end of a simulation with what was seen to become durable.</summary>
internal sealed class SimulationAudit(Witness witness, TemporaryTaskHub file)
{
    /// <returns>What must not be, or <see langword="null"/>.</returns>
    public string? Find() => Task.Run(FindAsync).GetAwaiter().GetResult();

    private async Task<string?> FindAsync()
    {
        await using var store = file.NewStore();
        var recovery = await store.OpenAsync(CancellationToken.None);
        if (recovery.Runnable.Count > 0 || recovery.Messages.Count > 0)
        {
            return $"left over: {string.Join(", ", recovery.Runnable)} {string.Join(", ", recovery.Messages)}";
        }

        foreach (var run in witness.Runs)
        {
            if (await FindAsync(store, run) is { } finding)
            {
                return finding;
            }
        }

        foreach (var entity in ScriptWriter.Entities)
        {
            if (FindIn(entity, await store.GetEntityAsync(entity, CancellationToken.None)) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    private static async Task<string?> FindAsync(ITaskHubStore store, WitnessedRun run)
    {
        var stored = await store.GetInstanceAsync(run.Key, CancellationToken.None);
        if (stored is null || run.IsPurged)
        {
            return stored is null == run.IsPurged ? null : $"{run} is {(stored is null ? "gone" : "still there")}";
        }

        var history = await store.ReadHistoryAsync(run.Key, CancellationToken.None);
        var asStored = history.Select(Describe).ToList();
        return stored.Status != run.Status ? $"{run} is stored as {stored.Status}"
            : !asStored.SequenceEqual(run.History.Select(Describe)) ? $"the history of {run} is not what was appended: {string.Join("; ", asStored)}"
            : null;
    }

    private static string Describe(HistoryRecord record) => $"{record.Sequence} {record.Turn} {record.Type} {record.TaskId} {record.Name}";

    private string? FindIn(string entity, EntityRecord? record)
    {
        // The lock of a holder that was terminated is released when somebody asks for it.
        if (record?.LockedBy is { } holder && witness.Latest(holder) is not { Status: InstanceStatus.Terminated })
        {
            return $"{entity} is still locked by {holder}";
        }

        var entries = JsonDataConverter.Default.Deserialize<List<string>>(record?.State) ?? [];
        var told = witness.Entries.Where(entry => entry.Entity == entity).ToList();
        if (!entries.Order(StringComparer.Ordinal).SequenceEqual(told.Select(entry => entry.Entry).Order(StringComparer.Ordinal)))
        {
            return $"{entity} has {string.Join(' ', entries)}, but was told {string.Join(' ', told.Select(entry => entry.Entry))}";
        }

        // Attempts of one sub-orchestration have one id, and make the same entries.
        var unique = told.GroupBy(entry => entry.Entry).Where(same => same.Count() == 1).Select(same => same.Single());
        foreach (var sender in unique.Where(entry => entry is { IsDelayed: false, Sender.Length: > 0 }).GroupBy(entry => entry.Sender))
        {
            var expected = sender.Select(entry => entry.Entry).ToList();
            if (!entries.Where(expected.Contains).SequenceEqual(expected))
            {
                return $"{entity} has {string.Join(' ', entries)}, but instance {sender.Key} told it {string.Join(' ', expected)} in this order";
            }
        }

        for (var i = 0; i < entries.Count - 1; i++)
        {
            if (entries[i].EndsWith('<') && entries.Contains(entries[i][..^1] + ">") && entries[i + 1] != entries[i][..^1] + ">")
            {
                return $"{entity} has {entries[i + 1]} inside the critical section {entries[i]}: {string.Join(' ', entries)}";
            }
        }

        return null;
    }
}
