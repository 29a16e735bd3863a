namespace FunctionsJobs.Lifecycle;

/// <summary>The external events that orchestrations of jobs and of queues listen to. Kept in histories, so names are never changed.</summary>
/// <remarks>An event is a hint and may come late or twice: the orchestration asks the job store, or compares the attempt's number, before it acts.</remarks>
public static class JobEvents
{
    /// <summary>The attempt whose number is the payload has begun.</summary>
    public const string Admitted = "admitted";

    /// <summary>The job was asked to stop, or was ended by somebody else; the store knows which.</summary>
    public const string Stop = "stop";

    /// <summary>A job of the queue may be waiting for time: <see cref="QueuePumpOrchestrator"/> is to look.</summary>
    public const string Look = "look";
}
