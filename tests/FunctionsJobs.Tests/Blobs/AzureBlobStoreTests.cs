using System.Net;
using Azure.Storage.Blobs;
using FunctionsJobs.Blobs;
using FunctionsJobs.Blobs.AzureStorage;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Blobs;

[NeedsAzurite]
public sealed class AzureBlobStoreTests : BlobStoreContract, IAsyncLifetime
{
    private readonly string _container = $"test-{Guid.CreateVersion7():N}";
    private IBlobStore? _store;

    protected override IBlobStore Store => _store ??= Open(TestServers.Azurite);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => new BlobContainerClient(TestServers.Azurite, _container).DeleteIfExistsAsync();

    [Fact]
    public async Task CreateLinkAsync_ReadsThatBlobAndNothingElse()
    {
        await WriteAsync("a/b.csv", "content");
        await WriteAsync("a/c.csv", "other");
        using var http = new HttpClient();

        var link = await Store.CreateLinkAsync("a/b.csv", "März.csv", CancellationToken.None);

        using var answer = await http.GetAsync(link.Uri);
        Assert.Equal("content", await answer.Content.ReadAsStringAsync());
        var disposition = answer.Content.Headers.ContentDisposition;
        Assert.Equal(("attachment", "März.csv"), (disposition!.DispositionType, disposition.FileNameStar));
        Assert.InRange(link.ExpiresAt, TimeProvider.System.GetUtcNow().AddMinutes(9), TimeProvider.System.GetUtcNow().AddMinutes(11));
        var elsewhere = new UriBuilder(link.Uri);
        elsewhere.Path = elsewhere.Path.Replace("b.csv", "c.csv", StringComparison.Ordinal);
        using var foreign = await http.GetAsync(elsewhere.Uri);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using var deletion = await http.DeleteAsync(link.Uri);
        Assert.Equal(HttpStatusCode.Forbidden, deletion.StatusCode);
    }

    [Fact]
    public async Task AnyCall_WhenTheContainerWasDeleted_MakesItAgain()
    {
        await WriteAsync("a", "1");
        await new BlobContainerClient(TestServers.Azurite, _container).DeleteAsync();

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => StageAsync("a", ("p", "2")));

        Assert.True(fault.IsTransient);
        await StageAsync("a", ("p", "2"));
        await Store.CommitAsync("a", ["p"], "text/csv", CancellationToken.None);
        Assert.Equal("2", await ReadAsync("a"));
    }

    [Fact]
    public async Task AnyCall_WhenTheAccountIsAway_IsATransientFaultWithoutItsAddress()
    {
        var away = Open("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/a;");

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => away.ProbeAsync(CancellationToken.None));

        Assert.True(fault.IsTransient);
        Assert.DoesNotContain("127.0.0.1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_WhenTheKeyIsWrong_SaysThatAccessWasRefused()
    {
        var wrong = Open(string.Join(';', TestServers.Azurite.Split(';').Select(part => part.StartsWith("AccountKey=", StringComparison.Ordinal) ? "AccountKey=AAAA" : part)));

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => wrong.ProbeAsync(CancellationToken.None));

        Assert.Contains("refused access", fault.Message, StringComparison.Ordinal);
    }

    private AzureBlobStore Open(string connectionString) => new(
        Options.Create(new BlobsOptions { ConnectionString = connectionString, Container = _container, MaxRetries = 1 }), TimeProvider.System);
}
