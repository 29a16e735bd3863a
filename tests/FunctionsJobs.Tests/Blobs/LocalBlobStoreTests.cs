using FunctionsJobs.Blobs;
using FunctionsJobs.Blobs.Local;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Blobs;

public sealed class LocalBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("functionsjobs-blobs-").FullName;
    private readonly ManualTime _time = new();
    private readonly LocalLinks _links;

    public LocalBlobStoreTests()
    {
        _links = new LocalLinks(Options.Create(new BlobsOptions { Folder = _folder }), _time);
        Store = new LocalBlobStore(_folder, _links, TimeProvider.System);
    }

    protected override IBlobStore Store { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task DeleteAsync_LeavesNoFilesOrFolders()
    {
        await WriteAsync("a/b/c", "1");
        await WriteAsync("a/b/c", "2");
        await StageAsync("a/b/c", ("p", "3"));
        await Store.DeleteAsync("a/b/c", CancellationToken.None);

        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateDirectories(_folder).SelectMany(folder => Directory.EnumerateDirectories(folder)));
    }

    [Fact]
    public async Task CommitAsync_AfterACrashBetweenContentAndProperties_LeavesNoContentBehind()
    {
        var folder = Path.Combine(_folder, "data", "a");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, LocalBlobPaths.NewVersion("a/b.csv")), "of a commit that died");

        await StageAsync("a/b.csv", ("p", "whole"));
        await Store.CommitAsync("a/b.csv", ["p"], "text/csv", CancellationToken.None);

        Assert.Equal("whole", await ReadAsync("a/b.csv"));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    // What a power cut may leave of a part that was staged shortly before.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(-1, 0)]
    [InlineData(null, 4)]
    [InlineData(null, int.MaxValue)]
    public async Task CommitAsync_WhenAPartIsTorn_SaysThatItIsMissingAndChangesNothing(int? length, int zeros)
    {
        await WriteAsync("a", "old");
        await StageAsync("a", ("p-1", "one"), ("p-2", "two, and long"));
        var part = Path.Combine(_folder, "parts", "a", "~p-2");
        var bytes = await File.ReadAllBytesAsync(part);
        bytes.AsSpan(0, Math.Min(zeros, bytes.Length)).Clear();
        await File.WriteAllBytesAsync(part, bytes[..(length is null ? bytes.Length : length < 0 ? bytes.Length + length.Value : length.Value)]);

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => Store.CommitAsync("a", ["p-1", "p-2"], "text/csv", CancellationToken.None));

        Assert.True(fault.ArePartsMissing);
        Assert.Equal("old", await ReadAsync("a"));
        await StageAsync("a", ("p-2", "two"));
        await Store.CommitAsync("a", ["p-1", "p-2"], "text/csv", CancellationToken.None);
        Assert.Equal("onetwo", await ReadAsync("a"));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder, "data")).Length);
    }

    [Fact]
    public async Task OpenAsync_WhenTheContentIsLost_SaysSoForGood()
    {
        await WriteAsync("a", "1");
        File.Delete(Directory.GetFiles(Path.Combine(_folder, "data"), "~*").Single());

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => Store.OpenAsync("a", default, CancellationToken.None));

        Assert.False(fault.IsTransient);
    }

    [Fact]
    public async Task AnyCall_WhenTheFolderCannotBeUsed_IsATransientFault()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "data"), "in the way");

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => WriteAsync("a", "1"));

        Assert.True(fault.IsTransient);
        Assert.DoesNotContain(_folder, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateLinkAsync_MakesALinkThatIsGoodForThisBlobAndItsTime()
    {
        var link = await Store.CreateLinkAsync("a/b.csv", "März 2026.csv", CancellationToken.None);

        Assert.False(link.Uri.IsAbsoluteUri);
        Assert.Equal(_time.Now.AddMinutes(10), link.ExpiresAt);
        var (name, file, expires, signature) = Read(link);
        Assert.Equal(("a/b.csv", "März 2026.csv"), (name, file));
        Assert.True(_links.IsGood(name, file, expires, signature));
        Assert.False(_links.IsGood("a/c.csv", file, expires, signature));
        Assert.False(_links.IsGood(name, "other.csv", expires, signature));
        Assert.False(_links.IsGood(name, file, $"{long.Parse(expires) + 1}", signature));
        Assert.False(_links.IsGood(name, file, expires, signature[..^2]));
        Assert.False(_links.IsGood(name, file, expires, signature + "AAAA"));
        Assert.False(_links.IsGood(name, file, expires, "%"));
        Assert.False(_links.IsGood(name, file, "soon", signature));
        Assert.False(_links.IsGood(name, null, expires, signature));
        Assert.False(_links.IsGood(name, file, expires, null));

        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.True(_links.IsGood(name, file, expires, signature));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_links.IsGood(name, file, expires, signature));
    }

    [Fact]
    public async Task CreateLinkAsync_WithTheKeyOfAnotherFolder_IsNotGood()
    {
        var other = Path.Combine(_folder, "other");
        var links = new LocalLinks(Options.Create(new BlobsOptions { Folder = other }), _time);

        var (name, file, expires, signature) = Read(await Store.CreateLinkAsync("a", "a", CancellationToken.None));

        Assert.False(links.IsGood(name, file, expires, signature));
    }

    private static (string Name, string File, string Expires, string Signature) Read(BlobLink link)
    {
        var parts = link.Uri.OriginalString.Split('?');
        var query = parts[1].Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        return (parts[0][LocalLinks.Path.Length..], query["file"], query["expires"], query["signature"]);
    }
}
