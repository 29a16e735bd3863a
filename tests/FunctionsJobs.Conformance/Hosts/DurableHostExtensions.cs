using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Hosts;

/// <summary>The steps most tests are made of. Every wait has a limit, after which it fails with what it waited for.</summary>
public static class DurableHostExtensions
{
    /// <summary>How long a test waits for what should happen within milliseconds.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts an instance.</summary>
    public static Task<string> StartAsync(
        this IDurableHost host, TaskName name, object? input = null, StartOrchestrationOptions? options = null) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync(name, input, options);

    /// <summary>Starts an instance under a given id.</summary>
    public static Task<string> StartAsAsync(this IDurableHost host, string instanceId, TaskName name, object? input = null) =>
        host.StartAsync(name, input, new StartOrchestrationOptions(instanceId));

    /// <summary>Starts an instance and waits for its end; the answer holds input and output.</summary>
    public static async Task<OrchestrationMetadata> RunAsync(
        this IDurableHost host, TaskName name, object? input = null, StartOrchestrationOptions? options = null) =>
        await host.EndOfAsync(await host.StartAsync(name, input, options));

    /// <summary>Starts an instance, waits for its successful end and returns its output.</summary>
    public static async Task<T?> OutputOfAsync<T>(
        this IDurableHost host, TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var metadata = await host.RunAsync(name, input, options);
        metadata.ShouldHaveCompleted();
        return metadata.ReadOutputAs<T>();
    }

    /// <summary>Waits for the end of an instance; the answer holds input and output.</summary>
    public static async Task<OrchestrationMetadata> EndOfAsync(this IDurableHost host, string instanceId)
    {
        using var limit = new CancellationTokenSource(Limit);
        return await host.Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
    }

    /// <summary>Waits until an instance has the given status.</summary>
    public static Task<OrchestrationMetadata> UntilAsync(
        this IDurableHost host, string instanceId, OrchestrationRuntimeStatus status) =>
        host.UntilAsync(instanceId, metadata => metadata.RuntimeStatus == status, $"status {status}");

    /// <summary>Waits until an instance has the given custom status, a string.</summary>
    public static Task<OrchestrationMetadata> UntilCustomStatusAsync(this IDurableHost host, string instanceId, string customStatus) =>
        host.UntilAsync(
            instanceId,
            metadata => metadata.SerializedCustomStatus == $"\"{customStatus}\"",
            $"custom status {customStatus}");

    /// <summary>Waits until what is known of an instance meets a condition.</summary>
    public static async Task<OrchestrationMetadata> UntilAsync(
        this IDurableHost host, string instanceId, Func<OrchestrationMetadata, bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        OrchestrationMetadata? metadata = null;
        while (!limit.IsCancellationRequested)
        {
            metadata = await host.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true);
            if (metadata is not null && condition(metadata))
            {
                return metadata;
            }

            await Task.Delay(PollInterval, TimeProvider.System);
        }

        throw new TimeoutException($"Instance '{instanceId}' did not reach {what} within {Limit}. It is {metadata?.ToString() ?? "missing"}.");
    }

    /// <summary>Waits for a signal from inside a task, with the limit of all waits.</summary>
    public static Task<T> WithinLimitAsync<T>(this TaskCompletionSource<T> signal) => signal.Task.WaitAsync(Limit);

    /// <summary>Waits for a signal from inside a task, with the limit of all waits.</summary>
    public static Task WithinLimitAsync(this TaskCompletionSource signal) => signal.Task.WaitAsync(Limit);

    /// <summary>Asserts a successful end, showing the failure if there is one.</summary>
    public static void ShouldHaveCompleted(this OrchestrationMetadata metadata) => Assert.True(
        metadata.RuntimeStatus == OrchestrationRuntimeStatus.Completed,
        $"{metadata.Name} is {metadata.RuntimeStatus}: {metadata.FailureDetails}");

    /// <summary>Asserts a failed end and returns the failure.</summary>
    public static TaskFailureDetails ShouldHaveFailed(this OrchestrationMetadata metadata)
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.NotNull(metadata.FailureDetails);
        return metadata.FailureDetails;
    }
}
