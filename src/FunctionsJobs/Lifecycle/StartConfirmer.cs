using System.Threading.Channels;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Recovery;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// Confirms, many at a time, that the orchestrations of accepted jobs were started. Nobody waits for it: a start that is not confirmed, such as after a crash,
/// is told again by the reconciler, which finds the orchestration there.
/// </summary>
public sealed class StartConfirmer(IJobRecovery recovery, TimeProvider time, ILogger<StartConfirmer> logger) : BackgroundService
{
    private const int BatchSize = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<JobSignal> _started = Channel.CreateUnbounded<JobSignal>(new() { SingleReader = true });

    /// <summary>The orchestration of a job that was accepted in this state is there.</summary>
    public void Started(JobRecord job) => _started.Writer.TryWrite(new JobSignal(job.Id, JobSignalKind.Start, job.AttemptsMade));

    /// <summary>Confirms what was started so far.</summary>
    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        var batch = new List<JobSignal>(BatchSize);
        while (_started.Reader.TryRead(out var signal))
        {
            batch.Add(signal);
            if (batch.Count == BatchSize || !_started.Reader.TryPeek(out _))
            {
                await recovery.ConfirmAsync(batch, cancellation);
                batch.Clear();
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _started.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Pause, time, stoppingToken);
                await TryConfirmAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops. What is left is told again.
        }
    }

    private async Task TryConfirmAsync(CancellationToken stopping)
    {
        try
        {
            await ConfirmAsync(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LifecycleLog.StartsNotConfirmed(logger, e);
        }
    }
}
