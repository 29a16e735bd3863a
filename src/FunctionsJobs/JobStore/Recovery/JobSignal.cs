namespace FunctionsJobs.JobStore.Recovery;

/// <summary>
/// Something that a job's orchestration has to be told. Written in the transaction that made it so, and kept until somebody confirms that the
/// orchestration was told, or the job has ended: a crash between the commit and the telling loses nothing.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">What to tell.</param>
/// <param name="Attempt">
/// The attempt it is about (<see cref="JobRecord.AttemptsMade"/> when it was written). A signal may be told twice, so whoever hears it compares the number.
/// </param>
public sealed record JobSignal(string JobId, JobSignalKind Kind, int Attempt);
