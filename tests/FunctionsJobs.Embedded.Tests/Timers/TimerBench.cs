using System.Threading.Channels;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Embedded.Tests.Hosting;
using FunctionsJobs.Embedded.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Timers;

/// <summary>The timers of an app on a virtual clock that nothing else waits for: neither server nor task hub are started.</summary>
internal sealed class TimerBench<TFunctions> : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly IHost _host;
    private readonly TimerService _timers;

    public TimerBench(VirtualTime time, IScheduleStatusStore? store = null, params string[] arguments)
    {
        Time = time;
        File.WriteAllText(Path.Combine(_folder.App, "host.json"), """{ "version": "2.0", "functionTimeout": "-1" }""");
        var builder = new FunctionsApplicationBuilder(["--EmbeddedHost:DataFolder", _folder.Data, .. arguments], [_folder.App]);
        builder.UseFunctionsOf(typeof(TFunctions));
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(store ?? new MemoryScheduleStatusStore())
            .AddSingleton(Channel.CreateUnbounded<TimerInfo>())
            .AddSingleton(Channel.CreateUnbounded<RetryContext>())
            .AddSingleton<RunGate>();
        _host = builder.Build();
        _timers = _host.Services.GetRequiredService<TimerService>();
        _timers.Start();
    }

    public VirtualTime Time { get; }

    public LogRecorder Log { get; } = new();

    public IReadOnlyList<string> Scheduled => _timers.Scheduled;

    public RunGate Gate => _host.Services.GetRequiredService<RunGate>();

    public ChannelReader<RetryContext> Attempts => _host.Services.GetRequiredService<Channel<RetryContext>>().Reader;

    private ChannelReader<TimerInfo> Runs => _host.Services.GetRequiredService<Channel<TimerInfo>>().Reader;

    public Task<TimerInfo> NextRunAsync() => Eventually.CompletesAsync(Runs.ReadAsync().AsTask());

    /// <summary>Lets time pass minute by minute, each when the schedule waits for the clock again: its waits are that long at most.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromMinutes(1))
        {
            await WaitsAsync();
            Time.Advance(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Waits until the schedule waits for the clock.</summary>
    public Task WaitsAsync() => Eventually.IsTrueAsync(() => Time.WaitingTimers == 1, "the schedule waits for the clock");

    /// <summary>Asserts that nothing ran since the last run was read.</summary>
    public async Task AssertNoRunAsync()
    {
        await WaitsAsync();
        Assert.False(Runs.TryRead(out _));
    }

    public async ValueTask DisposeAsync()
    {
        await _timers.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _folder.Dispose();
    }
}
