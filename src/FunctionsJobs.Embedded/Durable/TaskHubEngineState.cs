namespace FunctionsJobs.Embedded.Durable;

/// <summary>Where the engine stands.</summary>
internal enum TaskHubEngineState
{
    Created,
    Starting,
    Running,
    Stopping,
    Stopped,

    /// <summary>The store failed, or the engine has a defect: nothing runs any more, and the host has to be restarted.</summary>
    Faulted,
}
