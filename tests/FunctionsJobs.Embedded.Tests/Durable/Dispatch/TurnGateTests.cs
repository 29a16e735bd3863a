using System.Collections.Concurrent;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Tests.Durable.Harness;

namespace FunctionsJobs.Embedded.Tests.Durable.Dispatch;

public sealed class TurnGateTests
{
    private readonly ConcurrentQueue<int> _begun = new();

    [Fact]
    public async Task Schedule_WhenTheLimitIsReached_WaitsForOneToLeave()
    {
        var gate = new TurnGate(2);
        for (var i = 0; i < 4; i++)
        {
            gate.Schedule(new Turn(this, i));
        }

        await BegunAsync(2);
        gate.Leave();
        await BegunAsync(3);
        gate.Leave();
        await BegunAsync(4);

        Assert.Equal([0, 1, 2, 3], _begun.Order());
    }

    [Fact]
    public async Task Close_WhenTurnsAreUnderWay_WaitsForThemAndDropsTheOthers()
    {
        var gate = new TurnGate(1);
        gate.Schedule(new Turn(this, 0));
        gate.Schedule(new Turn(this, 1));
        await BegunAsync(1);

        var closed = gate.CloseAsync();
        Assert.False(closed.IsCompleted);
        gate.Leave();
        gate.End();
        await closed.InTime();
        gate.Schedule(new Turn(this, 2));

        Assert.Equal([0], _begun);
    }

    [Fact]
    public async Task WhenQuiet_WhenTheLastTurnEnds_Completes()
    {
        var gate = new TurnGate(1);
        Assert.True(gate.WhenQuietAsync().IsCompleted);
        gate.Schedule(new Turn(this, 0));

        var quiet = gate.WhenQuietAsync();
        Assert.False(quiet.IsCompleted);
        await BegunAsync(1);
        gate.Leave();
        gate.End();

        await quiet.InTime();
    }

    private Task BegunAsync(int count) => Eventually.HoldsAsync(() => _begun.Count == count, $"{count} turns have begun");

    private sealed class Turn(TurnGateTests test, int number) : IThreadPoolWorkItem
    {
        public void Execute() => test._begun.Enqueue(number);
    }
}
