using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>What every <see cref="ITaskHubStore"/> must do. The parts of this class are the parts of the seam.</summary>
public abstract partial class TaskHubStoreConformance : IAsyncLifetime
{
    /// <summary>The open store of the test.</summary>
    private protected ITaskHubStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = NewStore();
        await Store.OpenAsync(default);
    }

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    /// <summary>A store on the hub of this test, not opened. Payloads above 64 KiB are refused, those above 1 KiB count as large.</summary>
    private protected abstract ITaskHubStore NewStore();

    private protected async Task<TaskHubRecovery> ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = NewStore();
        return await Store.OpenAsync(default);
    }

    private static ValueTask<InstanceRecord?> Get(ITaskHubStore store, string id) => store.GetInstanceAsync(id, withPayloads: true, default);

    private async Task<List<int>> Sequences(long key) => [.. (await Store.ReadHistoryAsync(key, default)).Select(record => record.Sequence)];
}
