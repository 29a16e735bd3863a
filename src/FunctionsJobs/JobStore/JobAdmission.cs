namespace FunctionsJobs.JobStore;

/// <summary>
/// Decides whether a queued job may run now. Called inside the transaction that made it ready: by submission and by the end of a back-off.
/// </summary>
internal static class JobAdmission
{
    /// <summary>Admits the job. Queues have no limits, so there is always room.</summary>
    public static JobChange Admit(JobChange change) => change.Apply(JobTrigger.Admitted);
}
