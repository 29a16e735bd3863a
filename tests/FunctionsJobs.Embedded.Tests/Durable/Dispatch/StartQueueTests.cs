using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Durable.Dispatch;

public class StartQueueTests
{
    private readonly List<StartItem> _started = [];
    private bool _hasRoom;

    // The end of a run is seen in the store a moment before the queue is told to forget the run's start.
    [Fact]
    public void Add_OfAnotherRunOfAnInstanceThatStillWaits_LetsTheFormerRunsStartReadTheInstance()
    {
        var queue = new StartQueue(() => _hasRoom, _started.Add);
        queue.Add("x", Instance("former"));
        queue.Add("x", Instance("next"));

        _hasRoom = true;
        queue.Pump();

        Assert.Equal([null, "next"], _started.Select(item => item.Instance?.ExecutionId));
    }

    [Fact]
    public void Forget_LetsTheStartReadTheInstance()
    {
        var queue = new StartQueue(() => _hasRoom, _started.Add);
        queue.Add("x", Instance("one"));
        queue.Add("y", Instance("other"));

        queue.Forget("x");
        _hasRoom = true;
        queue.Pump();

        Assert.Equal([null, "other"], _started.Select(item => item.Instance?.ExecutionId));
    }

    private static InstanceRecord Instance(string executionId) => new()
    {
        InstanceId = "x",
        ExecutionId = executionId,
        Name = "Wait",
        Status = InstanceStatus.Pending,
        CreatedAt = DateTime.UnixEpoch,
        LastUpdatedAt = DateTime.UnixEpoch,
    };
}
