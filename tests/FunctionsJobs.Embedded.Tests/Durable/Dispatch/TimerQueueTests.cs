using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Tests.Durable.Harness;

namespace FunctionsJobs.Embedded.Tests.Durable.Dispatch;

public sealed class TimerQueueTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<string> _fired = [];
    private readonly TimerQueue _queue;

    public TimerQueueTests() => _queue = new TimerQueue(_time, entry => _fired.Add($"{entry.Target}:{entry.MessageId}"));

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Add_WhenDue_FiresInTheOrderOfTimesAndIds()
    {
        Add("b", 3, seconds: 20);
        Add("a", 2, seconds: 10);
        Add("c", 1, seconds: 20);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_fired);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a:2"], _fired);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["a:2", "c:1", "b:3"], _fired);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void Cancel_WhenWaiting_GivesTheMessageAndDoesNotFire()
    {
        Add("a", 1, seconds: 10, taskId: 5);
        Add("a", 2, seconds: 10, taskId: 6);
        Add("b", 3, seconds: 10, taskId: 5);

        Assert.Equal(1, _queue.Cancel("a", 5));
        Assert.Null(_queue.Cancel("a", 5));
        Assert.Null(_queue.Cancel("c", 5));
        Assert.Equal(2, _queue.Count);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["a:2", "b:3"], _fired);
    }

    [Fact]
    public void CancelAll_WhenATargetIsOver_CancelsItsOwnOnly()
    {
        Add("a", 1, seconds: 10);
        Add("a", 2, seconds: 20);
        Add("a", 0, seconds: 30, taskId: -1);
        Add("b", 3, seconds: 10);
        var messages = new List<long>();

        _queue.CancelAll("a", messages);
        _queue.CancelAll("nobody", messages);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([1, 2], messages.Order());
        Assert.Equal(["b:3"], _fired);
    }

    [Fact]
    public void CancelAll_WhenSomeHaveFired_CancelsTheRest()
    {
        for (var i = 1; i <= 5; i++)
        {
            Add("a", i, seconds: i);
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(4, _queue.Cancel("a", 4));
        var messages = new List<long>();
        _queue.CancelAll("a", messages);

        Assert.Equal([3, 5], messages.Order());
        Assert.Equal(["a:1", "a:2"], _fired);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void Cancel_WhenMostAreCancelled_KeepsTheOthers()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Add("a", i + 1, seconds: 10, taskId: i);
        }

        for (var i = 0; i < 4_990; i++)
        {
            Assert.NotNull(_queue.Cancel("a", i));
        }

        Assert.Equal(10, _queue.Count);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, _fired.Count);
    }

    [Fact]
    public void Stop_WhenTimersWait_FiresNoneAndTakesNone()
    {
        Add("a", 1, seconds: 10);
        _queue.Stop();
        Add("a", 2, seconds: 10);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(_fired);
    }

    private void Add(string target, long messageId, int seconds, int? taskId = null) => _queue.Add(new TimerEntry
    {
        DueAt = _time.UtcNow.AddSeconds(seconds),
        Target = target,
        MessageId = messageId,
        TaskId = taskId ?? (int)messageId,
    });
}
