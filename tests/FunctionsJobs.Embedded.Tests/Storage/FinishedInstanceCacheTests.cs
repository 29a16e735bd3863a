using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public sealed class FinishedInstanceCacheTests
{
    private readonly FinishedInstanceCache _cache = new(maxBytes: 1024 * 1024);

    [Fact]
    public void Find_WhenItWasAdded_GivesACopy()
    {
        var added = Finished("a", key: 1);
        _cache.Add(added, _cache.LastCommit);
        added.Output = "changed by the caller";

        var found = _cache.Find("a")!;
        Assert.Equal("\"1\"", found.Output);
        found.Output = "changed by another caller";
        Assert.Equal("\"1\"", _cache.Find("a")!.Output);
    }

    [Theory]
    [InlineData(InstanceStatus.Pending)]
    [InlineData(InstanceStatus.Running)]
    [InlineData(InstanceStatus.Suspended)]
    public void Add_WhenItHasNotEnded_KeepsNothing(string status)
    {
        _cache.Add(Instance("a", status), _cache.LastCommit);

        Assert.Null(_cache.Find("a"));
    }

    [Fact]
    public void Change_WhenItIsKept_ForgetsItBeforeTheCommit()
    {
        _cache.Add(Finished("a", key: 1), _cache.LastCommit);
        _cache.Add(Finished("b", key: 2), _cache.LastCommit);

        _cache.Change(1);

        Assert.Null(_cache.Find("a"));
        Assert.NotNull(_cache.Find("b"));
    }

    [Fact]
    public void Add_WhenItWasReadBeforeAChange_KeepsNothing()
    {
        var readAfter = _cache.LastCommit;
        var read = Finished("a", key: 1);
        _cache.Change(1);
        _cache.Add(read, readAfter);
        Assert.Null(_cache.Find("a"));

        _cache.Commit();
        _cache.Add(read, readAfter);
        Assert.Null(_cache.Find("a"));
    }

    [Fact]
    public void Add_WhenItWasReadBetweenAChangeAndItsCommit_KeepsNothing()
    {
        _cache.Change(1);
        var readAfter = _cache.LastCommit;
        _cache.Commit();

        _cache.Add(Finished("a", key: 1), readAfter);

        Assert.Null(_cache.Find("a"));
    }

    [Fact]
    public void Add_WhenItWasReadAfterTheCommit_KeepsIt()
    {
        _cache.Change(1);
        _cache.Commit();

        _cache.Add(Finished("a", key: 1), _cache.LastCommit);

        Assert.NotNull(_cache.Find("a"));
    }

    [Fact]
    public void Add_WhenThereIsMoreThanTheLimit_ForgetsWhatNobodyAsksFor()
    {
        _cache.Add(Finished("asked for", key: 1), _cache.LastCommit);
        for (var key = 2; key <= 5_000; key++)
        {
            _cache.Add(Finished($"i{key}", key), _cache.LastCommit);
            Assert.NotNull(_cache.Find("asked for"));
        }

        var kept = Enumerable.Range(2, 4_999).Count(key => _cache.Find($"i{key}") is not null);
        Assert.InRange(kept, 500, 1_800);
        Assert.NotNull(_cache.Find("i5000"));
        Assert.Null(_cache.Find("i2"));
    }

    [Fact]
    public void Change_WhenItIsInTheOldGeneration_ForgetsIt()
    {
        _cache.Add(Finished("old", key: 1), _cache.LastCommit);
        for (var key = 2; key <= 1_000; key++)
        {
            _cache.Add(Finished($"i{key}", key), _cache.LastCommit);
        }

        _cache.Change(1);

        Assert.Null(_cache.Find("old"));
    }

    [Fact]
    public void Add_WhenItIsLarge_KeepsNothing()
    {
        var large = Finished("large", key: 1);
        large.Output = new string('x', 64 * 1024);

        _cache.Add(large, _cache.LastCommit);

        Assert.Null(_cache.Find("large"));
    }

    private static InstanceRecord Finished(string id, long key)
    {
        var instance = Instance(id, InstanceStatus.Completed);
        instance.Key = key;
        instance.Output = $"\"{key}\"";
        return instance;
    }
}
