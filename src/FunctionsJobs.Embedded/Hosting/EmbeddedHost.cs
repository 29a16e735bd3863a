using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Hosting.Discovery;
using FunctionsJobs.Embedded.Hosting.Invocation;
using FunctionsJobs.Embedded.Hosting.Keys;
using FunctionsJobs.Embedded.Http;
using FunctionsJobs.Embedded.Telemetry;
using FunctionsJobs.Embedded.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>
/// A function app and its host in one process. Start: check everything, open the hub, take requests, then run timers. Stop: take
/// nothing new, let what runs finish within the drain time, then cancel it.
/// </summary>
internal sealed class EmbeddedHost(WebApplication app, HostOrigin origin) : IHost, IAsyncDisposable
{
    private readonly ILogger _logger = app.Services.GetRequiredService<ILogger<EmbeddedHost>>();
    private TimerService? _timers;
    private bool _isStarted;

    public IServiceProvider Services => app.Services;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        EmbeddedHostOptions? options = null;
        try
        {
            options = app.Services.GetRequiredService<IOptions<EmbeddedHostOptions>>().Value;
            foreach (var key in origin.Settings.Warnings)
            {
                EmbeddedHostLog.UnknownKey(_logger, key);
            }

            Compose();

            // What listens to the hub is made before the hub takes up its work.
            _ = app.Services.GetServices<IHostedService>();
            await app.Services.GetRequiredService<TaskHubEngine>().StartAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
            app.Services.GetRequiredService<ManagementLinks>().HostOrigin = this.GetListeningAddress().GetLeftPart(UriPartial.Authority);
            _isStarted = true;
            _timers = app.Services.GetRequiredService<TimerService>();
            _timers.Start();
            EmbeddedHostLog.Summary(_logger, HostSummary.Describe(app, origin));
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            EmbeddedHostLog.StoppedEarly(_logger);
        }
        catch (Exception exception) when (HostStartFailure.Of(exception, options) is { } failure)
        {
            throw failure;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_isStarted)
        {
            return;
        }

        _isStarted = false;
        var options = app.Services.GetRequiredService<IOptions<EmbeddedHostOptions>>().Value;
        var running = app.Services.GetRequiredService<RunningInvocations>();
        app.Services.GetRequiredService<HostDrain>().Begin();
        EmbeddedHostLog.Stopping(_logger, running.Count, options.DrainTimeout);

        using var drained = new CancellationTokenSource();
        using var timeIsUp = new CancellationTokenSource();
        var cancelling = CancelAfterAsync(running, options.DrainTimeout, timeIsUp, drained.Token);

        // The hub goes last: requests and timers under way may still use it.
        await Task.WhenAll(_timers!.StopAsync(), app.StopAsync(cancellationToken));
        await app.Services.GetRequiredService<TaskHubEngine>().StopAsync(timeIsUp.Token);
        await drained.CancelAsync();
        await cancelling;
        if (running.Count > 0)
        {
            EmbeddedHostLog.LeftBehind(_logger, string.Join(", ", running.CountByFunction().Keys));
        }

        EmbeddedHostLog.Stopped(_logger);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await app.DisposeAsync();
    }

    private void Compose()
    {
        // Resolved in the order in which an operator would want to hear of what is wrong.
        app.Services.GetRequiredService<FunctionCatalog>();
        app.Services.GetRequiredService<HostKeys>();
        var gate = app.Services.GetRequiredService<RequestGate>();
        app.Use((http, next) => RequestSpan.InvokeAsync(http, next));
        app.Use((http, next) => gate.InvokeAsync(http, next));
        if (CrossOrigin.IsConfigured(app.Services.GetRequiredService<IConfiguration>()))
        {
            app.UseCors();
        }

        app.UseRouting();
        app.Services.GetRequiredService<HttpFunctionRoutes>().Map(app);
        app.Services.GetRequiredService<AdminApi>().Map(app);
        app.MapDurableManagement(
            app.Services.GetRequiredService<TaskHubEngine>().Management,
            app.Services.GetRequiredService<ManagementLinks>(),
            app.Services.GetRequiredService<DurableManagementOptions>());
        app.Run(app.Services.GetRequiredService<EndpointDispatch>().InvokeAsync);
    }

    private async Task CancelAfterAsync(RunningInvocations running, TimeSpan drainTimeout, CancellationTokenSource timeIsUp, CancellationToken drained)
    {
        try
        {
            await Task.Delay(drainTimeout, app.Services.GetRequiredService<TimeProvider>(), drained);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        EmbeddedHostLog.Cancelling(_logger, string.Join(", ", running.CountByFunction().Select(entry => $"{entry.Key} ({entry.Value})")));
        running.CancelAll(CancellationReason.HostStopping);
        await timeIsUp.CancelAsync();
    }
}
