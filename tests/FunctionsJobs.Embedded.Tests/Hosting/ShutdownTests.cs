using System.Net;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Embedded.Tests.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Hosting;

public class ShutdownTests
{
    [Fact]
    public async Task Stop_WhenAFunctionRuns_LetsItFinish()
    {
        await using var host = await StartAsync(new VirtualTime());
        var gate = host.Services.GetRequiredService<Gate>();
        var answer = host.Client.GetAsync(new Uri("/api/works", UriKind.Relative));
        await Eventually.CompletesAsync(gate.Entered);

        var stop = host.Host.StopAsync();
        await Eventually.IsTrueAsync(() => host.Log.Has(LogLevel.Information, "Stopping; 1 running"), "the stop is under way");
        Assert.False(stop.IsCompleted);
        gate.Open();

        using var response = await Eventually.CompletesAsync(answer);
        await Eventually.CompletesAsync(stop);
        Assert.Equal("done", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stop_WhenTheDrainTimeIsOver_CancelsWhatRuns()
    {
        var time = new VirtualTime();
        await using var host = await StartAsync(time);
        var gate = host.Services.GetRequiredService<Gate>();
        var answer = host.Client.GetAsync(new Uri("/api/works", UriKind.Relative));
        await Eventually.CompletesAsync(gate.Entered);

        var stop = host.Host.StopAsync();
        await Eventually.IsTrueAsync(() => host.Log.Has(LogLevel.Information, "Stopping; 1 running"), "the stop is under way");
        await Eventually.IsTrueAsync(() => time.WaitingTimers > 0, "the drain time runs");
        time.Advance(TimeSpan.FromSeconds(30));

        using var response = await Eventually.CompletesAsync(answer);
        await Eventually.CompletesAsync(stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.True(host.Log.Has(LogLevel.Warning, "cancelling Works (1)"));
    }

    [Fact]
    public async Task Stop_WhenAlreadyStopped_DoesNothing()
    {
        await using var host = await StartAsync(new VirtualTime());

        await host.Host.StopAsync();
        await host.Host.StopAsync();

        Assert.Equal(1, host.Log.Texts.Count(text => text.StartsWith("Stopped.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Request_WhenTheHostDrains_IsRefused()
    {
        await using var host = await StartAsync(new VirtualTime());
        host.Services.GetRequiredService<HostDrain>().Begin();

        using var response = await host.Client.GetAsync(new Uri("/api/works", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
    }

    private static Task<TestHost> StartAsync(VirtualTime time) => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Functions)],
        Time = time,
        HostJson = """{ "version": "2.0", "functionTimeout": "-1" }""",
        Configure = builder => builder.Services.AddSingleton<Gate>(),
    });

    public sealed class Gate
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Entered => _entered.Task;

        public void Open() => _open.TrySetResult();

        public Task PassAsync(CancellationToken cancellation)
        {
            _entered.TrySetResult();
            return _open.Task.WaitAsync(cancellation);
        }
    }

    public sealed class Functions(Gate gate)
    {
        [Function("Works")]
        public async Task<string> Works([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request, CancellationToken cancellation)
        {
            await gate.PassAsync(cancellation);
            return "done";
        }
    }
}
