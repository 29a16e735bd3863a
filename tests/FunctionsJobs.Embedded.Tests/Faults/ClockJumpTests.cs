using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Hosting.Invocation;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Eventually = FunctionsJobs.Embedded.Tests.Durable.Harness.Eventually;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary>The clock of a whole host is set on or back by an hour, under its durable timers and its schedules.</summary>
public sealed class ClockJumpTests
{
    [Fact]
    public async Task Clock_WhenSetOnAnHour_WakesWhatIsDueAndRunsTheScheduleItPassedOnce()
    {
        await using var bench = await Bench.StartAsync();
        await bench.SleepAsync("short", TimeSpan.FromMinutes(50));
        await bench.SleepAsync("long", TimeSpan.FromMinutes(100));

        // From 08:30 to 09:30.
        bench.Time.Jump(TimeSpan.FromHours(1));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(2));

        await bench.EndsAsync("short");
        await bench.HasRunAsync(hours: 1);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await bench.Client.GetInstanceAsync("long"))!.RuntimeStatus);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(45));
        await bench.EndsAsync("long");
        await bench.HasRunAsync(hours: 2);
    }

    [Fact]
    public async Task Clock_WhenSetBackAnHour_WakesNothingEarlyAndRepeatsNoSchedule()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(45));
        await bench.HasRunAsync(hours: 1);
        await bench.SleepAsync("nap", TimeSpan.FromMinutes(10));

        // From 09:15 to 08:15: 09:00 comes a second time, and the nap ends at 09:25.
        bench.Time.Jump(TimeSpan.FromHours(-1));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(65));

        await bench.HasRunAsync(hours: 1);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await bench.Client.GetInstanceAsync("nap"))!.RuntimeStatus);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(7));
        await bench.EndsAsync("nap");
        await bench.AdvanceAsync(TimeSpan.FromMinutes(40));
        await bench.HasRunAsync(hours: 2);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(60));
        await bench.HasRunAsync(hours: 3);
    }

    internal sealed class HourCount
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Add() => Interlocked.Increment(ref _count);
    }

    public static class Functions
    {
        [Function("Sleep")]
        public static async Task<string> SleepAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var due = context.CurrentUtcDateTime + context.GetInput<TimeSpan>();
            await context.CreateTimer(due, CancellationToken.None);
            return context.CurrentUtcDateTime >= due ? "rested" : "woken early";
        }

        [Function("Hourly")]
        public static void Hourly([TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context) =>
            context.InstanceServices.GetRequiredService<HourCount>().Add();
    }

    private sealed class Bench(TestHost host, ManualTime time) : IAsyncDisposable
    {
        private TaskHubEngine Engine => host.Services.GetRequiredService<TaskHubEngine>();

        public ManualTime Time => time;

        public DurableTaskClient Client => Engine.Client;

        public HourCount Hours => host.Services.GetRequiredService<HourCount>();

        public static async Task<Bench> StartAsync()
        {
            var time = new ManualTime();
            var host = await TestHost.StartAsync(new TestHostSettings
            {
                Functions = [typeof(Functions)],
                Time = time,
                Configure = builder => builder.Services.AddSingleton<HourCount>(),
            });
            return new Bench(host, time);
        }

        public async Task SleepAsync(string id, TimeSpan time)
        {
            var timers = Engine.Health.Timers;
            await Client.ScheduleNewOrchestrationInstanceAsync("Sleep", time, new StartOrchestrationOptions(id)).InTime();
            await Eventually.HoldsAsync(() => Engine.Health.Timers == timers + 1, "the timer");
        }

        // A minute at a time, as it would pass.
        public async Task AdvanceAsync(TimeSpan by)
        {
            for (var minute = 0; minute < by.TotalMinutes; minute++)
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await Eventually.HoldsAsync(() => host.Services.GetRequiredService<RunningInvocations>().Count == 0, "nothing runs");
            }
        }

        /// <summary>Waits for the runs of the schedule, and sees that there are no more.</summary>
        public async Task HasRunAsync(int hours)
        {
            await Eventually.HoldsAsync(() => Hours.Count >= hours, $"{hours} runs of the schedule");
            Assert.Equal(hours, Hours.Count);
        }

        public async Task EndsAsync(string id)
        {
            var end = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).InTime();
            Assert.Equal("rested", end.ReadOutputAs<string>());
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
