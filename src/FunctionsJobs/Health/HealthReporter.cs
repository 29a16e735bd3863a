using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Health;

/// <summary>Asks every probe at once, none of them longer than a limit.</summary>
public sealed class HealthReporter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IHealthProbe> _probes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal HealthReporter(IEnumerable<IHealthProbe> probes, TimeProvider time, ILogger<HealthReporter> logger) =>
        (_probes, _time, _logger) = ([.. probes], time, logger);

    /// <summary>What state the program's parts are in.</summary>
    public async Task<HealthView> ReportAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(_probes.Select(probe => IsUsableAsync(probe, client, cancellation)));
        var services = _probes.Zip(answers).ToDictionary(pair => pair.First.Service, pair => Word(pair.Second), StringComparer.Ordinal);
        var missing = _probes.Zip(answers).Where(pair => !pair.Second).Select(pair => pair.First).ToArray();
        var status = missing.Any(probe => probe.IsNeeded) ? HealthView.Unhealthy : missing.Length > 0 ? HealthView.Degraded : HealthView.Healthy;
        return new HealthView(status, services);
    }

    private static string Word(bool usable) => usable ? HealthView.Healthy : HealthView.Unhealthy;

    private async Task<bool> IsUsableAsync(IHealthProbe probe, DurableTaskClient client, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await probe.ProbeAsync(client, either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            HealthLog.ServiceUnhealthy(_logger, e, probe.Service);
            return false;
        }
    }
}
