using FunctionsJobs.Embedded.Durable.Entities;

namespace FunctionsJobs.Embedded.Tests.Durable.Entities;

public sealed class EntityQueueTests
{
    private static readonly EntityCaller s_holder = new("holder", "1", 7);

    private readonly EntityQueue _queue = new();

    [Fact]
    public void Take_WhenUnlocked_IsInOrder()
    {
        Add(1, s_holder);
        Add(2, null);
        Add(3, new EntityCaller("other", "1", 0));

        Assert.Equal([1, 2, 3], TakeAll());
        Assert.Null(_queue.Next);
        Assert.False(_queue.IsBlocked);
    }

    [Fact]
    public void Take_WhenLocked_IsForTheHolderOnly()
    {
        Add(1, null);
        _queue.LockedBy = s_holder;
        Add(2, null);
        Add(3, s_holder with { TaskId = 9 });
        Add(4, s_holder with { ExecutionId = "2" });
        Add(5, s_holder with { InstanceId = "other" });
        Add(6, s_holder);

        Assert.Equal([3, 6], TakeAll());
        Assert.True(_queue.IsBlocked);
        Assert.Equal(4, _queue.Count);
    }

    [Fact]
    public void Release_WhenTheHolderReleases_LetsTheOthersInBehindIt()
    {
        _queue.LockedBy = s_holder;
        Add(1, null);
        Add(2, s_holder);

        Assert.Null(_queue.Release(s_holder));

        Assert.Null(_queue.LockedBy);
        Assert.Equal([2, 1], TakeAll());
    }

    [Theory]
    [InlineData("other", "1", 7)]
    [InlineData("holder", "2", 7)]
    [InlineData("holder", "1", 8)]
    public void Release_WhenItIsForAnotherLock_ChangesNothing(string instance, string execution, int task)
    {
        _queue.LockedBy = s_holder;

        Assert.Null(_queue.Release(new EntityCaller(instance, execution, task)));

        Assert.Equal(s_holder, _queue.LockedBy);
    }

    [Fact]
    public void Release_WhenTheRequestStillWaits_WithdrawsIt()
    {
        _queue.LockedBy = s_holder;
        var waiting = new EntityCaller("waiting", "1", 3);
        _queue.Add(new EntityLock(1, waiting, ["@a@1"], 0));
        Add(2, null);

        Assert.Equal(1, _queue.Release(waiting)!.Id);

        Assert.Equal(s_holder, _queue.LockedBy);
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void PutBack_WhenOthersWait_ComesFirstInItsOrder()
    {
        Add(1, null);
        Add(2, null);
        Add(3, null);
        var taken = new[] { _queue.Take(), _queue.Take() };

        _queue.PutBack(taken);

        Assert.Equal([1, 2, 3], TakeAll());
    }

    private void Add(long id, EntityCaller? caller) => _queue.Add(new EntityOperation(id, "op", null, caller, null));

    private List<long> TakeAll()
    {
        var ids = new List<long>();
        while (_queue.Next is { } next)
        {
            Assert.Same(next, _queue.Take());
            ids.Add(next.Id);
        }

        return ids;
    }
}
