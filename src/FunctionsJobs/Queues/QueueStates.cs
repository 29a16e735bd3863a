using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Queues;

/// <summary>The states that the queue API groups jobs by, beside the ones of <see cref="JobState"/>.</summary>
internal static class QueueStates
{
    /// <summary>What a refused state is answered with.</summary>
    public const string Rule = "must be waiting, active, delayed, or a state: scheduled, blocked, queued, running, retrying, cancelling, completed, failed or cancelled";

    private static readonly JobState[] _waiting = [JobState.Queued, JobState.Blocked];
    private static readonly JobState[] _active = [JobState.Running, JobState.Cancelling];
    private static readonly JobState[] _delayed = [JobState.Scheduled, JobState.Retrying];

    /// <summary>Reads a state or a group of states from the text of a parameter; empty where it is absent, or after noting that it is neither.</summary>
    public static IReadOnlyList<JobState> Read(QueryReader query, string parameter, string? text)
    {
        var states = text is null ? [] : Parse(text);
        if (text is not null && states.Length == 0)
        {
            query.Errors.Add(parameter, Rule);
        }

        return states;
    }

    private static JobState[] Parse(string name) => name switch
    {
        "waiting" => _waiting,
        "active" => _active,
        "delayed" => _delayed,
        _ => [.. Enum.GetValues<JobState>().Where(state => state.ToName() == name)],
    };

    /// <summary>Ready, or waiting for other jobs.</summary>
    public static long Waiting(QueueCounts counts) => _waiting.Sum(state => counts[state]);

    /// <summary>Holding a slot.</summary>
    public static long Active(QueueCounts counts) => _active.Sum(state => counts[state]);

    /// <summary>Waiting for a time.</summary>
    public static long Delayed(QueueCounts counts) => _delayed.Sum(state => counts[state]);
}
