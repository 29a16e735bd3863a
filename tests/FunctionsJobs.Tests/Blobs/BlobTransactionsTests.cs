using System.Diagnostics;
using Azure.Storage.Blobs;
using FunctionsJobs.Blobs;
using FunctionsJobs.Blobs.AzureStorage;
using FunctionsJobs.Tests.Docs;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Blobs;

/// <summary>Counts the requests that a storage account gets, which are what it bills, and holds the table of <c>docs/azure.md</c> against them.</summary>
[NeedsAzurite]
public sealed class BlobTransactionsTests : IAsyncLifetime, IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const string Name = "publisher/job/export.csv";

    private readonly string _container = $"count-{Guid.CreateVersion7():N}";
    private readonly ActivityListener _listener;
    private readonly AzureBlobStore _store;
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private int _requests;

    public BlobTransactionsTests()
    {
        _store = new AzureBlobStore(
            Options.Create(new BlobsOptions { ConnectionString = TestServers.Azurite, Container = _container, MaxRetries = 0 }), TimeProvider.System);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> request) =>
                request.Parent.TraceId == _trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = request => Interlocked.Add(ref _requests, request.TraceId == _trace ? 1 : 0),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    // The first call of a program makes the container.
    public Task InitializeAsync() => _store.ProbeAsync(CancellationToken.None);

    public Task DisposeAsync() => new BlobContainerClient(TestServers.Azurite, _container).DeleteIfExistsAsync();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task EachCall_CostsWhatThePageSays()
    {
        new DocPage("azure.md").AssertPart("blob-transactions",
        [
            "| what the program does | transactions |",
            "|---|---:|",
            await RowAsync("a part is staged", () => StageAsync("p-1", 1)),
            await RowAsync("staged parts are listed", () => _store.ListPartsAsync(Name, CancellationToken.None)),
            await RowAsync("parts are committed, up to 4 MiB in all", () => _store.CommitAsync(Name, ["p-1"], "text/csv", CancellationToken.None)),
            await RowAsync("a small blob is written at once", () => WriteAsync("publisher/job/report.html", 1)),
            await RowAsync("a blob is looked up", () => _store.FindAsync(Name, CancellationToken.None)),
            await RowAsync("a blob is read through the program", ReadAsync),
            await RowAsync("a link is made with the account's key", () => _store.CreateLinkAsync(Name, "export.csv", CancellationToken.None)),
            await RowAsync("a page of blobs is listed", () => _store.ListAsync("publisher/", null, 100, CancellationToken.None)),
            await RowAsync("health is checked", () => _store.ProbeAsync(CancellationToken.None)),
            await RowAsync("a job's two blobs are removed with it", () => _store.DeleteFolderAsync("publisher/job/", CancellationToken.None)),
            await RowAsync("a job without blobs is removed", () => _store.DeleteFolderAsync("publisher/other/", CancellationToken.None)),
        ]);
    }

    [Fact]
    public async Task Commit_OfMoreThanOneRead_CostsOneMoreForEach()
    {
        await StageAsync("p-1", Megabyte);
        var small = await CountAsync(() => _store.CommitAsync(Name, ["p-1"], "text/csv", CancellationToken.None));
        for (var part = 1; part <= 3; part++)
        {
            await StageAsync($"q-{part}", 4 * Megabyte);
        }

        var large = await CountAsync(() => _store.CommitAsync(Name, ["q-1", "q-2", "q-3"], "text/csv", CancellationToken.None));

        Assert.Equal(small + 2, large);
    }

    private async Task<int> CountAsync(Func<Task> call)
    {
        using var trace = new Activity("count").SetParentId(_trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
        var before = _requests;
        await call();
        return _requests - before;
    }

    private async Task<string> RowAsync(string what, Func<Task> call) => $"| {what} | {await CountAsync(call)} |";

    private Task StageAsync(string part, int length) => _store.StagePartAsync(Name, part, new byte[length], CancellationToken.None);

    private async Task WriteAsync(string name, int length)
    {
        using var content = new MemoryStream(new byte[length]);
        await _store.WriteAsync(name, content, "text/html", CancellationToken.None);
    }

    private async Task ReadAsync()
    {
        await using var reading = (await _store.OpenAsync(Name, default, CancellationToken.None))!;
        await reading.Content.CopyToAsync(Stream.Null);
    }
}
