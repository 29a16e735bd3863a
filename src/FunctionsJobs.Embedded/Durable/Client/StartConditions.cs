using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>What a start does when an instance of the same id exists.</summary>
/// <param name="Replaceable">Terminal statuses in which it is replaced.</param>
/// <param name="Terminable">Other statuses in which it is terminated first.</param>
internal sealed record StartConditions(IReadOnlyCollection<string> Replaceable, IReadOnlyCollection<string> Terminable)
{
    private static readonly string[] s_live = [InstanceStatus.Pending, InstanceStatus.Running, InstanceStatus.Suspended];

    private static readonly StartConditions s_nonRunning = new([.. InstanceStatus.Terminal], []);

    private static readonly StartConditions s_any = new([.. InstanceStatus.Terminal], s_live);

    /// <summary>The conditions of a start: all statuses but the given ones may be replaced; without any, the hub's setting decides.</summary>
    /// <exception cref="ArgumentException">A status does not exist, or the set contradicts itself.</exception>
    public static StartConditions Of(StartOrchestrationOptions? options, bool replaceRunning)
    {
        if (options?.DedupeStatuses is { } names)
        {
            return AllBut(names);
        }

        return replaceRunning ? s_any : s_nonRunning;
    }

    private static StartConditions AllBut(IReadOnlyList<string> names)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            kept.Add(Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
                ? status.ToString()
                : throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication."));
        }

        var conditions = new StartConditions(
            InstanceStatus.Terminal.Where(status => !kept.Contains(status)).ToArray(),
            s_live.Where(status => !kept.Contains(status)).ToArray());
        return conditions.Terminable.Count > 0 && kept.Contains(InstanceStatus.Terminated)
            ? throw new ArgumentException(
                "Invalid dedupe statuses: cannot include 'Terminated' while also allowing reuse of running instances, because the running instance would be terminated and then conflict.")
            : conditions;
    }
}
