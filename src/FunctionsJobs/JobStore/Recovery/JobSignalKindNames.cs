namespace FunctionsJobs.JobStore.Recovery;

/// <summary>The persisted names of <see cref="JobSignalKind"/>.</summary>
public static class JobSignalKindNames
{
    /// <summary>The persisted name.</summary>
    public static string ToName(this JobSignalKind kind) => kind switch
    {
        JobSignalKind.Start => "start",
        JobSignalKind.Admitted => "admitted",
        JobSignalKind.CancelRequested => "cancel-requested",
        JobSignalKind.Ended => "ended",
        JobSignalKind.Notify => "notify",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a job signal."),
    };

    /// <summary>The kind of a persisted name.</summary>
    /// <exception cref="JobStoreException">The name is not known.</exception>
    public static JobSignalKind Parse(string name) => name switch
    {
        "start" => JobSignalKind.Start,
        "admitted" => JobSignalKind.Admitted,
        "cancel-requested" => JobSignalKind.CancelRequested,
        "ended" => JobSignalKind.Ended,
        "notify" => JobSignalKind.Notify,
        _ => throw new JobStoreException($"The job store holds the unknown signal '{name}'."),
    };
}
