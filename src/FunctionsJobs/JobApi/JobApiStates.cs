using FunctionsJobs.Http;
using FunctionsJobs.JobStore;

namespace FunctionsJobs.JobApi;

/// <summary>The statuses of the job API: <c>pending, running, completed, failed, cancelled, retry</c>.</summary>
internal static class JobApiStates
{
    /// <summary>What a refused status is answered with.</summary>
    public const string Rule = "must be pending, running, completed, failed, cancelled or retry";

    /// <summary>The statuses, in the order of a job's life.</summary>
    public static readonly string[] Names = ["pending", "running", "retry", "completed", "failed", "cancelled"];

    /// <summary>The status of a state.</summary>
    public static string ToStatus(this JobState state) => state switch
    {
        JobState.Scheduled or JobState.Blocked or JobState.Queued => "pending",
        JobState.Running or JobState.Cancelling => "running",
        JobState.Retrying => "retry",
        JobState.Completed => "completed",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of jobs."),
    };

    /// <summary>Reads a status from the text of a parameter; empty where it is absent, or after noting that it is none.</summary>
    public static IReadOnlyList<JobState> Read(QueryReader query, string parameter, string? text)
    {
        var states = text is null ? [] : StatesOf(text);
        if (text is not null && states.Count == 0)
        {
            query.Errors.Add(parameter, Rule);
        }

        return states;
    }

    /// <summary>The states of a status; empty for what is none.</summary>
    public static IReadOnlyList<JobState> StatesOf(string status) => [.. Enum.GetValues<JobState>().Where(state => state.ToStatus() == status)];
}
