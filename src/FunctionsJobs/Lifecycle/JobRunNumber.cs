namespace FunctionsJobs.Lifecycle;

/// <summary>The part of a <see cref="JobRun{TPlan}"/> that tells one run of a job from another.</summary>
/// <param name="AttemptsBefore"><see cref="JobRun{TPlan}.AttemptsBefore"/>.</param>
internal sealed record JobRunNumber(int AttemptsBefore);
