using FunctionsJobs.Cache;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Cache;

public class SingleFlightTests
{
    private readonly SingleFlight _flights = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    [Fact]
    public async Task Run_OfManyAtOnce_WorksOnceAndAnswersAll()
    {
        var calls = Enumerable.Range(0, 200).Select(_ => _flights.RunAsync("a", WorkAsync, CancellationToken.None)).ToArray();
        var other = _flights.RunAsync("b", _ => Task.FromResult("other"), CancellationToken.None);
        Assert.Equal("other", await other);
        _gate.SetResult();

        Assert.All(await Task.WhenAll(calls), result => Assert.Equal("done 1", result));
        Assert.Equal("done 2", await _flights.RunAsync("a", WorkAsync, CancellationToken.None));
    }

    [Fact]
    public async Task Run_WhenItFails_FailsForAllAndBeginsAnew()
    {
        var calls = Enumerable.Range(0, 5).Select(_ => _flights.RunAsync("a", FailAsync, CancellationToken.None)).ToArray();
        _gate.SetResult();

        foreach (var call in calls)
        {
            Assert.Equal("wrong", (await Assert.ThrowsAsync<IOException>(() => call)).Message);
        }

        Assert.Equal("right", await _flights.RunAsync("a", _ => Task.FromResult("right"), CancellationToken.None));

        async Task<string> FailAsync(CancellationToken cancellation)
        {
            await _gate.Task.WaitAsync(cancellation);
            throw new IOException("wrong");
        }
    }

    [Fact]
    public async Task Run_WhenTheFirstCallerGivesUp_GoesOnForTheOthers()
    {
        using var impatient = new CancellationTokenSource();
        var first = _flights.RunAsync("a", WorkAsync, impatient.Token);
        var second = _flights.RunAsync("a", WorkAsync, CancellationToken.None);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _gate.SetResult();

        Assert.Equal("done 1", await second);
    }

    [Fact]
    public async Task Run_WhenAllGiveUp_IsCancelledAndTheNextBeginsAnew()
    {
        using var impatient = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource();
        var only = _flights.RunAsync<string>(
            "a",
            async cancellation =>
            {
                try
                {
                    await _gate.Task.WaitAsync(cancellation);
                    return "";
                }
                finally
                {
                    cancelled.SetResult();
                }
            },
            impatient.Token);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only);
        await cancelled.Task.WaitAsync(Eventually.Limit);
        Assert.Equal("next", await _flights.RunAsync("a", _ => Task.FromResult("next"), CancellationToken.None));
    }

    private async Task<string> WorkAsync(CancellationToken cancellation)
    {
        var run = Interlocked.Increment(ref _runs);
        await _gate.Task.WaitAsync(cancellation);
        return $"done {run}";
    }
}
