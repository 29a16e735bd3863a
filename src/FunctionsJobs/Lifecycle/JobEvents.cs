namespace FunctionsJobs.Lifecycle;

/// <summary>The external events that a job's orchestration listens to. Kept in histories, so names are never changed.</summary>
/// <remarks>An event is a hint and may come late or twice: the orchestration asks the job store, or compares the attempt's number, before it acts.</remarks>
public static class JobEvents
{
    /// <summary>The attempt whose number is the payload has begun.</summary>
    public const string Admitted = "admitted";

    /// <summary>The job was asked to stop, or was ended by somebody else; the store knows which.</summary>
    public const string Stop = "stop";
}
