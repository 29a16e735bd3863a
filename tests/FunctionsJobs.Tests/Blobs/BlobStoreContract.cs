using System.Security.Cryptography;
using System.Text;
using FunctionsJobs.Blobs;

namespace FunctionsJobs.Tests.Blobs;

/// <summary>What every <see cref="IBlobStore"/> does.</summary>
public abstract class BlobStoreContract
{
    private const string Csv = "text/csv";

    /// <summary>An empty store of the test's own.</summary>
    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task CommitAsync_JoinsThePartsInItsOwnOrder()
    {
        await StageAsync("a/b.csv", ("p-2", "two"), ("p-10", "ten"), ("p-1", "one"));

        var blob = await Store.CommitAsync("a/b.csv", ["p-1", "p-2", "p-10"], Csv, CancellationToken.None);

        Assert.Equal(("a/b.csv", 9L, Csv, Sha256("onetwoten")), (blob.Name, blob.Length, blob.ContentType, blob.Sha256));
        Assert.InRange(blob.WrittenAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
        Assert.Equal("onetwoten", await ReadAsync("a/b.csv"));
        Assert.Equal(blob, await Store.FindAsync("a/b.csv", CancellationToken.None));
    }

    [Fact]
    public async Task StagePartAsync_ShowsNothingBeforeTheCommit()
    {
        await StageAsync("a/b", ("p", "hidden"));

        Assert.Null(await Store.FindAsync("a/b", CancellationToken.None));
        Assert.Null(await Store.OpenAsync("a/b", default, CancellationToken.None));
        Assert.Empty((await Store.ListAsync("", null, 10, CancellationToken.None)).Blobs);
        Assert.Equal([new StagedPart("p", 6)], await Store.ListPartsAsync("a/b", CancellationToken.None));
    }

    [Fact]
    public async Task StagePartAsync_WhenRepeated_ReplacesThePart()
    {
        await StageAsync("a", ("p", "first"), ("p", "second"));

        Assert.Equal([new StagedPart("p", 6)], await Store.ListPartsAsync("a", CancellationToken.None));
        await Store.CommitAsync("a", ["p"], Csv, CancellationToken.None);
        Assert.Equal("second", await ReadAsync("a"));
    }

    [Fact]
    public async Task DiscardPartsAsync_LeavesYoungPartsAndBlobsAlone()
    {
        await StageAsync("a", ("p", "staged"));
        await StageAsync("b", ("p", "blob"));
        await Store.CommitAsync("b", ["p"], Csv, CancellationToken.None);

        Assert.Equal(0, await Store.DiscardPartsAsync(TimeProvider.System.GetUtcNow().AddDays(-1), dryRun: false, 10, CancellationToken.None));

        Assert.Equal([new StagedPart("p", 6)], await Store.ListPartsAsync("a", CancellationToken.None));
        Assert.Equal("blob", await ReadAsync("b"));
    }

    [Fact]
    public async Task StagePartAsync_WhenManyAtOnce_KeepsEach()
    {
        var ids = Enumerable.Range(0, 40).Select(n => $"p-{n}").ToArray();
        await Parallel.ForEachAsync(ids, async (id, cancellation) => await Store.StagePartAsync("a", id, Bytes($"<{id}>"), cancellation));

        await Store.CommitAsync("a", ids, Csv, CancellationToken.None);

        Assert.Equal(string.Concat(ids.Select(id => $"<{id}>")), await ReadAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_LeavesNothingStaged()
    {
        await StageAsync("a", ("used", "1"), ("unused", "2"));

        await Store.CommitAsync("a", ["used"], Csv, CancellationToken.None);

        Assert.Empty(await Store.ListPartsAsync("a", CancellationToken.None));
        Assert.Equal("1", await ReadAsync("a"));
    }

    [Fact]
    public async Task CommitAsync_WhenRepeated_AnswersTheSame()
    {
        await StageAsync("a", ("p-1", "one"), ("p-2", "two"));
        var first = await Store.CommitAsync("a", ["p-1", "p-2"], Csv, CancellationToken.None);

        Assert.Equal(first, await Store.CommitAsync("a", ["p-1", "p-2"], Csv, CancellationToken.None));
        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => Store.CommitAsync("a", ["p-2", "p-1"], Csv, CancellationToken.None));
        Assert.False(fault.IsTransient);
    }

    [Fact]
    public async Task CommitAsync_WhenAPartIsMissing_ChangesNothing()
    {
        await StageAsync("a", ("p-1", "old"));
        await Store.CommitAsync("a", ["p-1"], Csv, CancellationToken.None);
        await StageAsync("a", ("p-2", "new"));

        var fault = await Assert.ThrowsAsync<BlobStoreException>(() => Store.CommitAsync("a", ["p-1", "p-2"], Csv, CancellationToken.None));

        Assert.False(fault.IsTransient);
        Assert.Equal("old", await ReadAsync("a"));
        Assert.Equal([new StagedPart("p-2", 3)], await Store.ListPartsAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task CommitAsync_OverABlob_ReplacesItWhole()
    {
        await StageAsync("a", ("p", "long content of before"));
        var before = await Store.CommitAsync("a", ["p"], Csv, CancellationToken.None);
        await StageAsync("a", ("p", "short"));

        var after = await Store.CommitAsync("a", ["p"], "text/plain", CancellationToken.None);

        Assert.Equal((5L, "text/plain", Sha256("short")), (after.Length, after.ContentType, after.Sha256));
        Assert.NotEqual(before.Sha256, after.Sha256);
        Assert.Equal("short", await ReadAsync("a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(4 * 1024 * 1024)]
    [InlineData((9 * 1024 * 1024) + 1)]
    public async Task WriteAsync_WritesAStreamOfAnyLength(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        using var source = new OneWayStream(content);
        var blob = await Store.WriteAsync("a/b.bin", source, "application/octet-stream", CancellationToken.None);

        Assert.Equal((length, Convert.ToHexStringLower(SHA256.HashData(content))), (blob.Length, blob.Sha256));
        await using var reading = await Store.OpenAsync("a/b.bin", default, CancellationToken.None);
        Assert.NotNull(reading);
        Assert.Equal(blob, reading.Blob);
        using var read = new MemoryStream();
        await reading.Content.CopyToAsync(read);
        Assert.True(content.AsSpan().SequenceEqual(read.ToArray()));
    }

    [Fact]
    public async Task WriteAsync_OverABlobAndItsParts_LeavesTheNewContentAlone()
    {
        await WriteAsync("a", "before");
        await StageAsync("a", ("p", "staged"));

        await WriteAsync("a", "after");

        Assert.Equal("after", await ReadAsync("a"));
        Assert.Empty(await Store.ListPartsAsync("a", CancellationToken.None));
    }

    [Theory]
    [InlineData(0, null, "0123456789")]
    [InlineData(3, null, "3456789")]
    [InlineData(3, 4L, "3456")]
    [InlineData(8, 100L, "89")]
    [InlineData(10, null, "")]
    [InlineData(0, 0L, "")]
    public async Task OpenAsync_WhenARangeIsAskedFor_ReadsThatAlone(long offset, long? length, string expected)
    {
        await WriteAsync("a", "0123456789");

        await using var reading = await Store.OpenAsync("a", new BlobRange(offset, length), CancellationToken.None);

        Assert.NotNull(reading);
        Assert.Equal((10, expected.Length), (reading.Blob.Length, reading.Length));
        using var text = new StreamReader(reading.Content);
        Assert.Equal(expected, await text.ReadToEndAsync());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(-1)]
    public async Task OpenAsync_WhenTheRangeBeginsOutside_Refuses(long offset)
    {
        await WriteAsync("a", "0123456789");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.OpenAsync("a", new BlobRange(offset), CancellationToken.None));
    }

    [Fact]
    public async Task OpenAsync_WhenTheBlobIsReplacedMeanwhile_GoesOnWithWhatItBeganWith()
    {
        await WriteAsync("a", "before");
        await using var reading = await Store.OpenAsync("a", default, CancellationToken.None);

        await WriteAsync("a", "afterwards");

        using var text = new StreamReader(reading!.Content);
        Assert.Equal("before", await text.ReadToEndAsync());
        Assert.Equal("afterwards", await ReadAsync("a"));
    }

    [Fact]
    public async Task DeleteAsync_TakesTheBlobAndItsParts()
    {
        await WriteAsync("a", "1");
        await StageAsync("a", ("p", "2"));

        Assert.True(await Store.DeleteAsync("a", CancellationToken.None));

        Assert.Null(await Store.FindAsync("a", CancellationToken.None));
        Assert.Empty(await Store.ListPartsAsync("a", CancellationToken.None));
        Assert.False(await Store.DeleteAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task DeleteAsync_WhenOnlyPartsAreThere_TakesThem()
    {
        await StageAsync("a/b", ("p", "2"));

        Assert.False(await Store.DeleteAsync("a/b", CancellationToken.None));

        Assert.Empty(await Store.ListPartsAsync("a/b", CancellationToken.None));
        Assert.Empty((await Store.ListAsync("", null, 10, CancellationToken.None)).Blobs);
    }

    [Fact]
    public async Task DeleteFolderAsync_TakesAllInItAndNothingBeside()
    {
        await WriteAsync("jobs/one/a", "1");
        await WriteAsync("jobs/one/deep/b", "2");
        await WriteAsync("jobs/one-more/c", "3");
        await StageAsync("jobs/one/staged", ("p", "4"));
        await StageAsync("jobs/two/staged", ("p", "5"));

        await Store.DeleteFolderAsync("jobs/one/", CancellationToken.None);
        await Store.DeleteFolderAsync("jobs/one/", CancellationToken.None);

        Assert.Equal(["jobs/one-more/c"], (await Store.ListAsync("", null, 10, CancellationToken.None)).Blobs.Select(blob => blob.Name));
        Assert.Empty(await Store.ListPartsAsync("jobs/one/staged", CancellationToken.None));
        Assert.Single(await Store.ListPartsAsync("jobs/two/staged", CancellationToken.None));
    }

    [Fact]
    public async Task ListAsync_PagesInOrderOfNames()
    {
        string[] names = ["a/1", "a/1-b", "a/1.b", "a/1/c", "a/10", "a/2"];
        foreach (var name in names.Reverse().Append("b/1"))
        {
            await WriteAsync(name, name);
        }

        var found = new List<StoredBlob>();
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync("a/", cursor, 2, CancellationToken.None);
            Assert.InRange(page.Blobs.Count, 0, 2);
            found.AddRange(page.Blobs);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(names.Order(StringComparer.Ordinal), found.Select(blob => blob.Name));
        Assert.All(found, blob => Assert.Equal((blob.Name.Length, Csv), (blob.Length, blob.ContentType)));
    }

    [Fact]
    public async Task ListAsync_WhenTheFolderIsNotThere_IsEmpty() =>
        Assert.Equal((0, null), (await Store.ListAsync("nothing/", null, 10, CancellationToken.None)) is var page ? (page.Blobs.Count, page.Cursor) : default);

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a%2f..%2fb")]
    [InlineData("a\0b")]
    [InlineData("A")]
    [InlineData("con")]
    [InlineData("a/nul.txt")]
    [InlineData("a~b")]
    [InlineData(".hidden")]
    [InlineData("a.")]
    public async Task AnyCall_WhenTheNameIsNone_IsRefused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => StageAsync(name, ("p", "1")));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(name, "1"));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListPartsAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(name, ["p"], Csv, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FindAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenAsync(name, default, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(name, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteFolderAsync(name + "/", CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListAsync(name + "/", null, 1, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CreateLinkAsync(name, "a.csv", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../p")]
    [InlineData("P")]
    [InlineData("p_1")]
    [InlineData("a-part-with-a-name-that-is-forty-one-long")]
    public async Task StagePartAsync_WhenThePartsIdIsNone_IsRefused(string partId)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => StageAsync("a", (partId, "1")));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync("a", [partId], Csv, CancellationToken.None));
    }

    [Fact]
    public async Task StagePartAsync_WhenThereIsNothingInIt_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => StageAsync("a", ("p", "")));

    [Fact]
    public async Task CommitAsync_WithoutParts_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync("a", [], Csv, CancellationToken.None));

    [Fact]
    public async Task AnyCall_WhenCancelled_ThrowsThat()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.StagePartAsync("a", "p", Bytes("1"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync("a", new MemoryStream([1]), Csv, cancelled));
        Assert.Empty(await Store.ListPartsAsync("a", CancellationToken.None));
        Assert.Null(await Store.FindAsync("a", CancellationToken.None));
    }

    [Fact]
    public Task ProbeAsync_WhenTheStoreCanBeUsed_Returns() => Store.ProbeAsync(CancellationToken.None);

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Bytes(text)));

    protected async Task StageAsync(string name, params (string Id, string Content)[] parts)
    {
        foreach (var (id, content) in parts)
        {
            await Store.StagePartAsync(name, id, Bytes(content), CancellationToken.None);
        }
    }

    protected Task<StoredBlob> WriteAsync(string name, string content) => Store.WriteAsync(name, new MemoryStream(Bytes(content)), Csv, CancellationToken.None);

    protected async Task<string> ReadAsync(string name)
    {
        await using var reading = await Store.OpenAsync(name, default, CancellationToken.None);
        using var text = new StreamReader(reading!.Content);
        return await text.ReadToEndAsync();
    }
}
