using System.Threading.Channels;
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
        var time = new VirtualTime(Noon.AddMinutes(-10));
        await using var host = await StartAsync<Hourly>(time);
        var runs = Runs(host);

        await PassAsync(time, TimeSpan.FromMinutes(9));
        await AssertNoRunAsync(time, host);
        await PassAsync(time, TimeSpan.FromMinutes(1));
        var first = await NextAsync(runs);
        await PassAsync(time, TimeSpan.FromMinutes(60));
        var second = await NextAsync(runs);

        Assert.Equal((false, default(DateTime), Noon.UtcDateTime), (first.IsPastDue, first.ScheduleStatus!.Last, first.ScheduleStatus.Next));
        Assert.Equal((false, Noon.UtcDateTime, Noon.AddHours(1).UtcDateTime), (second.IsPastDue, second.ScheduleStatus!.Last, second.ScheduleStatus.Next));
    }

    [Fact]
    public async Task Timer_WhenARunWasMissedWhileTheHostWasDown_MakesUpForItOnceAtStart()
    {
        using var folder = new TestFolder();
        var before = new VirtualTime(Noon.AddMinutes(-10));
        await using (var first = await StartAsync<Hourly>(before, folder))
        {
            await WaitsAsync(before);
        }

        var time = new VirtualTime(Noon.AddHours(3).AddMinutes(20));
        await using var host = await StartAsync<Hourly>(time, folder);
        var late = await NextAsync(Runs(host));
        await PassAsync(time, TimeSpan.FromMinutes(39));

        Assert.True(late.IsPastDue);
        Assert.Equal(Noon.UtcDateTime, late.ScheduleStatus!.Next);
        await AssertNoRunAsync(time, host);
        await PassAsync(time, TimeSpan.FromMinutes(1));
        Assert.False((await NextAsync(Runs(host))).IsPastDue);
    }

    [Fact]
    public async Task Timer_WhenNotMonitored_MakesUpForNothing()
    {
        using var folder = new TestFolder();
        var before = new VirtualTime(Noon.AddMinutes(-10));
        await using (var first = await StartAsync<Unmonitored>(before, folder))
        {
            await WaitsAsync(before);
        }

        var time = new VirtualTime(Noon.AddMinutes(50));
        await using var host = await StartAsync<Unmonitored>(time, folder);
        await PassAsync(time, TimeSpan.FromMinutes(10));
        var run = await NextAsync(Runs(host));

        Assert.False(run.IsPastDue);
        Assert.Null(run.ScheduleStatus);
        await AssertNoRunAsync(time, host);
    }

    [Fact]
    public async Task Timer_WhenItRunsOnStartup_RunsAtEveryStart()
    {
        using var folder = new TestFolder();
        for (var start = 0; start < 2; start++)
        {
            await using var host = await StartAsync<AtStart>(new VirtualTime(Noon.AddMinutes(start)), folder);
            Assert.False((await NextAsync(Runs(host))).IsPastDue);
        }
    }

    [Fact]
    public async Task Timer_WhenTheClockIsSetBack_RunsNoOccurrenceTwice()
    {
        var time = new VirtualTime(Noon.AddMinutes(-1));
        await using var host = await StartAsync<Hourly>(time);
        await PassAsync(time, TimeSpan.FromMinutes(1));
        await NextAsync(Runs(host));

        time.SetClock(Noon.AddHours(-1));
        await PassAsync(time, TimeSpan.FromMinutes(119));

        await AssertNoRunAsync(time, host);
        await PassAsync(time, TimeSpan.FromMinutes(1));
        Assert.Equal(Noon.AddHours(1).UtcDateTime, (await NextAsync(Runs(host))).ScheduleStatus!.Next);
    }

    [Fact]
    public async Task Timer_WhenTheClockIsSetForward_RunsTheOccurrencesItPassedOnceAsPastDue()
    {
        var time = new VirtualTime(Noon.AddMinutes(1));
        await using var host = await StartAsync<Hourly>(time);
        await PassAsync(time, TimeSpan.FromMinutes(2));

        time.SetClock(Noon.AddHours(3).AddMinutes(30));
        await PassAsync(time, TimeSpan.FromMinutes(1));

        Assert.True((await NextAsync(Runs(host))).IsPastDue);
        await PassAsync(time, TimeSpan.FromMinutes(10));
        await AssertNoRunAsync(time, host);
    }

    [Fact]
    public async Task Timer_WhenARunTakesLongerThanItsInterval_NeverRunsTwiceAtOnce()
    {
        var time = new VirtualTime(Noon.AddMinutes(-1));
        await using var host = await StartAsync<Slow>(time);
        var gate = host.Services.GetRequiredService<Gate>();
        await PassAsync(time, TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => gate.Running == 1, "the first run is under way");

        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, gate.Started);
        gate.Open();

        await Eventually.IsTrueAsync(() => gate.Started == 2, "one run makes up for the passed ones");
        Assert.Equal(1, gate.MostAtOnce);
    }

    [Fact]
    public async Task Timer_WhenItFails_IsRepeatedAsItsRetryAttributeSays()
    {
        var time = new VirtualTime(Noon.AddMinutes(-1));
        await using var host = await StartAsync<Failing>(time);
        var attempts = host.Services.GetRequiredService<Channel<RetryContext>>().Reader;
        await PassAsync(time, TimeSpan.FromMinutes(1));

        var seen = new List<(int, int)>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var context = await Eventually.CompletesAsync(attempts.ReadAsync().AsTask());
            seen.Add((context.RetryCount, context.MaxRetryCount));
            await PassAsync(time, TimeSpan.FromSeconds(10));
        }

        Assert.Equal([(0, 2), (1, 2), (2, 2)], seen);
        await PassAsync(time, TimeSpan.FromMinutes(30));
        await WaitsAsync(time);
        Assert.False(attempts.TryRead(out _));
        Assert.True(host.Log.Has(LogLevel.Error, "Failing failed in attempt 3"));
    }

    [Fact]
    public async Task Timer_WhenSwitchedOffBySetting_IsNotScheduled()
    {
        var time = new VirtualTime(Noon.AddMinutes(-1));
        await using var host = await StartAsync<Hourly>(time, arguments: ["--AzureWebJobs.Hourly.Disabled", "true"]);

        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(0, time.WaitingTimers);
        Assert.False(Runs(host).TryRead(out _));
    }

    [Fact]
    public async Task Timer_WhenItsZoneIsSet_RunsByThatZone()
    {
        var time = new VirtualTime(Noon.AddHours(-1).AddMinutes(-1));
        await using var host = await StartAsync<AtNoon>(time, arguments: ["--WEBSITE_TIME_ZONE", "Europe/Berlin", "--NoonSchedule", "0 0 12 * * *"]);

        await PassAsync(time, TimeSpan.FromMinutes(1));

        await NextAsync(Runs(host));
    }

    private static Task<TestHost> StartAsync<TFunctions>(VirtualTime time, TestFolder? folder = null, string[]? arguments = null)
        => TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(TFunctions)],
            Time = time,
            Folder = folder,
            Arguments = arguments ?? [],
            HostJson = """{ "version": "2.0", "functionTimeout": "-1" }""",
            Configure = builder => builder.Services
                .AddSingleton(Channel.CreateUnbounded<TimerInfo>())
                .AddSingleton(Channel.CreateUnbounded<RetryContext>())
                .AddSingleton<Gate>(),
        });

    private static ChannelReader<TimerInfo> Runs(TestHost host) => host.Services.GetRequiredService<Channel<TimerInfo>>().Reader;

    private static Task<TimerInfo> NextAsync(ChannelReader<TimerInfo> runs) => Eventually.CompletesAsync(runs.ReadAsync().AsTask());

    // Minute by minute, each when the schedule waits for the clock again: its waits are that long at most.
    private static async Task PassAsync(VirtualTime time, TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            await WaitsAsync(time);
            time.Advance(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1));
        }
    }

    private static Task WaitsAsync(VirtualTime time) => Eventually.IsTrueAsync(() => time.WaitingTimers == 1, "the schedule waits for the clock");

    private static async Task AssertNoRunAsync(VirtualTime time, TestHost host)
    {
        await WaitsAsync(time);
        Assert.False(Runs(host).TryRead(out _));
    }

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

    public sealed class Slow(Gate gate)
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

    public sealed class Gate
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _running;
        private int _started;

        public int Running => Volatile.Read(ref _running);

        public int Started => Volatile.Read(ref _started);

        public int MostAtOnce { get; private set; }

        public void Open() => _open.TrySetResult();

        public async Task PassAsync()
        {
            Interlocked.Increment(ref _started);
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
            await _open.Task;
            Interlocked.Decrement(ref _running);
        }
    }
}
