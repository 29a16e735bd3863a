namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>Runs an instance again from its begin: same orchestrator, version, input and tags, without parent and without scheduled time.</summary>
internal static class InstanceRestart
{
    /// <param name="calls">The task hub.</param>
    /// <param name="instanceId">The instance to run again.</param>
    /// <param name="withNewId">Whether the new run gets an id of its own; otherwise it replaces the instance, which has to have ended.</param>
    /// <param name="cancellation">Stops before the start.</param>
    /// <exception cref="ArgumentException">Its orchestrator no longer exists.</exception>
    public static async Task<RestartResult> RunAsync(TaskHubCalls calls, string instanceId, bool withNewId, CancellationToken cancellation)
    {
        if (await calls.GetAsync(instanceId, withPayloads: true, cancellation).ConfigureAwait(false) is not { } former)
        {
            return new RestartResult(null, null);
        }

        var instance = calls.NewInstance(former.Name, withNewId ? null : instanceId, former.Version, former.Input, null, former.Tags);
        var conditions = StartConditions.Of(null, calls.Hub.Options.ReplaceRunningInstances);
        var standing = await calls.StartAsync(instance, conditions, cancellation).ConfigureAwait(false);
        return new RestartResult(standing is null ? instance.InstanceId : null, standing ?? former.Status);
    }
}

/// <summary>What a restart came to.</summary>
/// <param name="InstanceId">The id of the new run; <see langword="null"/> when there is none.</param>
/// <param name="Status">The status of the instance that was to be run again; <see langword="null"/> when there is no such instance.</param>
internal sealed record RestartResult(string? InstanceId, string? Status);
