using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>Runs the app's timer functions while the host is up.</summary>
internal sealed class TimerService : IAsyncDisposable
{
    private readonly Dictionary<string, TimerRunner> _runners;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;
    private Task _running = Task.CompletedTask;

    public TimerService(FunctionCatalog catalog, FunctionRuntime runtime, IScheduleStatusStore store, ILoggerFactory loggers)
    {
        _logger = loggers.CreateLogger<TimerService>();
        _runners = catalog.Of(FunctionKind.Timer).ToDictionary(
            function => function.Name,
            function => new TimerRunner(function, runtime, store, loggers.CreateLogger($"Function.{function.Name}")),
            StringComparer.OrdinalIgnoreCase);
        Scheduled = [.. catalog.Of(FunctionKind.Timer).Where(function => !function.IsDisabled).Select(function => function.Name)];
    }

    /// <summary>Names of the timers that run by their schedules; those that are switched off are left out.</summary>
    public IReadOnlyList<string> Scheduled { get; }

    public void Start() => _running = Task.WhenAll(Scheduled.Select(name => RunAsync(_runners[name])));

    /// <summary>Starts a run outside the schedule; false when there is no such timer function.</summary>
    public bool TryRunNow(string name)
    {
        if (!_runners.TryGetValue(name, out var runner))
        {
            return false;
        }

        _ = RunNowAsync(runner);
        return true;
    }

    /// <summary>Ends the schedules; completes when runs under way have ended.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var runner in _runners.Values)
        {
            runner.Dispose();
        }

        _stopping.Dispose();
    }

    private async Task RunAsync(TimerRunner runner)
    {
        // The host's start does not wait for the first runs.
        await Task.Yield();
        try
        {
            await runner.RunAsync(_stopping.Token);
        }
        catch (Exception exception)
        {
            TimerLog.ScheduleBroken(_logger, exception, runner.Name);
        }
    }

    private async Task RunNowAsync(TimerRunner runner)
    {
        await Task.Yield();
        try
        {
            await runner.RunNowAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            TimerLog.Stopped(_logger, runner.Name);
        }
    }
}
