using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.Embedded.Tests.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Hosting;

public class ActivityLifetimeTests
{
    private const string OneMinute = """{ "version": "2.0", "functionTimeout": "00:01:00" }""";

    [Theory]
    [InlineData("Obeys")]
    [InlineData("Ignores")]
    public async Task Activity_WhenItsTimeIsUp_FailsForItsOrchestration(string activity)
    {
        var time = new VirtualTime();
        await using var host = await StartAsync(time, null);
        var held = host.Services.GetRequiredService<Held>();
        var id = await StartOrchestrationAsync(host, activity);
        await Eventually.CompletesAsync(held.Entered);

        time.Advance(TimeSpan.FromSeconds(61));
        time.Advance(TimeSpan.FromSeconds(5));

        var output = await EndAsync(host, id, "Failed");
        Assert.Contains("did not finish within the function timeout, 00:01:00", output, StringComparison.Ordinal);
        held.Release();
    }

    [Fact]
    public async Task Stop_WhenAnActivityRuns_KeepsItsResultForTheNextStart()
    {
        using var folder = new TestFolder();
        string id;
        await using (var host = await StartAsync(new VirtualTime(), folder))
        {
            var held = host.Services.GetRequiredService<Held>();
            id = await StartOrchestrationAsync(host, "Ignores");
            await Eventually.CompletesAsync(held.Entered);
            var stop = host.Host.StopAsync();
            await Eventually.IsTrueAsync(() => host.Log.Has(LogLevel.Information, "Stopping; 1 running"), "the stop is under way");
            held.Release();
            await Eventually.CompletesAsync(stop);
        }

        await using var again = await StartAsync(new VirtualTime(), folder);

        Assert.Equal("released", await EndAsync(again, id, "Completed"));
        Assert.Equal(0, again.Services.GetRequiredService<Held>().Count);
    }

    private static Task<TestHost> StartAsync(VirtualTime time, TestFolder? folder) => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Functions)],
        Time = time,
        Folder = folder,
        HostJson = OneMinute,
        Configure = builder => builder.Services.AddSingleton<Held>(),
    });

    private static async Task<string> StartOrchestrationAsync(TestHost host, string activity)
    {
        using var start = await host.Client.PostAsJsonAsync($"/runtime/webhooks/durabletask/orchestrators/Calls?code={host.MasterKey}", activity);
        return (await start.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<string> EndAsync(TestHost host, string id, string status)
    {
        JsonElement instance = default;
        await Eventually.IsTrueAsync(
            () =>
            {
                instance = host.Client.GetFromJsonAsync<JsonElement>($"/runtime/webhooks/durabletask/instances/{id}?code={host.MasterKey}").Result;
                return instance.GetProperty("runtimeStatus").GetString() == status;
            },
            $"the orchestration is {status}");
        return instance.GetProperty("output").GetString()!;
    }

    public sealed class Held
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public int Count => _count;

        public Task Entered => _entered.Task;

        public void Release() => _released.TrySetResult("released");

        public Task<string> EnterAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref _count);
            _entered.TrySetResult();
            return _released.Task.WaitAsync(cancellation);
        }
    }

    public sealed class Functions(Held held)
    {
        [Function("Calls")]
        public static Task<string> Calls([OrchestrationTrigger] TaskOrchestrationContext context, string activity) => context.CallActivityAsync<string>(activity);

        [Function("Obeys")]
        public Task<string> Obeys([ActivityTrigger] string? input, CancellationToken cancellation) => held.EnterAsync(cancellation);

        [Function("Ignores")]
        public Task<string> Ignores([ActivityTrigger] string? input) => held.EnterAsync(CancellationToken.None);
    }
}
