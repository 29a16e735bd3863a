using System.Threading.Channels;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Timers;

public class TimerRunTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Timer_WhenItsTimeComes_RunsOnceWithItsState()
    {
        await using var bench = new TimerBench<Hourly>(new VirtualTime(Noon.AddMinutes(-10)));

        await bench.PassAsync(TimeSpan.FromMinutes(9));
        await bench.AssertNoRunAsync();
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        var first = await bench.NextRunAsync();
        await bench.PassAsync(TimeSpan.FromMinutes(60));
        var second = await bench.NextRunAsync();

        Assert.Equal((false, default(DateTime), Noon.UtcDateTime), (first.IsPastDue, first.ScheduleStatus!.Last, first.ScheduleStatus.Next));
        Assert.Equal((false, Noon.UtcDateTime, Noon.AddHours(1).UtcDateTime), (second.IsPastDue, second.ScheduleStatus!.Last, second.ScheduleStatus.Next));
    }

    [Fact]
    public async Task Timer_WhenARunWasMissedWhileTheHostWasDown_MakesUpForItOnceAtStart()
    {
        var store = new MemoryScheduleStatusStore();
        await using (var before = new TimerBench<Hourly>(new VirtualTime(Noon.AddMinutes(-10)), store))
        {
            await before.WaitsAsync();
        }

        await using var bench = new TimerBench<Hourly>(new VirtualTime(Noon.AddHours(3).AddMinutes(20)), store);
        var late = await bench.NextRunAsync();
        await bench.PassAsync(TimeSpan.FromMinutes(39));
        await bench.AssertNoRunAsync();
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        var next = await bench.NextRunAsync();

        Assert.Equal((true, Noon.UtcDateTime), (late.IsPastDue, late.ScheduleStatus!.Next));
        Assert.False(next.IsPastDue);
    }

    [Fact]
    public async Task Timer_WhenTheHostRestartsOnItsData_RemembersWhatItMissed()
    {
        using var folder = new TestFolder();
        await using (var before = await StartHostAsync(new VirtualTime(Noon.AddMinutes(-10)), folder))
        {
            var store = before.Services.GetRequiredService<ITaskHubStore>();
            await Eventually.IsTrueAsync(async () => await store.ReadDocumentAsync("timers/hourly", CancellationToken.None) is not null, "the state is stored");
        }

        await using var host = await StartHostAsync(new VirtualTime(Noon.AddMinutes(10)), folder);
        var run = await Eventually.CompletesAsync(host.Services.GetRequiredService<Channel<TimerInfo>>().Reader.ReadAsync().AsTask());

        Assert.Equal((true, Noon.UtcDateTime), (run.IsPastDue, run.ScheduleStatus!.Next));
    }

    [Fact]
    public async Task Timer_WhenNotMonitored_MakesUpForNothing()
    {
        var store = new MemoryScheduleStatusStore();
        await using (var before = new TimerBench<Unmonitored>(new VirtualTime(Noon.AddMinutes(-10)), store))
        {
            await before.WaitsAsync();
        }

        await using var bench = new TimerBench<Unmonitored>(new VirtualTime(Noon.AddMinutes(50)), store);
        await bench.AssertNoRunAsync();
        await bench.PassAsync(TimeSpan.FromMinutes(10));
        var run = await bench.NextRunAsync();

        Assert.False(run.IsPastDue);
        Assert.Null(run.ScheduleStatus);
    }

    [Fact]
    public async Task Timer_WhenItRunsOnStartup_RunsAtEveryStart()
    {
        var store = new MemoryScheduleStatusStore();
        for (var start = 0; start < 2; start++)
        {
            await using var bench = new TimerBench<AtStart>(new VirtualTime(Noon.AddMinutes(start)), store);
            Assert.False((await bench.NextRunAsync()).IsPastDue);
        }
    }

    [Fact]
    public async Task Timer_WhenTheClockIsSetBack_RunsNoOccurrenceTwice()
    {
        await using var bench = new TimerBench<Hourly>(new VirtualTime(Noon.AddMinutes(-1)));
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        await bench.NextRunAsync();

        bench.Time.SetClock(Noon.AddHours(-1));
        await bench.PassAsync(TimeSpan.FromMinutes(119));
        await bench.AssertNoRunAsync();
        await bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Noon.AddHours(1).UtcDateTime, (await bench.NextRunAsync()).ScheduleStatus!.Next);
    }

    [Fact]
    public async Task Timer_WhenTheClockIsSetForward_RunsTheOccurrencesItPassedOnceAsPastDue()
    {
        await using var bench = new TimerBench<Hourly>(new VirtualTime(Noon.AddMinutes(1)));
        await bench.PassAsync(TimeSpan.FromMinutes(2));

        bench.Time.SetClock(Noon.AddHours(3).AddMinutes(30));
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        var run = await bench.NextRunAsync();
        await bench.PassAsync(TimeSpan.FromMinutes(10));

        Assert.True(run.IsPastDue);
        await bench.AssertNoRunAsync();
    }

    [Fact]
    public async Task Timer_WhenARunTakesLongerThanItsInterval_NeverRunsTwiceAtOnce()
    {
        await using var bench = new TimerBench<Slow>(new VirtualTime(Noon.AddMinutes(-1)));
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => bench.Gate.Running == 1, "the first run is under way");

        bench.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, bench.Gate.Started);
        bench.Gate.Open();

        await Eventually.IsTrueAsync(() => bench.Gate.Started == 2, "one run makes up for the passed ones");
        await bench.WaitsAsync();
        Assert.Equal((2, 1), (bench.Gate.Started, bench.Gate.MostAtOnce));
    }

    [Fact]
    public async Task Timer_WhenItFails_IsRepeatedAsItsRetryAttributeSays()
    {
        await using var bench = new TimerBench<Failing>(new VirtualTime(Noon.AddMinutes(-1)));
        await bench.PassAsync(TimeSpan.FromMinutes(1));

        var seen = new List<(int, int)>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var context = await Eventually.CompletesAsync(bench.Attempts.ReadAsync().AsTask());
            seen.Add((context.RetryCount, context.MaxRetryCount));
            await bench.PassAsync(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([(0, 2), (1, 2), (2, 2)], seen);
        await bench.PassAsync(TimeSpan.FromMinutes(30));
        await bench.WaitsAsync();
        Assert.False(bench.Attempts.TryRead(out _));
        Assert.True(bench.Log.Has(LogLevel.Error, "Failing failed in attempt 3"));
    }

    [Fact]
    public async Task Timer_WhenSwitchedOffBySetting_IsNotScheduled()
    {
        await using var bench = new TimerBench<AtStart>(new VirtualTime(Noon), null, "--AzureWebJobs.AtStart.Disabled", "true");

        Assert.Empty(bench.Scheduled);
    }

    [Fact]
    public async Task Timer_WhenItsZoneIsSet_RunsByThatZone()
    {
        await using var bench = new TimerBench<AtNoon>(
            new VirtualTime(Noon.AddHours(-1).AddMinutes(-1)), null, "--WEBSITE_TIME_ZONE", "Europe/Berlin", "--NoonSchedule", "0 0 12 * * *");

        await bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Noon.AddHours(-1).UtcDateTime, (await bench.NextRunAsync()).ScheduleStatus!.Next);
    }

    private static Task<TestHost> StartHostAsync(VirtualTime time, TestFolder folder) => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Hourly)],
        Time = time,
        Folder = folder,
        Configure = builder => builder.Services.AddSingleton(Channel.CreateUnbounded<TimerInfo>()),
    });

    public sealed class Hourly(Channel<TimerInfo> runs)
    {
        [Function("Hourly")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => runs.Writer.TryWrite(timer);
    }

    public sealed class Unmonitored(Channel<TimerInfo> runs)
    {
        [Function("Unmonitored")]
        public void Run([TimerTrigger("0 0 * * * *", UseMonitor = false)] TimerInfo timer) => runs.Writer.TryWrite(timer);
    }

    public sealed class AtStart(Channel<TimerInfo> runs)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("0 0 2 * * *", RunOnStartup = true)] TimerInfo timer) => runs.Writer.TryWrite(timer);
    }

    public sealed class AtNoon(Channel<TimerInfo> runs)
    {
        [Function("AtNoon")]
        public void Run([TimerTrigger("%NoonSchedule%")] TimerInfo timer) => runs.Writer.TryWrite(timer);
    }

    public sealed class Slow(RunGate gate)
    {
        [Function("Slow")]
        public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => gate.PassAsync();
    }

    public sealed class Failing(Channel<RetryContext> attempts)
    {
        [Function("Failing")]
        [FixedDelayRetry(2, "00:00:10")]
        public void Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context)
        {
            attempts.Writer.TryWrite(context.RetryContext);
            throw new InvalidOperationException("no luck");
        }
    }
}
